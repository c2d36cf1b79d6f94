import { randomInt } from 'node:crypto';
import { readWholeNumber } from '@parakeet/command-kit';

/** fast-check takes seeds of 32 bits; a run goes on from its seed, one more a batch. */
export const greatestSeed = 2 ** 30;

/** The seed of `PARAKEET_FUZZ_SEED`, or another one in each run. */
export function seedOfThisRun(): number {
  return fromEnvironment('PARAKEET_FUZZ_SEED', 0, greatestSeed) ?? randomInt(greatestSeed);
}

/** Documents a column: as many as `PARAKEET_FUZZ_DOCUMENTS` says, or 5000. */
export function documentsOfThisRun(): number {
  return fromEnvironment('PARAKEET_FUZZ_DOCUMENTS', 1000, 1_000_000_000) ?? 5000;
}

function fromEnvironment(name: string, least: number, most: number): number | undefined {
  const given = process.env[name];
  if (given === undefined) return undefined;
  const number = readWholeNumber(given, least, most);
  if (number === undefined) {
    throw new Error(
      `${name} is no whole number from ${least} to ${most}: ${JSON.stringify(given)}`,
    );
  }
  return number;
}
