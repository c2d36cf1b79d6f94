import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { logsOf, ownRows } from './database.ts';
import { describeInBrowser, noon, useApp } from './app.ts';
import {
  allSent,
  beginWorkout,
  enterMaxes,
  field,
  finishWorkout,
  goTo,
  logSet,
  press,
  signUp,
  signUpWithProgram,
  trainFirstSet,
} from './lifter.ts';

const weight = (page: Page) => field(page, /^Weight/);
const reps = (page: Page) => field(page, /^Reps/);
const rpe = (page: Page) => field(page, /^RPE/);
const rows = (page: Page) => page.locator('.sets-done li > strong').allInnerTexts();

async function finish(page: Page): Promise<void> {
  await finishWorkout(page);
  await allSent(page);
}

describeInBrowser('what a lifter types', () => {
  const app = useApp();

  it('as maxes is stored as typed, and saving it unchanged changes nothing', async () => {
    const { page } = await app.open();
    const email = await signUp(page);
    await enterMaxes(page, '141,2');
    await page.getByRole('link', { name: 'Change my maxes' }).click();
    await press(page, 'Save maxes');
    await page.getByRole('link', { name: 'Start a program' }).waitFor();
    await allSent(page);
    const stored = {
      squat_1rm_grams: 141_200,
      bench_1rm_grams: 72_500,
      deadlift_1rm_grams: 180_000,
    };
    const columns = Object.keys(stored).join(', ');
    expect(await ownRows(email, 'lifter_maxes', columns)).toEqual([stored, stored]);
  });

  it('as a triple is one: its fields are not filled with singles', async () => {
    const { page } = await app.open();
    const email = await signUp(page);
    await enterMaxes(page, '200');
    await page.getByRole('link', { name: 'Change my maxes' }).click();
    await page.getByText('My best triple').click();
    expect(await field(page, /^Squat/).inputValue()).toBe('');
    await press(page, 'Save maxes');
    await page.getByRole('alert').getByText('Type a weight').first().waitFor();
    await field(page, /^Squat/).fill('185');
    await field(page, /^Bench/).fill('120');
    await field(page, /^Deadlift/).fill('225');
    await press(page, 'Save maxes');
    await page.getByRole('link', { name: 'Start a program' }).waitFor();
    await allSent(page);
    // three all-out reps are 92.2 % by the chart
    expect(
      await ownRows(email, 'lifter_maxes', 'source, squat_1rm_grams, squat_input_grams'),
    ).toContainEqual({ source: 'input_3rm', squat_1rm_grams: 200_651, squat_input_grams: 185_000 });
  });

  it('in a set is logged to the gram; a text that is not understood is not logged', async () => {
    const { page } = await app.open();
    const email = await signUp(page);
    await trainFirstSet(page, '100');
    await weight(page).fill('heavy');
    await page.getByText('“heavy” is not understood.').waitFor();
    await logSet(page, 2);
    expect(await rows(page)).toHaveLength(1);
    // it is still there after a reload
    await page.reload();
    expect(await weight(page).inputValue()).toBe('heavy');
    await weight(page).fill('1125');
    await page.getByText('A weight is at most 1000 kg.').waitFor();
    await weight(page).fill('101.25 kg');
    await rpe(page).fill('12');
    await page.getByText('RPE goes from 1 to 10').waitFor();
    await logSet(page, 2);
    expect(await rows(page)).toHaveLength(1);
    await rpe(page).fill('9');
    await logSet(page, 2);
    await weight(page).fill('61,3');
    await logSet(page, 3);
    await finish(page);
    expect(await logsOf(email)).toMatchObject([
      {
        actual_sets: [
          // the RPE of the first set is unknown: the lifter entered none
          { set_number: 1, weight_grams: 80_000, reps_completed: 5 },
          { set_number: 2, weight_grams: 101_250, reps_completed: 5, rpe_actual: 9 },
          { set_number: 3, weight_grams: 61_300, reps_completed: 5 },
        ],
      },
    ]);
    const [log] = await logsOf(email);
    expect(JSON.stringify(log?.['actual_sets']).match(/rpe_actual/g)).toHaveLength(1);
  });

  it('counts once after a double tap', async () => {
    const { page } = await app.open();
    const email = await signUpWithProgram(page);
    await beginWorkout(page);
    const button = page.getByRole('button', { name: /Log set/ });
    await expect.poll(() => button.isEnabled()).toBe(true);
    await button.evaluate((element: HTMLElement) => {
      element.click();
      // the second half of the tap hits whatever appeared under the thumb
      document.querySelector<HTMLElement>('.set-form .button-main')?.click();
    });
    await page.getByRole('heading', { name: /Set 2/ }).waitFor();
    expect(await rows(page)).toHaveLength(1);
    await press(page, 'Finish here');
    const end = page.getByRole('button', { name: 'Finish the workout' });
    await expect.poll(() => end.isEnabled()).toBe(true);
    await end.dblclick();
    await page.getByRole('heading', { name: 'Done!' }).waitFor();
    await allSent(page);
    expect(await logsOf(email)).toHaveLength(1);
  });

  it('is changed, moved and deleted set by set, and the others stay', async () => {
    const { page } = await app.open();
    const email = await signUp(page);
    await trainFirstSet(page, '100');
    await reps(page).fill('4');
    await logSet(page, 2);
    await press(page, 'Change set 1');
    const editor = page.getByRole('form', { name: 'Set 1' });
    await field(editor, /^Weight/).fill('82.001');
    await editor.getByRole('textbox', { name: 'Note' }).fill('belt');
    await press(editor, 'Keep set 1');
    expect(await rows(page)).toEqual(['5 × 82.001 kg', '4 × 80 kg']);
    await press(page, 'Change set 1');
    await press(page, 'Move down');
    expect(await rows(page)).toEqual(['4 × 80 kg', '5 × 82.001 kg']);
    await press(page, 'Change set 1');
    await press(page, 'Delete set 1');
    await finish(page);
    expect(await logsOf(email)).toMatchObject([
      { actual_sets: [{ set_number: 1, weight_grams: 82_001, reps_completed: 5, notes: 'belt' }] },
    ]);
    await page.getByRole('link', { name: 'History' }).click();
    await page.locator('.history summary').click();
    expect(await page.locator('.history .sets-done .note').innerText()).toBe('belt');
  });

  it('is logged although the clock was set back, with its real duration', async () => {
    const { page } = await app.open();
    const email = await signUp(page);
    await trainFirstSet(page, '100');
    await page.clock.setSystemTime(noon('2026-02-20'));
    await logSet(page, 2);
    await finish(page);
    const [log] = await logsOf(email);
    expect(log).toMatchObject({ is_correction: false });
    expect(Number(log?.['duration_seconds'])).toBeLessThan(120);
  });

  it('is logged at the server’s time although the phone is years ahead', async () => {
    const { page } = await app.open({}, noon('2031-02-25'));
    const email = await signUp(page);
    await trainFirstSet(page, '100');
    await finish(page);
    const [log] = await logsOf(email);
    const at = log?.['completed_at'];
    expect(at instanceof Date && Math.abs(at.getTime() - Date.now()) < 600_000).toBe(true);
  });

  it('with a refused time can be sent with the current time', async () => {
    const { page, expectErrors } = await app.open();
    expectErrors(/status of 400/);
    const email = await signUp(page);
    await trainFirstSet(page, '100');
    await allSent(page);
    // the app's idea of the server's time is wrong after the change of the clock
    await page.evaluate(() => localStorage.setItem('parakeet.clock', `1 ${2 * 365 * 86_400_000}`));
    await goTo(page, /^Recovery/);
    await field(page, /^Sleep/).fill('8');
    await press(page, 'Save recovery');
    await page.getByRole('link', { name: '1 change could not be saved. See why.' }).click();
    await page.getByText('This time is in the future.').waitFor();
    await press(page, 'Send it with the current time');
    await allSent(page);
    expect(await ownRows(email, 'recovery_snapshots', 'sleep_duration_minutes')).toEqual([
      { sleep_duration_minutes: 480 },
    ]);
  });

  it('is found again eight days later, from every screen', async () => {
    const { page } = await app.open();
    await signUp(page);
    await trainFirstSet(page, '100');
    await page.clock.setSystemTime(noon('2026-03-06'));
    await page.getByRole('link', { name: 'Progress' }).click();
    await page.getByRole('link', { name: 'Squat workout is open. Go on' }).click();
    await page.getByRole('heading', { name: /Set 2/ }).waitFor();
    expect(await rows(page)).toEqual(['5 × 80 kg']);
  });

  it('as the first day of a program must be sensible; nothing is archived unasked', async () => {
    const { page } = await app.open();
    const email = await signUpWithProgram(page);
    await goTo(page, /^Programs/);
    await page.getByLabel('First day').fill('2020-01-01');
    await page.getByText('A program begins at most 4 weeks ago.').waitFor();
    await page.getByLabel('First day').fill('2026-02-26');
    await press(page, 'Start the program');
    await page.getByRole('alert').getByText('Not saved').waitFor();
    await page.getByLabel(/Your current program will be archived/).check();
    await press(page, 'Start the program');
    await page.getByText('Tomorrow · Week 1, day 1').waitFor();
    await allSent(page);
    expect(await ownRows(email, 'programs', 'status, version')).toEqual(
      expect.arrayContaining([
        { status: 'active', version: 2 },
        { status: 'archived', version: 1 },
      ]),
    );
  });
});
