import { atLeastOne, wholeNumber } from '@parakeet/schema-runtime/contracts';
import type * as z from 'zod';
import { perMuscle } from './muscle-group.ts';

/**
 * `soreness_checkins.ratings`: muscle group to soreness, from 1 (fresh) to 5 (severe), of at
 * least one muscle group. One that is left out was not rated.
 */
export const SorenessRatings = atLeastOne(perMuscle(wholeNumber(1, 5))).meta({
  description: 'Muscle group to soreness, from 1 (fresh) to 5 (severe); at least one muscle group.',
});
export type SorenessRatings = z.output<typeof SorenessRatings>;
