import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { describeInBrowser, useApp } from './app.ts';
import { logsOf, rowsOf } from './database.ts';
import {
  allSent,
  becomes,
  goTo,
  installed,
  nobodyAnswers,
  press,
  signUpWithProgram,
} from './lifter.ts';

/** More than a request is answered with: max_rows of supabase/config.toml is 1000. */
const workouts = 2 * 86 * 7;

/** A workout each day, for years before the lifter's first one here. Many have one logging time. */
async function trainForYears(email: string): Promise<void> {
  await rowsOf(
    `with lifter as (
       select programs.* from public.programs
       join auth.users on users.id = programs.user_id where email = $1
     ), before as (
       insert into public.programs (user_id, version, status, total_weeks,
         training_days_per_week, start_date, lifter_maxes_id, formula_config_id)
       select user_id, 2 + part, 'archived', 86, 7, date '2022-09-01' + part * 86 * 7,
         lifter_maxes_id, formula_config_id
       from lifter, generate_series(0, 1) as part
       returning id, user_id, start_date, version
     ), trained as (
       insert into public.sessions (program_id, user_id, week_number, day_number, planned_date,
         primary_lift, intensity_type, block_number, is_deload, status)
       select id, user_id, week, day, start_date + week * 7 - 8 + day, 'squat', 'heavy', 1, false,
         'completed'
       from before, generate_series(1, 86) as week, generate_series(1, 7) as day
       returning *
     )
     insert into public.session_logs (session_id, user_id, actual_sets, completed_at, logged_at)
     select id, user_id,
       jsonb_build_array(jsonb_build_object('set_number', 1, 'reps_completed', 5, 'weight_grams',
         50000 + row_number() over (order by planned_date))),
       planned_date + time '12:00', date_trunc('month', planned_date)
     from trained`,
    [email],
  );
}

/** The ids of a lifter's rows, of every table of the app. */
async function idsByTable(email: string): Promise<(readonly [string, string[]])[]> {
  const tables = await rowsOf(`select tablename from pg_tables where schemaname = 'public'`);
  const found: (readonly [string, string[]])[] = [];
  for (const table of tables.map(({ tablename }) => String(tablename))) {
    const rows = await rowsOf(
      `select rows.id from public.${table} as rows join auth.users on users.id =
         rows.${table === 'profiles' ? 'id' : 'user_id'} where email = $1 order by rows.id::text`,
      [email],
    );
    found.push([table, rows.map(({ id }) => String(id))]);
  }
  return found;
}

async function exported(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
  return readFile(await download.path(), 'utf8');
}

const weights = Array.from({ length: workouts }, (_workout, index) => 50_001 + index);

describeInBrowser('a lifter of years', () => {
  const app = useApp();

  it('sees, exports and deletes all workouts, beyond what one request answers', async () => {
    const { page, expectErrors } = await app.open({ serviceWorkers: 'allow' });
    // auth knows the account no more when it is signed out
    expectErrors(new RegExp(`${nobodyAnswers.source}|status of 403`));
    const email = await signUpWithProgram(page);
    await allSent(page);
    await trainForYears(email);
    await installed(page);
    await page.goto(new URL('/progress', page.url()).href);
    const newestAlone = page.getByText(
      'Older workouts count once you have opened them in History.',
    );
    await newestAlone.waitFor();
    await page.goto(new URL('/history', page.url()).href);
    const older = page.getByRole('button', { name: /^(Older|Reading…)$/ });
    const entries = page.locator('.history > li');
    await entries.first().waitFor();
    while (await older.isVisible()) {
      await expect.poll(() => older.isEnabled(), { timeout: 20_000 }).toBe(true);
      const shown = await entries.count();
      await older.click();
      // as many again, 200 at most; some taps read a page first
      await becomes(() => entries.count(), Math.min(shown + Math.min(shown, 200), workouts));
    }
    const best = await page.locator('.history summary .line > :nth-child(3)').allInnerTexts();
    const grams = best.map((text) => Math.round(Number(text.replace('5 × ', '')) * 1000));
    expect(grams).toEqual(weights.toReversed());

    await entries.last().locator('summary').click();
    await entries.last().getByRole('link', { name: 'Correct this workout' }).click();
    await page.getByLabel('Notes').fill('Long ago');
    await press(page, 'Save the correction');
    await allSent(page);
    expect((await logsOf(email)).filter(({ is_correction: is }) => is)).toMatchObject([
      { session_notes: 'Long ago', actual_sets: [{ weight_grams: 50_001 }] },
    ]);

    await page.getByRole('link', { name: 'Progress' }).click();
    await page.getByText('do not count').waitFor();
    expect(await newestAlone.count()).toBe(0);
    await goTo(page, /^Settings/);
    const File = z.record(z.string(), z.unknown());
    const file = File.parse(JSON.parse(await exported(page, 'Export as JSON')));
    await page.getByText(`all that the server has. Workout logs: ${workouts + 1}.`).waitFor();
    expect(file).toMatchObject({ holds: 'all rows of the server', unsent: [] });
    for (const [table, stored] of await idsByTable(email)) {
      const rows = z.array(z.looseObject({ id: z.string() })).parse(file[table]);
      expect(rows.map(({ id }) => id).toSorted(), table).toEqual(stored);
    }
    const csv = await exported(page, 'Export sets as CSV');
    expect(
      csv
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((line) => Number(line.split(',')[3])),
    ).toEqual(weights);

    await page.context().setOffline(true);
    const kept = File.parse(JSON.parse(await exported(page, 'Export as JSON')));
    await page.getByText('Offline: the file has what this device keeps.').waitFor();
    expect(kept).toMatchObject({ holds: 'the rows that one device keeps' });
    expect(kept).toHaveProperty('session_logs.length', 1000);
    await page.goto(new URL('/history', page.url()).href);
    for (let taps = 0; taps < 9; taps += 1) await older.click();
    await page.getByText('This device keeps no older workouts.').waitFor();
    await page.context().setOffline(false);

    await goTo(page, /^Settings/);
    const [account] = await rowsOf('select id from auth.users where email = $1', [email]);
    await page.getByText('Delete the account', { exact: true }).click();
    await page.getByLabel('Type your e-mail address').fill(email);
    await press(page, 'Delete the account and everything in it');
    await page.getByRole('heading', { name: 'Ready to lift?' }).waitFor();
    for (const table of ['session_logs', 'sessions', 'programs']) {
      const left = `select id from public.${table} where user_id = $1`;
      expect(await rowsOf(left, [account?.['id']]), table).toEqual([]);
    }
  }, 300_000);
});
