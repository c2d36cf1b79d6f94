import { randomInt } from 'node:crypto';

/** fast-check takes seeds of 32 bits; a run goes on from its seed, one more a batch. */
export const greatestSeed = 2 ** 30;

/** The seed of `PARAKEET_FUZZ_SEED`, or another one in each run. */
export function seedOfThisRun(): number {
  const given = process.env['PARAKEET_FUZZ_SEED'];
  if (given === undefined) return randomInt(greatestSeed);
  const seed = readWholeNumber(given, 0, greatestSeed);
  if (seed === undefined) {
    throw new Error(
      `PARAKEET_FUZZ_SEED is no whole number from 0 to ${greatestSeed}: ${JSON.stringify(given)}`,
    );
  }
  return seed;
}

/** The number that a text is, if it is a whole one from `least` to `most`. */
export function readWholeNumber(text: string, least: number, most: number): number | undefined {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}
