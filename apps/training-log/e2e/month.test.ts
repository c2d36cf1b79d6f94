import type { BrowserContext, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { endSessions, logsOf, ownRows } from './database.ts';
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
  outbox,
  press,
  refuseToken,
  signIn,
  signUpWithProgram,
} from './lifter.ts';

const firstDay = '2026-02-02';

/** What a lifter types for a set, in kg and in any form, and its grams. */
const typings = [
  ['81.3', 81_300],
  ['82,5 kg', 82_500],
  ['80.001', 80_001],
  ['100', 100_000],
] as const;

/** What is typed for a set. Each set has its own number. */
function setOf(number: number) {
  const [text, weight_grams] = typings[number % typings.length] ?? typings[0];
  return { text, weight_grams, reps_completed: 1 + (number % 6) };
}

/** Lifts two sets as typed, with something in between; what should be in the database then. */
async function liftMain(page: Page, number: number, between: () => Promise<unknown>) {
  const sets: unknown[] = [];
  for (const set_number of [1, 2]) {
    const { text, ...set } = setOf(number + set_number);
    await field(page, /^Weight/).fill(text);
    await field(page, /^Reps/).fill(String(set.reps_completed));
    // how hard it was is said of each other set
    if (set_number === 1) await field(page, /^RPE/).fill('8,5');
    await logSet(page, set_number);
    sets.push({ set_number, ...set, ...(set_number === 1 ? { rpe_actual: 8.5 } : {}) });
    if (set_number === 1) await between();
  }
  return sets;
}

/** Logs sets of the exercises beside the lift: two of the first, one of the other. */
async function liftBeside(page: Page, number: number): Promise<unknown[]> {
  await press(page, 'Finish here');
  const logged: unknown[] = [];
  for (const [place, count] of [2, 1].entries()) {
    const exercise = page.locator('.auxiliary details').nth(place);
    await exercise.locator('summary').click();
    const name = (await exercise.locator('form').getAttribute('aria-label')) ?? '';
    const sets: unknown[] = [];
    for (let set_number = 1; set_number <= count; set_number += 1) {
      const { text, ...set } = setOf(number + place + 2 * set_number);
      await field(exercise, /^Weight/).fill(text);
      await field(exercise, /^Reps/).fill(String(set.reps_completed));
      if (place === 1) await field(exercise, /^RPE/).fill('7');
      await press(exercise, `Log a set of ${name}`);
      await exercise
        .locator('.sets-done > li')
        .nth(set_number - 1)
        .waitFor();
      sets.push({ set_number, ...set, ...(place === 1 ? { rpe_actual: 7 } : {}) });
    }
    logged.push({ exercise: name, sets });
  }
  return logged;
}

/** Checks in, lifts, says how it was, and finishes; what should be in the database then. */
async function train(
  page: Page,
  number: number,
  between: () => Promise<unknown> = () => Promise.resolve(),
) {
  await beginWorkout(page);
  const actual_sets = await liftMain(page, number, between);
  const auxiliary_sets = await liftBeside(page, number);
  const session_rpe = 6 + (number % 4);
  await field(page, /^All of it/).fill(String(session_rpe));
  const session_notes = `Workout ${number}`;
  await finishWorkout(page, session_notes);
  return { session_notes, session_rpe, actual_sets, auxiliary_sets };
}

const workouts = Array.from({ length: 12 }, (_workout, number) => number);
const cellar = new Set([1, 3, 5, 7, 9, 11]);
const reloads = new Set([0, 5]);
const [deadTab, endOfSession, onTablet] = [3, 7, 10];

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
    for (const number of workouts) {
      // what is not sent later is this workout alone
      if (number === endOfSession) await allSent(page);
      const day = addDays(firstDay, 7 * Math.floor(number / 3) + 2 * (number % 3));
      await phone.setOffline(cellar.has(number));
      if (number === onTablet) {
        await allSent(page);
        const { page: tablet } = await app.open({}, noon(day));
        await signIn(tablet, email);
        typed.push(await train(tablet, number));
        await allSent(tablet);
        // the phone sees what was done on the tablet, and goes on
        await page.goto(address);
        await page.getByText('Week 4, day 3').waitFor();
        await allSent(page);
        continue;
      }
      await page.clock.setSystemTime(noon(day));
      await page.goto(address);
      typed.push(
        await train(page, number, async () => {
          if (reloads.has(number)) await page.reload();
          if (number !== endOfSession) return;
          // another device has ended all sessions: neither token is good any more
          await endSessions(email);
          await page.evaluate(refuseToken);
          await page.reload();
        }),
      );
      if (number === deadTab) {
        // the tab dies before there is network again
        await page.close();
        page = hear(await phone.newPage());
      }
      if (number === endOfSession) {
        await phone.setOffline(false);
        await page.getByText('Your session has ended.').waitFor();
        expect((await outbox(page)).map(({ write }) => write)).toContain('completeSession');
        expect(await logsOf(email)).toHaveLength(number);
        await signIn(page, email);
        await allSent(page);
        expect(await logsOf(email)).toHaveLength(number + 1);
      }
    }
    await phone.setOffline(false);
    await page.goto(address);
    await allSent(page);
    const stored = await logsOf(email);
    expect(
      stored.map(({ session_notes, session_rpe, actual_sets, auxiliary_sets }) => ({
        session_notes,
        session_rpe,
        actual_sets,
        auxiliary_sets,
      })),
    ).toEqual(typed);
    expect(stored.filter(({ is_correction }) => is_correction)).toEqual([]);
    for (const [table, condition] of [
      ['sessions', `and status = 'completed'`],
      ['soreness_checkins', ''],
      ['performance_metrics', ''],
    ] as const) {
      expect(await ownRows(email, table, 'id', condition), table).toHaveLength(workouts.length);
    }
  }, 400_000);
});
