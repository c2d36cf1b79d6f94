/**
 * The whole number that an option gives.
 *
 * @throws Error where it gives none from 1 on: no round measures nothing
 */
export function readCount(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Error(`--${name} takes a whole number from 1 on, not ${JSON.stringify(text)}`);
}

/** Milliseconds that something takes. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Prints the median and the spread of what was measured. */
export function row(name: string, numbers: readonly number[], unit = 'ms'): void {
  const figure = (value: number) => (unit === 'ms' ? value.toFixed(0) : value.toFixed(2));
  const spread = `${figure(Math.min(...numbers))} to ${figure(Math.max(...numbers))}`;
  process.stdout.write(
    `${name.padEnd(66)} ${figure(median(numbers)).padStart(6)} ${unit}  (${spread})\n`,
  );
}

/**
 * The number of the first round: 0 is not counted, since it warms everything up. A single round
 * is to see that a measurement still works, and goes without.
 */
export const firstRound = (rounds: number) => (rounds === 1 ? 1 : 0);

/** Tries each way in turn, after a round that is not counted; milliseconds of each round. */
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

/** The ratio of one way to another, round by round. */
export function ratio(numbers: readonly number[], base: readonly number[]): number[] {
  return numbers.map((value, round) => value / (base[round] ?? Number.NaN));
}
