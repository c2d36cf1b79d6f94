// Measures the check of a log's sets, against other validators and against parsing their text: `npx
// nx run db-bench:validators`. Ratios are taken round by round, in one run.
import { ActualSets } from '@parakeet/db-types';
import * as z from 'zod';
import { inTurn, ratio, readCounts, row } from '@parakeet/db-harness/measure';
import { isOutdated, otherValidators, outdated } from './other-validators.ts';

const { rounds } = readCounts({ rounds: [40, 1] });
/** Calls in a round. With a thousand calls, milliseconds of a round are microseconds of a call. */
const calls = 1000;

/** A long session as the app logs it: every set with its RPE, some with a note. */
const sets: ActualSets = Array.from({ length: 25 }, (_, index) => ({
  set_number: index + 1,
  weight_grams: 60_000 + 2500 * index,
  reps_completed: 5 + (index % 3),
  rpe_actual: 6 + (index % 9) / 2,
  ...(index % 5 === 0 ? { notes: 'belt on, a slow third rep' } : {}),
}));
const faulty = sets.with(24, { set_number: 25, weight_grams: 60_000, reps_completed: 101 });
const text = JSON.stringify(sets);

const compiled = z.compile(ActualSets, { strict: true });

const parse = 'JSON.parse of their text';
const ajv = 'ajv (says yes or no, copies nothing)';
const ways: Readonly<Record<string, (value: unknown) => unknown>> = {
  [parse]: () => JSON.parse(text),
  'ActualSets.safeParse': (value) => ActualSets.safeParse(value),
  'ActualSets.safeParse where no code may be generated': (value) =>
    ActualSets.safeParse(value, { jitless: true }),
  'z.compile(ActualSets).safeParse': (value) => compiled.safeParse(value),
  [ajv]: otherValidators.ajv,
  ...(isOutdated
    ? {}
    : {
        'valibot, safeParse': otherValidators.valibot,
        'typebox, compiled (as ajv)': otherValidators.typebox,
      }),
};
if (isOutdated) process.stdout.write(`skipped: ${outdated}\n`);

async function compare(title: string, value: unknown): Promise<void> {
  process.stdout.write(`\n${title}, ${rounds} rounds of ${calls}\n`);
  const loops = Object.fromEntries(
    Object.entries(ways).map(([name, way]) => [
      name,
      async () => {
        for (let call = 0; call < calls; call += 1) way(value);
      },
    ]),
  );
  // warms the engine up
  await inTurn(4, loops);
  const measured = await inTurn(rounds, loops);
  for (const [name, numbers] of measured) {
    row(name, numbers, 'µs');
    if (name !== parse) row('  : JSON.parse', ratio(numbers, measured.get(parse) ?? []), 'times');
    if (name !== ajv) row('  : ajv', ratio(numbers, measured.get(ajv) ?? []), 'times');
  }
}

process.stdout.write(`${sets.length} sets, ${text.length} bytes of JSON\n`);
await compare('taken', sets);
await compare('refused: too many reps in the last set', faulty);
