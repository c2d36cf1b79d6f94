import { randomInt } from 'node:crypto';
import { wholeNumberOf } from '@parakeet/db-harness/environment';

/** fast-check takes seeds of 32 bits. A run adds one to its seed for each batch. */
export const greatestSeed = 2 ** 30;

/** The seed in `PARAKEET_FUZZ_SEED`, or a new one for each run. */
export function seedOfThisRun(): number {
  return wholeNumberOf('PARAKEET_FUZZ_SEED', 0, greatestSeed) ?? randomInt(greatestSeed);
}

/** Documents for each column: the number in `PARAKEET_FUZZ_DOCUMENTS`, or 5000. */
export function documentsOfThisRun(): number {
  return wholeNumberOf('PARAKEET_FUZZ_DOCUMENTS', 1000, 1_000_000_000) ?? 5000;
}
