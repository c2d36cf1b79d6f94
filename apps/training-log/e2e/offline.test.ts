import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { logsOf, ownRows } from './database.ts';
import { describeInBrowser, stackOfRun, useApp } from './app.ts';
import { serveApp } from './stack.ts';
import {
  allSent,
  beginWorkout,
  enterMaxes,
  field,
  installed,
  logSet,
  nobodyAnswers,
  press,
  signIn,
  signUp,
  signUpWithProgram,
  trainFirstSet,
} from './lifter.ts';

const online = { serviceWorkers: 'allow' } as const;

const addresses = [
  ['/', 'Squat'],
  ['/history', 'History'],
  ['/progress', 'Progress'],
  ['/account', 'Account'],
  ['/settings', 'Settings'],
  ['/maxes', 'Your maxes'],
  ['/program', 'Start a program'],
  ['/disruptions', 'Disruptions'],
  ['/volume', 'Volume'],
  ['/exercises', 'Exercises'],
  ['/warm-up', 'Warm-up'],
  ['/formula', 'Formula'],
  ['/recovery', 'Recovery'],
  ['/outbox', 'Not sent yet'],
] as const;

describeInBrowser('a phone in airplane mode', () => {
  const app = useApp();

  /** The app of a lifter with a program, ready for airplane mode. */
  async function openInstalled() {
    const phone = await app.open(online);
    phone.expectErrors(nobodyAnswers);
    const email = await signUpWithProgram(phone.page);
    await allSent(phone.page);
    await installed(phone.page);
    return { ...phone, email };
  }

  it('starts cold, shows every screen, and later sends a workout once, to the gram', async () => {
    const { page: first, hear, email } = await openInstalled();
    await first.getByRole('heading', { name: 'How sore are you?' }).waitFor();
    const context = first.context();
    await context.setOffline(true);
    // the app was closed, so nothing is in memory
    await first.close();
    const page = hear(await context.newPage());
    const { app: address } = stackOfRun();
    for (const [path, title] of addresses) {
      await page.goto(new URL(path, address).href);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await page.getByText(/^Offline, as of .*\d\./).waitFor();
    }
    await page.goto(address);
    await beginWorkout(page);
    await page.getByLabel('Weight kg').fill('81,3 kg');
    await field(page, /^RPE/).fill('8,5');
    await logSet(page, 1);
    // another screen in the midst of a workout
    await page.getByRole('link', { name: 'Progress' }).click();
    await page.getByRole('heading', { level: 1, name: 'Progress' }).waitFor();
    await page.getByRole('link', { name: 'Squat workout is open. Go on' }).click();
    await page.getByLabel('Weight kg').fill('80.001');
    await logSet(page, 2);
    await page.reload();
    await logSet(page, 3);
    await page.getByText('Pause squat', { exact: true }).first().click();
    await page.getByRole('form', { name: 'Pause squat' }).getByLabel('Weight kg').fill('60');
    await page
      .getByRole('form', { name: 'Pause squat' })
      .getByRole('textbox', { name: 'Reps' })
      .fill('8');
    await press(page, 'Log a set of Pause squat');
    await press(page, 'Finish the workout');
    await page.getByText('Your workout is kept on this device').waitFor();
    // the next session is shown, and can be skipped
    await page.getByRole('link', { name: 'What is next' }).click();
    await page.getByRole('heading', { name: 'Bench' }).waitFor();
    await page.getByText('Not this one, or not today?').click();
    await page.getByLabel('Why, if you like').fill('On a plane');
    await press(page, 'Skip this session');
    await page.getByRole('heading', { name: 'Deadlift' }).waitFor();
    expect(await logsOf(email)).toEqual([]);
    await page.close();

    await context.setOffline(false);
    const later = hear(await context.newPage());
    // any open screen sends it
    await later.goto(new URL('/volume', address).href);
    await allSent(later);
    expect(await logsOf(email)).toMatchObject([
      {
        actual_sets: [
          { set_number: 1, weight_grams: 81_300, reps_completed: 5, rpe_actual: 8.5 },
          { set_number: 2, weight_grams: 80_001, reps_completed: 5 },
          { set_number: 3, weight_grams: 80_000, reps_completed: 5 },
        ],
        auxiliary_sets: [
          {
            exercise: 'Pause squat',
            sets: [{ set_number: 1, weight_grams: 60_000, reps_completed: 8 }],
          },
        ],
      },
    ]);
    expect(await ownRows(email, 'sessions', 'status, skip_reason')).toEqual(
      expect.arrayContaining([
        { status: 'completed', skip_reason: null },
        { status: 'skipped', skip_reason: 'On a plane' },
      ]),
    );
    expect(await ownRows(email, 'soreness_checkins', 'id')).toHaveLength(1);
  });

  it('shows one workout in two tabs: no set of either is lost, and it is logged once', async () => {
    const { page, hear } = await app.open();
    const email = await signUp(page);
    await trainFirstSet(page, '100');
    const other = hear(await page.context().newPage());
    await other.goto(page.url());
    await logSet(other, 2);
    // the first tab has seen it
    await logSet(page, 3);
    // it was the last session of the plan, for both
    await other.getByRole('heading', { name: 'How was it?' }).waitFor();
    await press(page, 'Finish the workout');
    await page.getByText('Your workout is logged.').waitFor();
    expect(await page.locator('.facts dd').first().innerText()).toBe('3');
    await other.getByText('No workout here').waitFor();
    await allSent(page);
    const [log, ...more] = await logsOf(email);
    expect(more).toEqual([]);
    expect(log?.['actual_sets']).toHaveLength(3);
  });

  it('says why a workout was refused, and saves it as a correction', async () => {
    const { page, expectErrors } = await app.open();
    expectErrors(/status of 400/);
    const email = await signUp(page);
    await trainFirstSet(page, '100');
    await allSent(page);
    // the other phone has no sets: it finishes with none
    const { page: phone } = await app.open();
    await signIn(phone, email);
    await press(phone, 'Start the workout');
    await press(phone, 'Finish without a set');
    await press(phone, 'Finish the workout');
    await allSent(phone);
    await press(page, 'Finish here');
    await press(page, 'Finish the workout');
    await page.getByText('Your workout could not be saved').waitFor();
    await page.getByRole('link', { name: /could not be saved/ }).click();
    await page.getByText('This session is logged already, perhaps from another device.').waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/PK\d/);
    await press(page, 'Save mine as a correction');
    await allSent(page);
    expect(await logsOf(email)).toMatchObject([
      { is_correction: false, actual_sets: [] },
      { is_correction: true, actual_sets: [{ weight_grams: 80_000 }] },
    ]);
  });

  it('names a change by another device, and overwrites it only if told', async () => {
    const { page, email } = await openInstalled();
    const { page: other } = await app.open();
    await signIn(other, email);
    const move = async (phone: Page, day: string) => {
      await phone.getByText('Not this one, or not today?').click();
      await phone.getByLabel('Day', { exact: true }).fill(day);
      await press(phone, 'Move to this day');
    };
    await page.context().setOffline(true);
    await move(page, '2026-02-27');
    await page.getByText('1 change to send.').waitFor();
    await move(other, '2026-03-01');
    await allSent(other);
    await page.context().setOffline(false);
    await page.getByRole('link', { name: /could not be saved/ }).click();
    await page.getByText('Another device changed this meanwhile.').waitFor();
    const moved = () =>
      ownRows(email, 'sessions', 'planned_date::text', 'and week_number = 1 and day_number = 1');
    expect(await moved()).toEqual([{ planned_date: '2026-03-01' }]);
    await press(page, 'Send mine all the same');
    await allSent(page);
    expect(await moved()).toEqual([{ planned_date: '2026-02-27' }]);
  });

  it('keeps unsent changes only for their own account', async () => {
    const { page, expectErrors } = await app.open();
    expectErrors(nobodyAnswers);
    const first = await signUp(page);
    // writes get no answer, while sign-out and sign-in work
    await page.route('**/rest/v1/lifter_maxes', (route) => route.abort());
    await enterMaxes(page, '100');
    await page.getByText(/\d changes? to send\./).waitFor();
    await page.getByRole('link', { name: 'Account' }).click();
    await page.getByText('1 change not sent yet.').waitFor();
    await press(page, 'Sign out');
    await page.unroute('**/rest/v1/lifter_maxes');
    const second = await signUp(page);
    await page.getByRole('link', { name: 'Account' }).click();
    await page.getByText('None yet.').waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/not sent yet\./);
    expect(await ownRows(second, 'lifter_maxes', 'id')).toEqual([]);
    expect(await ownRows(first, 'lifter_maxes', 'id')).toEqual([]);
    await press(page, 'Sign out');
    await signIn(page, first);
    await allSent(page);
    expect(await ownRows(first, 'lifter_maxes', 'squat_1rm_grams')).toEqual([
      { squat_1rm_grams: 100_000 },
    ]);
  });

  it('is never blank: a screen that cannot load says so, and the others stay', async () => {
    const { page, expectErrors } = await app.open();
    expectErrors(/ERR_FAILED|Failed to fetch|dynamically imported|screen/i);
    await signUp(page);
    await page.route('**/assets/progress-*.js', (route) => route.abort());
    await page.getByRole('link', { name: 'Progress' }).click();
    await page.getByRole('alert').getByText('This screen cannot be shown.').waitFor();
    await page.getByRole('link', { name: 'Today' }).click();
    await page.getByText('How strong are you?').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('lands once where the app is reloaded before the answer comes', async () => {
    const { page } = await app.open();
    const email = await signUp(page);
    const { promise: landed, resolve: tell } = Promise.withResolvers<void>();
    const dropAnswer = async (route: Route) => {
      await route.fetch();
      tell();
    };
    await page.route('**/rest/v1/lifter_maxes', dropAnswer, { times: 1 });
    await enterMaxes(page, '100');
    await landed;
    await page.reload();
    await allSent(page);
    expect(await ownRows(email, 'lifter_maxes', 'squat_1rm_grams')).toEqual([
      { squat_1rm_grams: 100_000 },
    ]);
  });

  it('goes on where the network broke off while the app loaded', async () => {
    const { page, expectErrors } = await app.open();
    expectErrors(/ERR_FAILED|Failed to fetch|dynamically imported/i);
    const supabase = '**/assets/supabase-*.js';
    const email = await signUp(page);
    await page.route(supabase, (route) => route.abort());
    await page.reload();
    await enterMaxes(page, '100');
    await page.getByText(/Offline.* 1 change to send\./).waitFor();
    const rules = '**/assets/rules-*.js';
    await page.route(rules, (route) => route.abort());
    await page.reload();
    await page.getByText(/Offline.* 1 change to send\./).waitFor();
    await page.unroute(rules);
    await page.unroute(supabase);
    await allSent(page);
    expect(await ownRows(email, 'lifter_maxes', 'squat_1rm_grams')).toEqual([
      { squat_1rm_grams: 100_000 },
    ]);
    await page.getByRole('link', { name: 'Account' }).click();
    await press(page, 'Sign out');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.route(supabase, (route) => route.abort());
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.unroute(supabase);
    await signIn(page, email);
    await page.getByText('How strong are you?').waitFor({ state: 'detached' });
  });

  it('offers a newer version of the app, which loads when the lifter accepts it', async () => {
    const { page } = await app.open(online);
    // a separate build: the other tests do not know of this version
    const directory = join(stackOfRun().directory, 'newer app');
    await cp(join(stackOfRun().directory, 'app'), directory, { recursive: true });
    const { url, stop } = await serveApp(directory);
    onTestFinished(stop);
    await page.goto(url);
    await signUp(page);
    await installed(page);
    await appendFile(join(directory, 'sw.js'), '\n// a newer version\n');
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.update();
    });
    await page.getByText('There is a newer version of the app.').waitFor();
    const isNew = page.waitForEvent('load');
    await press(page, 'Use it now');
    await isNew;
    await page.getByText('How strong are you?').waitFor();
    expect(await page.getByText('There is a newer version of the app.').count()).toBe(0);
  });
});
