import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { sideways } from '@parakeet/db-harness/browser/sideways';
import { describeInBrowser, noon, stackOfRun, useApp } from './app.ts';
import {
  allSent,
  beginWorkout,
  enterMaxes,
  field,
  finishWorkout,
  goTo,
  logSet,
  press,
  signIn,
  signUp,
  signUpWithProgram,
  startProgram,
  trainFirstSet,
} from './lifter.ts';
import { observe, vitalsOf } from './vitals/observed.ts';

/** Whether a button can be tapped: it is on the screen, and nothing covers it. */
function isInReach(page: Page, name: string): Promise<boolean> {
  return page.getByRole('button', { name }).evaluate((button) => {
    const { x, y, width, height } = button.getBoundingClientRect();
    const found = document.elementFromPoint(x + width / 2, y + height - 1);
    return y + height <= innerHeight && button.contains(found);
  });
}

describeInBrowser('a workout', () => {
  const app = useApp();

  it.each([
    { width: 360, height: 640 },
    { width: 390, height: 664 },
    { width: 320, height: 568 },
  ])('has its button in reach at %o, and nothing moves by itself', async (viewport) => {
    const { page } = await app.open({ viewport });
    await observe(page);
    await signUpWithProgram(page, '327.5');
    await allSent(page);
    // observes from here on, as if the app had just been opened
    await page.reload();
    await beginWorkout(page);
    for (const set of [1, 2]) {
      expect(await isInReach(page, `Log set ${set}`), `set ${set}`).toBe(true);
      await field(page, /^RPE/).fill('8,5');
      expect(await isInReach(page, `Log set ${set}`), `set ${set}, with an RPE`).toBe(true);
      await logSet(page, set);
      await page.getByRole('heading', { name: `Set ${set + 1}` }).waitFor();
    }
    // 262.5 kg at RPE 8.5 makes the widest row
    await page.getByText('5 × 262.5 kg').last().waitFor();
    expect(await sideways(page)).toEqual([]);
    await allSent(page);
    const { shift, shifted } = await vitalsOf(page);
    expect(shift, shifted.join()).toBe(0);
  });

  it('shows warm-up, plates, last time and the best; the rest survives a reload', async () => {
    const { page } = await app.open();
    await signUp(page);
    await goTo(page, /^Settings/);
    await field(page, /^Rest between sets/).fill('120');
    await press(page, 'Save settings');
    await page.getByText('Saved.', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Today' }).click();
    await enterMaxes(page, '100');
    await startProgram(page);
    await beginWorkout(page);
    await page.getByText('Warm up 8 × 20, 5 × 40, 3 × 55, 2 × 70 kg').waitFor();
    await page.getByText('Each side: 25 + 5').waitFor();
    await logSet(page, 1);
    await page
      .getByRole('timer')
      .getByText(/^Rest (2:00|1:5\d)$/)
      .waitFor();
    await page.reload();
    await page
      .getByRole('timer')
      .getByText(/^Rest 1:\d\d$/)
      .waitFor();
    // timers stop on a locked screen, so the rest follows the clock
    await page.clock.fastForward(180_000);
    await page.getByText('Rest is over').waitFor();
    await finishWorkout(page);
    // the next squat is three sessions later
    await page.getByRole('link', { name: 'History' }).click();
    await page.locator('.history summary').getByText('5 × 80').waitFor();
    await press(page, 'The week after');
    await page.getByRole('link', { name: /^Squat/ }).click();
    await beginWorkout(page);
    await page.getByText('Last time: 5 × 80 kg').waitFor();
    expect(await page.getByText('Best: 5 × 80 kg').isVisible()).toBe(true);
  });

  it('is planned again on the day, and stays open when another program begins', async () => {
    const { page } = await app.open();
    await signUpWithProgram(page);
    await press(page, 'Show my plan');
    await page.locator('.plan-sets li').nth(2).waitFor();
    await allSent(page);
    await page.clock.setSystemTime(noon('2026-02-26'));
    await page.reload();
    await page.getByText('Your soreness is from another day.').waitFor();
    await page.getByRole('group', { name: 'Quads' }).getByText('4').click();
    await press(page, 'Show my plan');
    await page.locator('.plan-sets li').nth(2).waitFor({ state: 'detached' });
    expect(await page.locator('.plan-sets li').count()).toBe(2);
    await press(page, 'Start the workout');
    await logSet(page, 1);
    await goTo(page, /^Programs/);
    await page.getByLabel(/Your current program will be archived/).check();
    await press(page, 'Start the program');
    await goTo(page, /^Volume/);
    await page.getByRole('link', { name: 'Squat workout is open. Go on' }).click();
    await page.getByRole('heading', { name: 'Set 2' }).waitFor();
  });

  it('is planned again when the maxes have changed since, if the lifter says so', async () => {
    const { page } = await app.open();
    await signUpWithProgram(page);
    await press(page, 'Show my plan');
    await page.getByText('80 kg on the bar').waitFor();
    await page.goto(new URL('/maxes', page.url()).href);
    await field(page, /^Squat kg/).fill('120');
    await press(page, 'Save maxes');
    await page.getByText('Your max for the squat has changed.').waitFor();
    expect(await page.getByText('80 kg on the bar').isVisible()).toBe(true);
    await press(page, 'Show my plan');
    // 80 % of 120 kg, as plates make it
    await page.getByText('95 kg on the bar').waitFor();
  });

  it('on paper is dark on light, without what is pressed; next year it has its year', async () => {
    const { page } = await app.open({ colorScheme: 'dark' });
    await signUp(page);
    await trainFirstSet(page, '100');
    await finishWorkout(page, 'Slow, but fine');
    await page.clock.setSystemTime(noon('2027-01-04'));
    await page.evaluate(() => localStorage.setItem('parakeet.clock', '9999999999 0'));
    await page.getByRole('link', { name: 'History' }).click();
    await page.locator('.history summary').click();
    await page.getByText('Slow, but fine').waitFor();
    await page
      .locator('.history summary')
      .getByText(/ 20\d\d$/)
      .waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false);
    expect(await page.getByRole('link', { name: 'Correct this workout' }).isVisible()).toBe(false);
    const text = await page.evaluate(() => getComputedStyle(document.body).color);
    expect(text).toBe('rgb(22, 32, 26)');
  });
});

describeInBrowser('an account', () => {
  const app = useApp();

  it('says what is missing in words, and takes another e-mail address', async () => {
    const { page, expectErrors } = await app.open();
    expectErrors(/status of 4\d\d/);
    await press(page, 'I am new here');
    await press(page, 'Sign up');
    await page.getByText('Type your e-mail address.').waitFor();
    await page.getByLabel('E-mail').fill('short@parakeet.test');
    await page.getByLabel('Password').fill('six666');
    await press(page, 'Sign up');
    await page.getByText('The password is too short: eight characters or more.').waitFor();
    await page.reload();
    const email = await signUp(page);
    await goTo(page, /^Settings/);
    const next = email.replace('lifter', 'other');
    await page.getByLabel('E-mail', { exact: true }).fill(next);
    await press(page, 'Change the e-mail address');
    await page.getByText('Saved.', { exact: true }).waitFor();
    const answer = await fetch(`http://127.0.0.1:${stackOfRun().apiPort}/_mail`, {
      headers: { accept: 'application/json' },
    });
    expect(JSON.stringify(await answer.json())).toContain(next);
  });
});

describeInBrowser('the first frame', () => {
  const app = useApp();

  it('is there before the app is, and nothing moves when the app comes', async () => {
    const { page } = await app.open();
    await signIn(page, 'maya@parakeet.test');
    await allSent(page);
    await observe(page);
    const { promise: until, resolve: goOn } = Promise.withResolvers<void>();
    await page.route('**/assets/*.js', async (route) => {
      await until;
      await route.continue();
    });
    await page.goto(new URL('/progress', stackOfRun().app).href, { waitUntil: 'commit' });
    await page.getByRole('heading', { name: 'Progress', exact: true }).waitFor();
    const main = page.getByRole('navigation', { name: 'Main' });
    expect(await main.getByRole('link').allTextContents()).toEqual([
      'Today',
      'History',
      'Progress',
      'Account',
    ]);
    expect(await page.locator('.chart-dots').count()).toBe(0);
    goOn();
    await page.locator('.chart-dots').first().waitFor();
    const { shift, shifted } = await vitalsOf(page);
    expect(shift, shifted.join()).toBe(0);
  });
});
