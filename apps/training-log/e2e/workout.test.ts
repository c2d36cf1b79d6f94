import { expect, it } from 'vitest';
import { describeInBrowser, useApp } from './app.ts';
import { logsOf } from './database.ts';
import {
  allSent,
  beginWorkout,
  enterMaxes,
  finishWorkout,
  logSet,
  nobodyAnswers,
  press,
  signIn,
  signUp,
  signUpWithProgram,
  trainFirstSet,
} from './lifter.ts';

/**
 * In the page: has the session of supabase-js run out.
 *
 * @param renewal token to renew it with; its own if null
 */
function runOut(renewal: string | null): void {
  for (const [key, text] of Object.entries(localStorage)) {
    if (!key.endsWith('-auth-token')) continue;
    const over = String(text).replace(/"expires_at":\d+/, '"expires_at":1');
    const token = renewal === null ? '$&' : `"refresh_token":"${renewal}"`;
    localStorage.setItem(key, over.replace(/"refresh_token":"[^"]*"/, token));
  }
}

describeInBrowser('a lifter', () => {
  const app = useApp();

  it('comes from sign-up to a chart', async () => {
    const { page } = await app.open();
    await signUpWithProgram(page, '140');
    await beginWorkout(page);
    // 80 % of 140 kg, as plates make it
    expect(await page.getByLabel('Weight kg').inputValue()).toBe('112.5');
    await press(page, 'Weight: more');
    await logSet(page, 1);
    await logSet(page, 2);
    // the draft is there after a reload, the typed weight too
    await press(page, 'Reps: less');
    await page.reload();
    expect(await page.getByLabel('Reps', { exact: true }).inputValue()).toBe('4');
    await logSet(page, 3);
    await press(page, 'Finish the workout');
    await page.getByText('Your workout is logged.').waitFor();
    await page.getByRole('link', { name: 'See your progress' }).click();
    // a single dot has no size of its own
    await page.locator('.chart-dots').waitFor({ state: 'attached' });
    await page.locator('.chart-plot').hover();
    await page.locator('.chart-near').getByText('133.3 kg').waitFor();
    await page.getByText('The same as a table').click();
    // five all-out reps with 115 kg are 86.3 % by the chart
    await page.getByRole('cell', { name: '133.3 kg' }).waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    await page.locator('.history summary').click();
    await page.locator('.history .sets-done li').first().waitFor();
    expect(await page.locator('.history .sets-done li').allInnerTexts()).toEqual([
      expect.stringContaining('5 × 115 kg'),
      expect.stringContaining('5 × 112.5 kg'),
      expect.stringContaining('4 × 112.5 kg'),
    ]);
    expect(await page.locator('body').innerText()).not.toMatch(/\d{5,}|grams/);
  });

  it('sees the reason of a refusal at its field, and keeps the typed text', async () => {
    const { page } = await app.open();
    await signUp(page);
    await enterMaxes(page, '1200');
    const squat = page.getByLabel(/^Squat kg/);
    const words = page.getByText('A one-rep max is more than 0 and at most 1000 kg.');
    await words.waitFor();
    expect(await squat.getAttribute('aria-invalid')).toBe('true');
    expect(await squat.getAttribute('aria-describedby')).toBe(await words.getAttribute('id'));
    expect(await squat.inputValue()).toBe('1200');
    expect(await page.getByLabel(/^Bench kg/).inputValue()).toBe('72,5');
    await squat.fill('120');
    await press(page, 'Save maxes');
    await page.getByRole('link', { name: 'Start a program' }).waitFor();
  });

  it('is told at once of a set that cannot be, and fixes it', async () => {
    const { page } = await app.open();
    await signUp(page);
    await trainFirstSet(page, '100');
    await page.getByLabel('Reps', { exact: true }).fill('500');
    await page.getByText('A set has at most 100 reps.').waitFor();
    await logSet(page, 2);
    expect(await page.locator('.sets-done li').count()).toBe(1);
    expect(await page.getByLabel('Reps', { exact: true }).inputValue()).toBe('500');
    await page.getByLabel('Reps', { exact: true }).fill('5');
    await logSet(page, 2);
    await press(page, 'Finish here');
    await press(page, 'Finish the workout');
    await page.getByText('Your workout is logged.').waitFor();
  });

  it('goes on while nobody answers, and the workout is logged once after that', async () => {
    const { page, expectErrors, setApi } = await app.open();
    expectErrors(nobodyAnswers);
    await signUp(page);
    await trainFirstSet(page, '100');
    await setApi(false);
    try {
      await logSet(page, 2);
      await logSet(page, 3);
      await press(page, 'Finish the workout');
      await page.getByText('Your workout is kept on this device').waitFor();
      // a reload loses nothing, and the next session is there already
      await page.reload();
      await page.getByRole('link', { name: 'Today', exact: true }).click();
      await page.getByRole('heading', { name: 'Bench' }).waitFor();
      await page.getByText(/\d changes? to send\./).waitFor();
    } finally {
      await setApi(true);
    }
    // it is sent by itself, from whatever screen
    await page.getByText(/to send|Offline/).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'History' }).click();
    await page.locator('.history summary').waitFor();
    expect(await page.locator('.history summary').count()).toBe(1);
  });

  it('goes on offline after the session ran out, and sends the workout as the lifter', async () => {
    const { page, expectErrors, setApi } = await app.open();
    expectErrors(nobodyAnswers);
    await signUp(page);
    await trainFirstSet(page, '100');
    await setApi(false);
    try {
      await page.evaluate(runOut, null);
      await page.reload();
      // the lifter's own screen, though nobody can say that they are signed in
      await logSet(page, 2);
      await logSet(page, 3);
      await press(page, 'Finish the workout');
      // as long as supabase-js tries
      await page.clock.runFor(35_000);
      await page.getByText('Your workout is kept on this device').waitFor();
    } finally {
      await setApi(true);
    }
    // supabase-js asks again a minute after it was not answered
    await page.clock.runFor(65_000);
    await page.getByText('Your workout is logged.').waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    await page.locator('.history summary').waitFor();
    expect(await page.locator('.history summary').count()).toBe(1);
    await page.getByRole('link', { name: 'Account' }).click();
    await press(page, 'Sign out');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.getByText('Your session has ended.').count()).toBe(0);
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  it('is asked to sign in where auth knows the session no more', async () => {
    const { page, expectErrors } = await app.open();
    expectErrors(/status of 400/);
    const email = await signUp(page);
    await page.evaluate(runOut, 'no such token');
    await page.reload();
    await page.getByText('Your session has ended.').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
    expect(await page.evaluate(() => localStorage.getItem('parakeet.lifter'))).toBeNull();
  });

  it('never sees what is another’s, on the same phone either', async () => {
    const { page } = await app.open();
    const first = await signUp(page);
    await trainFirstSet(page, '200');
    await page.getByRole('link', { name: 'Account' }).click();
    await page.getByText('200 kg').waitFor();
    await press(page, 'Sign out');
    await signUp(page);
    for (const place of ['History', 'Progress', 'Account']) {
      await page.getByRole('link', { name: place }).click();
      await page.getByRole('heading', { level: 1, name: place }).waitFor();
      await page.locator('.empty, .facts, .card p').first().waitFor();
      expect(await page.locator('main').innerText()).not.toMatch(/200 kg|Squat/);
    }
    await page.getByRole('link', { name: 'Account' }).click();
    await press(page, 'Sign out');
    await signIn(page, first);
    // the workout of the first one still exists
    await page.getByRole('link', { name: 'Today' }).click();
    await press(page, 'Go on with the workout');
    await page.getByRole('heading', { name: /Set 2/ }).waitFor();
  });

  it('in Kathmandu at two in the morning trains on the day that it is there', async () => {
    const night = new Date('2026-02-22T20:15:00Z');
    const { page } = await app.open({ timezoneId: 'Asia/Kathmandu' }, night);
    await signUp(page);
    await enterMaxes(page, '100');
    await page.getByRole('link', { name: 'Start a program' }).click();
    expect(await page.getByLabel('First day').inputValue()).toBe('2026-02-23');
    await press(page, 'Start the program');
    await page.getByText('Today · Week 1, day 1').waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByText('Wed 25 Feb').waitFor();
  });

  it('who flies over the date line between two sets goes on, a day earlier', async () => {
    const { page } = await app.open(
      { timezoneId: 'Pacific/Auckland' },
      new Date('2026-02-22T20:00:00Z'),
    );
    const email = await signUp(page);
    // this clock is right, and will be: it is the server's that does not move here
    await page.evaluate(() => localStorage.setItem('parakeet.clock', '9999999999 0'));
    await trainFirstSet(page, '100');
    await allSent(page);
    const storageState = await page.context().storageState({ indexedDB: true });
    const { page: landed } = await app.open(
      { timezoneId: 'Pacific/Honolulu', storageState },
      new Date('2026-02-23T05:00:00Z'),
    );
    await landed.getByText('Tomorrow · Week 1, day 1').waitFor();
    await press(landed, 'Go on with the workout');
    await logSet(landed, 2);
    await finishWorkout(landed);
    await allSent(landed);
    const logs = await logsOf(email);
    expect(logs).toMatchObject([{ is_correction: false, actual_sets: [{}, {}] }]);
    expect(Number(logs[0]?.['duration_seconds'])).toBeGreaterThanOrEqual(0);
    await landed.getByRole('link', { name: 'History' }).click();
    // done on the day that it is where the lifter landed; the plan keeps its own
    await landed.locator('.history summary').getByText('Sun 22 Feb').waitFor();
    await landed.locator('.days .is-completed').getByText('Tomorrow').waitFor();
  });

  it('of the seed sees a month of history', async () => {
    const { page } = await app.open();
    await signIn(page, 'maya@parakeet.test');
    await page.getByRole('link', { name: 'History' }).click();
    await page.locator('.history li').first().waitFor();
    expect(await page.locator('.history > li').count()).toBe(11);
    await page.getByRole('link', { name: 'Progress' }).click();
    await page.locator('.chart-dots').first().waitFor();
    expect(await page.locator('.chart-dots').count()).toBe(3);
  });
});
