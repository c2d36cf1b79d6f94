import { randomInt } from 'node:crypto';
import { wholeNumberOf } from '@parakeet/db-harness/environment';

/** fast-check takes seeds of 32 bits; a run goes on from its seed, one more a batch. */
export const greatestSeed = 2 ** 30;

/** The seed of `PARAKEET_FUZZ_SEED`, or another one in each run. */
export function seedOfThisRun(): number {
  return wholeNumberOf('PARAKEET_FUZZ_SEED', 0, greatestSeed) ?? randomInt(greatestSeed);
}

/** Documents a column: as many as `PARAKEET_FUZZ_DOCUMENTS` says, or 5000. */
export function documentsOfThisRun(): number {
  return wholeNumberOf('PARAKEET_FUZZ_DOCUMENTS', 1000, 1_000_000_000) ?? 5000;
}
