import { parseArgs } from 'node:util';
import { readWholeNumber } from '@parakeet/command-kit';

/**
 * The options of a measurement: whole numbers, and `--small` for the minimum of each, which only
 * shows that it still works.
 *
 * @param counts the usual and the small number of each option
 * @throws Error for a number below 1, because no round measures nothing
 */
export function readCounts<Name extends string>(
  counts: Readonly<Record<Name, readonly [usual: number, small: number]>>,
): Record<Name, number> {
  const names = Object.keys(counts) as Name[];
  const { values } = parseArgs({
    options: {
      small: { type: 'boolean' },
      ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    },
  });
  const given: Readonly<Record<string, unknown>> = values;
  const entries = names.map((name) => {
    const [usual, small] = counts[name];
    const text = given[name];
    if (typeof text !== 'string') return [name, values.small ? small : usual];
    const number = readWholeNumber(text, 1, 999_999_999);
    if (number !== undefined) return [name, number];
    throw new Error(`--${name} takes a whole number from 1 on, not ${JSON.stringify(text)}`);
  });
  return Object.fromEntries(entries) as Record<Name, number>;
}

/** The milliseconds of some work. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Prints the median and the spread of the results. */
export function row(name: string, numbers: readonly number[], unit = 'ms'): void {
  const figure = (value: number) => (unit === 'ms' ? value.toFixed(0) : value.toFixed(2));
  const spread = `${figure(Math.min(...numbers))} to ${figure(Math.max(...numbers))}`;
  process.stdout.write(
    `${name.padEnd(66)} ${figure(median(numbers)).padStart(6)} ${unit}  (${spread})\n`,
  );
}

/**
 * The number of the first round. Round 0 warms up, and is not counted. A single round only shows
 * that a measurement still works, so it has no warm-up.
 */
export const firstRound = (rounds: number) => (rounds === 1 ? 1 : 0);

/**
 * Runs each variant in turn, after a round that is not counted. Returns the milliseconds of each
 * round.
 */
export async function inTurn(
  rounds: number,
  ways: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<Map<string, number[]>> {
  const measured = new Map<string, number[]>(Object.keys(ways).map((name) => [name, []]));
  for (let round = firstRound(rounds); round <= rounds; round += 1) {
    for (const [name, work] of Object.entries(ways)) {
      const taken = await time(work);
      if (round > 0) measured.get(name)?.push(taken);
    }
  }
  return measured;
}

/** The ratio of two variants, round by round. */
export function ratio(numbers: readonly number[], base: readonly number[]): number[] {
  return numbers.map((value, round) => value / (base[round] ?? Number.NaN));
}
