import { list, mustBe, strict, text, uuid } from '@parakeet/schema-runtime/contracts';
import * as z from 'zod';
import { MuscleGroup } from './muscle-group.ts';

/**
 * An exercise of a lifter's pool. The client makes its id. `primary_muscles` are its muscle groups,
 * up to nine. An inactive exercise keeps its place and is skipped.
 */
export const PooledExercise = strict({
  id: uuid,
  exercise_name: text(1, 200),
  primary_muscles: list(MuscleGroup, 0, 9),
  is_active: z.literal([true, false], { error: mustBe('true or false') }),
});
export type PooledExercise = z.output<typeof PooledExercise>;

/**
 * `auxiliary_pool_changes.exercises`, and an argument of `replace_auxiliary_pool`: the pool of a
 * lift in its order, from 1 to 100 exercises.
 */
export const AuxiliaryPool = list(PooledExercise, 1, 100).meta({
  description: 'Array of the exercises of a pool in its order, as the lifter asked for it.',
});
export type AuxiliaryPool = z.output<typeof AuxiliaryPool>;
