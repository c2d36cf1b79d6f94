import { list, mustBe, strict, text } from '@parakeet/schema-runtime/contracts';
import * as z from 'zod';
import { Lift } from './lift.ts';

/** A name as the lifter's pool has it. */
const exercise = text(1, 200);

/** The two auxiliary exercises of a lift in one block of a program, by their names in the pool. */
export const BlockAssignment = strict({
  block_number: z.literal([1, 2, 3], { error: mustBe('1, 2 or 3') }),
  lift: Lift,
  exercise_1: exercise,
  exercise_2: exercise,
});
export type BlockAssignment = z.output<typeof BlockAssignment>;

/**
 * Argument of `start_program`: up to 9 assignments, one a block and lift; `[]` assigns none yet.
 */
export const BlockAssignments = list(BlockAssignment, 0, 9).meta({
  description: 'Array of auxiliary assignments of a program that starts, one a block and lift.',
});
export type BlockAssignments = z.output<typeof BlockAssignments>;
