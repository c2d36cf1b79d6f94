// A random lifter taps, types, reloads, loses the network, and has a clock that jumps.
// PARAKEET_FUZZ_SEED chooses the life, PARAKEET_LIVES their number, and PARAKEET_LIFE_STEPS their
// length.
import { expect, it } from 'vitest';
import { wholeNumberOf } from '@parakeet/db-harness/environment';
import { describeInBrowser, noon, useApp } from './app.ts';
import { logsOf, ownRows } from './database.ts';
import { enterMaxes, installed, nobodyAnswers, signUp } from './lifter.ts';
import { Life } from './life/life.ts';
import { firstDay } from './life/phone.ts';

const firstSeed = wholeNumberOf('PARAKEET_FUZZ_SEED', 0, 2 ** 30) ?? 1;
const lives = wholeNumberOf('PARAKEET_LIVES', 1, 100_000) ?? 1;
const steps = wholeNumberOf('PARAKEET_LIFE_STEPS', 1, 100_000) ?? 30;
const seeds = Array.from({ length: lives }, (_life, index) => firstSeed + index);

describeInBrowser('whatever a lifter does', () => {
  const app = useApp();

  it.each(seeds)(
    'everything that the app confirmed is in the database once (PARAKEET_FUZZ_SEED=%i)',
    async (seed) => {
      const phone = await app.open({ serviceWorkers: 'allow' }, noon(firstDay));
      phone.expectErrors(nobodyAnswers);
      const email = await signUp(phone.page);
      await enterMaxes(phone.page, '100');
      await installed(phone.page);
      const life = new Life(phone, seed);
      const { confirmed } = life;
      try {
        for (let step = 0; step < steps; step += 1) await life.step();
        await life.end();
        expect(await stored(email)).toEqual({
          ...confirmed,
          nights: confirmed.nights.toSorted(byText),
          maxes: [100_000, ...confirmed.maxes].toSorted(byText),
          skips: confirmed.skips.toSorted(byText),
        });
      } catch (error) {
        const told = `PARAKEET_FUZZ_SEED=${seed}, after: ${life.steps.join(', ')}`;
        throw new Error(`${told}\n${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
      const counts = Object.entries(confirmed).map(([what, { length }]) => `${length} ${what}`);
      process.stdout.write(`PARAKEET_FUZZ_SEED=${seed}: ${counts.join(', ')}\n`);
    },
    60_000 + steps * 6_000,
  );
});

/** The rows of a lifter in the database, in the shape of `Confirmed`. */
async function stored(email: string) {
  const logs = await logsOf(email);
  const column = async (table: string, name: string, condition = '') => {
    const rows = await ownRows(email, table, `${name} as value`, condition);
    return rows.map(({ value }) => value).toSorted(byText);
  };
  return {
    workouts: logs
      .map(({ session_notes, actual_sets }) => ({ session_notes, actual_sets }))
      .toSorted((a, b) => byText(a.session_notes, b.session_notes)),
    maxes: await column('lifter_maxes', 'squat_1rm_grams'),
    nights: await column('recovery_snapshots', 'sleep_duration_minutes'),
    skips: await column('sessions', 'skip_reason', 'and skip_reason is not null'),
  };
}

function byText(a: unknown, b: unknown): number {
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}
