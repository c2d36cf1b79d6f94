import { list, number, strict, wholeNumber } from '@parakeet/schema-runtime/contracts';
import type * as z from 'zod';

/** A warm-up set: `pct` is a fraction of the one-rep max, 0 (the empty bar) to 1. */
export const WarmupStep = strict({ pct: number(0, 1), reps: wholeNumber(1, 30) });
export type WarmupStep = z.output<typeof WarmupStep>;

/**
 * `warmup_configs.custom_steps`: 1 to 20 steps in the order they are done, pct as a fraction of
 * the one-rep max.
 */
export const WarmupSteps = list(WarmupStep, 1, 20).meta({
  description:
    'Array of warm-up steps, pct as a fraction of the one-rep max (0 is the empty bar). Only for the protocol custom.',
});
export type WarmupSteps = z.output<typeof WarmupSteps>;
