import { number, strict, wholeNumber } from '@parakeet/schema-runtime/contracts';
import type * as z from 'zod';
import { rpe } from './numbers.ts';
import { SetsPerMuscle } from './sets-per-muscle.ts';

/** What INTEGER holds: some two thousand tonnes times reps. */
const volume = wholeNumber(0, 2_147_483_647);

/**
 * Argument of `complete_session`: the client's figures for the session. These are the columns of
 * `performance_metrics` that the session and its log lack. Any of them may be left out.
 *
 * - volumes: grams times reps, summed over the sets
 * - intensities: fractions of the one-rep max, the planned one up to 1.05, the actual one up to 2
 * - RPEs from 1 to 10, the highest in steps of 0.5; a mean is in no steps
 * - `estimated_1rm_grams`: up to 5,000,000 g, since 1000 kg for 100 reps make 4333 kg by Epley
 */
export const SessionMetrics = strict({
  planned_volume_grams: volume.exactOptional(),
  actual_volume_grams: volume.exactOptional(),
  planned_intensity_pct: number(0, 1.05).exactOptional(),
  actual_intensity_pct: number(0, 2).exactOptional(),
  max_rpe_actual: rpe.exactOptional(),
  avg_rpe_actual: number(1, 10).exactOptional(),
  estimated_1rm_grams: wholeNumber(0, 5_000_000).exactOptional(),
  sets_per_muscle: SetsPerMuscle.exactOptional(),
}).meta({
  description:
    'What the client computed of a session: volumes in grams times reps, intensities as fractions of the one-rep max.',
});
export type SessionMetrics = z.output<typeof SessionMetrics>;
