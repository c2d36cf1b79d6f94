import type * as z from 'zod';
import { perMuscle } from './muscle-group.ts';
import { muscleSets } from './numbers.ts';

/**
 * `performance_metrics.sets_per_muscle`: muscle group to sets done in this session, 0 to 200 in
 * steps of 0.5, since a secondary muscle counts half a set. `{}` is a session without a set.
 */
export const SetsPerMuscle = perMuscle(muscleSets).meta({
  description:
    'Muscle group to sets done in this session, in steps of 0.5: a secondary muscle counts half a set.',
});
export type SetsPerMuscle = z.output<typeof SetsPerMuscle>;
