import type { BrowserContext, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { logsOf } from './database.ts';
import { addDays } from '../src/training/day.ts';
import { describeInBrowser, noon, stackOfRun, useApp } from './app.ts';
import {
  allSent,
  beginWorkout,
  field,
  finishWorkout,
  installed,
  logSet,
  nobodyAnswers,
  signIn,
  signUpWithProgram,
} from './lifter.ts';

const firstDay = '2026-02-02';

/** What a lifter types of a set: in kg, as they like; and the grams that this is. */
const typings = [
  ['81.3', 81_300],
  ['82,5 kg', 82_500],
  ['80.001', 80_001],
  ['100', 100_000],
] as const;

/** Checks in, lifts two sets as typed, and finishes; what should be in the database then. */
async function train(page: Page, number: number): Promise<unknown> {
  await beginWorkout(page);
  const sets: unknown[] = [];
  for (const set of [1, 2]) {
    const [text, weight_grams] = typings[(number + set) % typings.length] ?? typings[0];
    const reps_completed = 1 + ((number + set) % 6);
    await field(page, /^Weight/).fill(text);
    await field(page, /^Reps/).fill(String(reps_completed));
    // how hard it was is said of each other set
    if (set === 1) await field(page, /^RPE/).fill('8,5');
    await logSet(page, set);
    sets.push({
      set_number: set,
      weight_grams,
      reps_completed,
      ...(set === 1 ? { rpe_actual: 8.5 } : {}),
    });
    if (number % 5 === 0 && set === 1) await page.reload();
  }
  await finishWorkout(page, `Workout ${number}`);
  return { session_notes: `Workout ${number}`, actual_sets: sets };
}

describeInBrowser('a lifter’s first month', () => {
  const app = useApp();

  it('is in the database as it was typed: half of it offline, on two devices', async () => {
    const online = { serviceWorkers: 'allow' } as const;
    const { page: first, hear, expectErrors } = await app.open(online, noon(firstDay));
    expectErrors(nobodyAnswers);
    const email = await signUpWithProgram(first);
    await installed(first);
    // the clock of this phone is right, and will be: it is the server's that does not move here
    await first.evaluate(() => localStorage.setItem('parakeet.clock', '9999999999 0'));
    await allSent(first);
    const { app: address } = stackOfRun();
    const phone: BrowserContext = first.context();
    let page = first;
    const typed: unknown[] = [];
    for (let number = 0; number < 10; number += 1) {
      const day = addDays(firstDay, 7 * Math.floor(number / 3) + 2 * (number % 3));
      await page.clock.setSystemTime(noon(day));
      // every other workout is done in a cellar
      await phone.setOffline(number % 2 === 1);
      await page.goto(address);
      typed.push(await train(page, number));
      if (number === 3) {
        // the tab dies before there is network again
        await page.close();
        page = hear(await phone.newPage());
      }
    }
    await phone.setOffline(false);
    await page.goto(address);
    await allSent(page);
    const { page: tablet } = await app.open({}, noon(addDays(firstDay, 25)));
    await signIn(tablet, email);
    typed.push(await train(tablet, 10));
    await allSent(tablet);
    // the phone sees what was done on the tablet, and goes on
    await page.reload();
    await page.getByText('Week 4, day 3').waitFor();
    typed.push(await train(page, 11));
    await allSent(page);
    const stored = (await logsOf(email)).map(({ session_notes, actual_sets }) => ({
      session_notes,
      actual_sets,
    }));
    expect(stored).toEqual(typed);
  }, 300_000);
});
