// Generated from the database by schema-tools. Do not edit.
import { noSuch, oneOf, uuid } from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import { AuxiliaryPool } from '../../json/auxiliary-pool.ts';
import type { Database } from '../database.ts';
import { AuxiliaryExercisesRow } from '../rows/auxiliary-exercises.ts';

/**
 * Replaces the pool of a lift with these exercises, in their order. A second call with the
 * same id changes nothing. It returns the pool of the first call, even if the pool has changed
 * since.
 *
 * The arguments of `replace_auxiliary_pool`. One that it does not have is an error.
 */
export const ReplaceAuxiliaryPoolArgs = z.strictObject(
  {
    id: uuid,
    lift: oneOf(['squat', 'bench', 'deadlift']),
    exercises: AuxiliaryPool,
  },
  noSuch('argument', 'replace_auxiliary_pool'),
);
export type ReplaceAuxiliaryPoolArgs =
  Database['public']['Functions']['replace_auxiliary_pool']['Args'];

/** What `replace_auxiliary_pool` returns: rows of `auxiliary_exercises`. */
export const ReplaceAuxiliaryPoolResult = z.array(AuxiliaryExercisesRow);
export type ReplaceAuxiliaryPoolResult =
  Database['public']['Functions']['replace_auxiliary_pool']['Returns'];
