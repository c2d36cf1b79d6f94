import { expect, it } from 'vitest';
import { logsOf, ownRows, rowsOf } from './database.ts';
import { describeInBrowser, useApp } from './app.ts';
import {
  allSent,
  beginWorkout,
  field,
  goTo,
  logSet,
  press,
  signIn,
  signUp,
  signUpWithProgram,
  trainFirstSet,
} from './lifter.ts';

describeInBrowser('every table has a screen:', () => {
  const app = useApp();

  it('profiles, recovery_snapshots, muscle_volume_config, warmup_configs', async () => {
    const { page } = await app.open();
    const email = await signUp(page);
    await goTo(page, /^Settings/);
    await page.getByRole('textbox', { name: 'Name' }).fill('Maya');
    await page.getByText('Pounds').click();
    await field(page, /^Lightest plate/).fill('0.5');
    await field(page, /^Rest between sets/).fill('90');
    await press(page, 'Save settings');
    await goTo(page, /^Recovery/);
    await field(page, /^Sleep/).fill('7,5');
    await field(page, /^Heart rate at rest/).fill('5o');
    await press(page, 'Save recovery');
    await page.getByText('“5o” is not understood.').waitFor();
    await field(page, /^Heart rate at rest/).fill('50');
    await press(page, 'Save recovery');
    await page.getByText('7.5 h sleep, 50 bpm at rest').waitFor();
    await goTo(page, /^Volume/);
    await page.getByText('Quads').click();
    await field(page, /^Fewest/)
      .first()
      .fill('6');
    await page.getByRole('button', { name: 'Save limits' }).first().click();
    await page.getByText('0 of 6–20').first().waitFor();
    await goTo(page, /^Warm-up/);
    await page.getByLabel('Protocol').selectOption('custom');
    await press(page, 'Remove step 2');
    await field(page, /^Percent/)
      .first()
      .fill('25');
    await press(page, 'Save the warm-up');
    await page.getByText('Saved.').waitFor();
    await allSent(page);
    expect(
      await rowsOf(
        `select display_name, weight_unit, smallest_plate_grams, rest_timer_seconds
         from public.profiles where id = (select id from auth.users where email = $1)`,
        [email],
      ),
    ).toEqual([
      {
        display_name: 'Maya',
        weight_unit: 'lb',
        smallest_plate_grams: 500,
        rest_timer_seconds: 90,
      },
    ]);
    expect(
      await ownRows(email, 'recovery_snapshots', 'sleep_duration_minutes, resting_hr_bpm, source'),
    ).toEqual([{ sleep_duration_minutes: 450, resting_hr_bpm: 50, source: 'manual' }]);
    expect(await ownRows(email, 'muscle_volume_config', 'muscle_group, mev_sets_per_week')).toEqual(
      [{ muscle_group: 'quads', mev_sets_per_week: 6 }],
    );
    expect(await ownRows(email, 'warmup_configs', 'lift, protocol, custom_steps')).toEqual([
      {
        lift: 'squat',
        protocol: 'custom',
        custom_steps: [
          { pct: 0.25, reps: 8 },
          { pct: 0.55, reps: 3 },
          { pct: 0.7, reps: 2 },
        ],
      },
    ]);
  });

  it('auxiliary_exercises, auxiliary_assignments, formula_configs', async () => {
    const { page } = await app.open();
    const email = await signUpWithProgram(page);
    await goTo(page, /^Exercises/);
    await page.getByLabel('New exercise').fill('Belt squat');
    await press(page, 'Add it');
    await press(page, 'Save the pool');
    await allSent(page);
    await page.getByLabel('Second exercise').selectOption('Belt squat');
    await press(page, 'Save the pair');
    await goTo(page, /^Formula/);
    await page.getByLabel('Which days?').selectOption('Block 1, heavy');
    await field(page, /^Percent/).fill('82,5');
    await press(page, 'Save as a new version');
    await page.getByText('Version 2').waitFor();
    await page.getByRole('link', { name: 'Today' }).click();
    await press(page, 'Show my plan');
    // 82.5 % of 100 kg
    await page.getByText('82.5 kg on the bar').waitFor();
    await page.getByText('Beside it: Pause squat, Belt squat').waitFor();
    await allSent(page);
    expect(
      await ownRows(email, 'auxiliary_exercises', 'lift, exercise_name, primary_muscles'),
    ).toEqual([{ lift: 'squat', exercise_name: 'Belt squat', primary_muscles: ['quads'] }]);
    expect(
      await ownRows(email, 'auxiliary_assignments', 'block_number, lift, exercise_2'),
    ).toContainEqual({ block_number: 1, lift: 'squat', exercise_2: 'Belt squat' });
    expect(await ownRows(email, 'formula_configs', 'version, is_active, overrides')).toContainEqual(
      {
        version: 2,
        is_active: true,
        overrides: { block1: { heavy: { pct: 0.825, sets: 3, reps: 5, rpe_target: 8 } } },
      },
    );
  });

  it('edge_cases: a suggestion applies once it is accepted', async () => {
    const { page } = await app.open();
    const email = await signUpWithProgram(page);
    await press(page, 'Show my plan');
    await page.getByText('80 kg on the bar').waitFor();
    await goTo(page, /^Disruptions/);
    await page.getByLabel('What is it?').selectOption('Illness');
    await page.getByLabel('To, if you know').fill('2026-02-26');
    await press(page, 'Report it');
    await page.getByText('10 % lighter: illness, minor.').waitFor();
    await allSent(page);
    expect(await ownRows(email, 'edge_cases', 'adjustment_applied')).toEqual([
      { adjustment_applied: null },
    ]);
    // the app says so if the device cannot store a change
    await page.evaluate(() => {
      IDBObjectStore.prototype.add = () => {
        throw new DOMException('the device is full', 'QuotaExceededError');
      };
    });
    await press(page, 'Accept');
    await page.getByRole('alert').getByText('the device is full').waitFor();
    await page.reload();
    await press(page, 'Accept');
    await page.getByRole('link', { name: 'Today' }).click();
    await page.getByText('What you accepted because of a disruption has changed.').waitFor();
    await press(page, 'Show my plan');
    // a tenth less than 80 kg, rounded to plates
    await page.getByText('72.5 kg on the bar').waitFor();
    await page.getByText('Why this plan?').click();
    await page.getByText('10 % lighter: illness, minor.').waitFor();
    await allSent(page);
    expect(await ownRows(email, 'edge_cases', 'adjustment_applied')).toMatchObject([
      { adjustment_applied: [{ action: 'weight_reduced', reduction_pct: 10 }] },
    ]);
  });

  it('sessions: in any order, moved, skipped with a reason and brought back', async () => {
    const { page } = await app.open();
    const email = await signUpWithProgram(page);
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('link', { name: /^Deadlift/ }).click();
    await page.getByText('Not this one, or not today?').click();
    await page.getByLabel('Day', { exact: true }).fill('2026-02-25');
    await press(page, 'Move to this day');
    await page.getByText('Today · Week 1, day 3').waitFor();
    await page.getByLabel('Why, if you like').fill('Sore back');
    await press(page, 'Skip this session');
    await page.getByText('Skipped: Sore back').waitFor();
    await press(page, 'Bring this session back');
    await page.getByRole('heading', { name: 'How sore are you?' }).waitFor();
    await allSent(page);
    expect(
      await ownRows(email, 'sessions', 'status, skip_reason, planned_date::text, day_number'),
    ).toContainEqual({
      status: 'planned',
      skip_reason: null,
      planned_date: '2026-02-25',
      day_number: 3,
    });
  });

  it('session_logs, performance_metrics: a workout is corrected, and the log stays', async () => {
    const { page } = await app.open();
    const email = await signUp(page);
    await trainFirstSet(page, '100');
    await logSet(page, 2);
    await logSet(page, 3);
    await press(page, 'Finish the workout');
    await page.getByRole('link', { name: 'See your progress' }).click();
    await page.getByText('Each session').click();
    await page.getByText('1200 kg in all, up to 80 %').waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    await page.locator('.history summary').click();
    await page.getByRole('link', { name: 'Correct this workout' }).click();
    await press(page, 'Change set 2');
    await page
      .getByRole('form', { name: 'Set 2' })
      .getByRole('textbox', { name: /^Reps/ })
      .fill('3');
    await press(page, 'Keep set 2');
    await press(page, 'Save the correction');
    await page.locator('.history summary').click();
    await page.getByText('Corrected.').waitFor();
    await allSent(page);
    const reps = (await logsOf(email)).map(({ actual_sets: sets }) =>
      Array.isArray(sets)
        ? sets.map(({ reps_completed }: { reps_completed: number }) => reps_completed)
        : [],
    );
    expect(reps).toEqual([
      [5, 5, 5],
      [5, 3, 5],
    ]);
    expect(await ownRows(email, 'performance_metrics', 'lift')).toEqual([{ lift: 'squat' }]);
  });

  it('lifter_maxes: a new max is offered, and taken only by a tap', async () => {
    const { page } = await app.open();
    const email = await signUpWithProgram(page);
    await beginWorkout(page);
    await field(page, /^Weight/).fill('100');
    await field(page, /^RPE/).fill('9');
    await logSet(page, 1);
    await press(page, 'Finish here');
    await press(page, 'Finish the workout');
    await page.getByRole('link', { name: 'See your progress' }).click();
    await allSent(page);
    expect(await ownRows(email, 'lifter_maxes', 'id')).toHaveLength(1);
    await press(page, 'Take 105 kg for the squat');
    await page.getByRole('button', { name: /^Take/ }).waitFor({ state: 'hidden' });
    await allSent(page);
    expect(
      await ownRows(email, 'lifter_maxes', 'source, squat_1rm_grams, bench_1rm_grams'),
    ).toContainEqual({
      source: 'system_calculated',
      squat_1rm_grams: 105_000,
      bench_1rm_grams: 72_500,
    });
  });

  it('every screen shows the seed’s rows', async () => {
    const { page } = await app.open();
    await signIn(page, 'tomas@parakeet.test');
    await goTo(page, /^Programs/);
    await page.getByRole('heading', { name: 'Before' }).waitFor();
    await goTo(page, /^Recovery/);
    await page
      .getByText(/h sleep/)
      .first()
      .waitFor();
    await goTo(page, /^Disruptions/);
    await page.locator('section.card').first().waitFor();
    expect(await page.getByRole('heading', { level: 2 }).count()).toBeGreaterThan(2);
  });
});
