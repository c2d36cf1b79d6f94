import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser, useApp, type AppUnderTest } from './app.ts';
import { ownRows, rowsOf } from './database.ts';
import {
  allSent,
  becomes,
  field,
  goTo,
  installed,
  nobodyAnswers,
  outbox,
  press,
  signIn,
  signUpWithProgram,
} from './lifter.ts';

/** Saves of JSON and of whole rows, each with a value that tells two devices apart. */
const saves: readonly (readonly [
  title: string,
  save: (page: Page, value: number) => Promise<void>,
])[] = [
  [
    'Change of a session',
    async (page, value) => {
      await page.getByRole('link', { name: 'Today' }).click();
      await page.getByRole('group', { name: 'Quads' }).getByText(String(value)).click();
      await press(page, 'Show my plan');
      await page.getByRole('button', { name: 'Start the workout' }).waitFor();
    },
  ],
  [
    'Warm-up',
    async (page, value) => {
      await goTo(page, /^Warm-up/);
      await page.getByLabel('Protocol').selectOption('custom');
      await field(page, /^Percent/)
        .first()
        .fill(String(20 + value));
      await press(page, 'Save the warm-up');
      await page.getByText('Saved.', { exact: true }).waitFor();
    },
  ],
  [
    'Formula',
    async (page, value) => {
      await goTo(page, /^Formula/);
      // each device changes another day: both are in one document
      await page.getByLabel('Which days?').selectOption(value === 3 ? 'Deload' : 'Block 1, heavy');
      await field(page, /^Sets/).fill(String(value - 1));
      await press(page, 'Save as a new version');
      await page.getByText('Version 2').waitFor();
    },
  ],
  [
    'Volume limits',
    async (page, value) => {
      await goTo(page, /^Volume/);
      await page.getByText('Quads').click();
      await field(page, /^Fewest/)
        .first()
        .fill(String(value));
      await page.getByRole('button', { name: 'Save limits' }).first().click();
      await page.getByText(`0 of ${value}–20`).first().waitFor();
    },
  ],
  [
    'Exercises',
    async (page, value) => {
      await goTo(page, /^Exercises/);
      await page.getByLabel('New exercise').fill(`Belt squat ${value}`);
      await press(page, 'Add it');
      await press(page, 'Save the pool');
      await page.locator('.lines strong').getByText(`Belt squat ${value}`).waitFor();
    },
  ],
  [
    'Exercises of a block',
    async (page, value) => {
      await page.getByLabel('Second exercise').selectOption(`Belt squat ${value}`);
      await press(page, 'Save the pair');
      await page.getByText('Saved.', { exact: true }).waitFor();
    },
  ],
];

/** The values of all that on the server, for one lifter. */
async function stored(email: string) {
  return {
    plan: await ownRows(email, 'sessions', 'jit_input_snapshot', 'and planned_sets is not null'),
    warmUp: await ownRows(email, 'warmup_configs', 'protocol, custom_steps'),
    formula: await ownRows(email, 'formula_configs', 'overrides', 'and is_active'),
    limits: await ownRows(email, 'muscle_volume_config', 'muscle_group, mev_sets_per_week'),
    pair: await ownRows(
      email,
      'auxiliary_assignments',
      'exercise_2',
      `and lift = 'squat' and block_number = 1`,
    ),
    pool: await ownRows(email, 'auxiliary_exercises', 'exercise_name'),
  };
}

/** A phone that works without network, and a tablet, of one lifter. */
async function twoDevices(app: AppUnderTest) {
  const { page: phone, expectErrors } = await app.open({ serviceWorkers: 'allow' });
  expectErrors(nobodyAnswers);
  const email = await signUpWithProgram(phone);
  await allSent(phone);
  await installed(phone);
  const { page: tablet } = await app.open();
  await signIn(tablet, email);
  return { phone, tablet, email };
}

describeInBrowser('two devices that save the same thing', () => {
  const app = useApp();

  it('are told of each JSON and whole row, which is sent only if the lifter says so', async () => {
    const { phone, tablet, email } = await twoDevices(app);
    await phone.context().setOffline(true);
    for (const [, save] of saves) await save(phone, 2);
    for (const [, save] of saves) await save(tablet, 3);
    await allSent(tablet);
    const ofTablet = await stored(email);
    await phone.context().setOffline(false);
    await becomes(
      async () => (await outbox(phone)).filter(({ state }) => state !== 'refused').length,
      0,
    );
    expect(await stored(email)).toEqual(ofTablet);
    await phone.getByRole('link', { name: /could not be saved/ }).click();
    for (const [title] of saves) {
      const refused = phone.getByRole('region', { name: `${title}, refused`, exact: true });
      await refused.getByText('Another device changed this meanwhile.').waitFor();
      await refused.getByRole('button', { name: 'Send mine all the same' }).click();
    }
    await allSent(phone);
    const ofPhone = await stored(email);
    for (const [what, rows] of Object.entries(ofTablet)) {
      expect(Object.entries(ofPhone), what).not.toContainEqual([what, rows]);
    }
    expect(ofPhone).toMatchObject({
      plan: [{ jit_input_snapshot: { soreness_ratings: { quads: 2 } } }],
      warmUp: [{ protocol: 'custom', custom_steps: [{ pct: 0.22 }, {}, {}, {}] }],
      formula: [{ overrides: { block1: { heavy: { sets: 1 } } } }],
      limits: [{ muscle_group: 'quads', mev_sets_per_week: 2 }],
      pool: [{ exercise_name: 'Belt squat 2' }],
      pair: [{ exercise_2: 'Belt squat 2' }],
    });
  }, 180_000);

  it('keep both changes where these are of different settings', async () => {
    const { phone, tablet, email } = await twoDevices(app);
    await goTo(tablet, /^Settings/);
    await goTo(phone, /^Settings/);
    await phone.context().setOffline(true);
    await phone.getByRole('textbox', { name: 'Name' }).fill('Maya');
    await press(phone, 'Save settings');
    await phone.getByText('Saved.', { exact: true }).waitFor();
    await field(tablet, /^Rest between sets/).fill('90');
    await press(tablet, 'Save settings');
    await tablet.getByText('Saved.', { exact: true }).waitFor();
    await allSent(tablet);
    await phone.context().setOffline(false);
    await allSent(phone);
    // the tablet's form is as old as it is open, and changes what is changed in it alone
    await field(tablet, /^Lightest plate/).fill('0,5');
    await press(tablet, 'Save settings');
    const profile = () =>
      rowsOf(
        `select display_name, smallest_plate_grams, rest_timer_seconds from public.profiles
         where id = (select id from auth.users where email = $1)`,
        [email],
      );
    await expect
      .poll(profile, { timeout: 20_000 })
      .toEqual([{ display_name: 'Maya', smallest_plate_grams: 500, rest_timer_seconds: 90 }]);
  });
});
