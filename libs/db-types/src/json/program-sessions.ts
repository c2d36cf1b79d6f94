import {
  day,
  list,
  mustBe,
  strict,
  uuid,
  wholeNumber,
  word,
} from '@parakeet/schema-runtime/contracts';
import * as z from 'zod';
import { Lift } from './lift.ts';

/**
 * A session of a program that is about to start.
 *
 * - `id`: made by the client, which may be offline until long after the session is done
 * - `week_number`: of the program, from 1 to 104; `day_number`: of the week, from 1 to 7
 * - `planned_date`: the lifter's calendar day, null where none is planned
 * - `block_number`: 1, 2 or 3, and null in a deload
 */
export const ProgramSession = strict({
  id: uuid,
  week_number: wholeNumber(1, 104),
  day_number: wholeNumber(1, 7),
  planned_date: day.nullable(),
  primary_lift: Lift,
  intensity_type: word(['heavy', 'explosive', 'rep', 'deload']),
  block_number: z.literal([1, 2, 3], { error: mustBe('1, 2, 3 or null') }).nullable(),
  is_deload: z.literal([true, false], { error: mustBe('true or false') }),
});
export type ProgramSession = z.output<typeof ProgramSession>;

/**
 * Argument of `start_program`: the sessions of the program, from 1 to 728, which is each day of
 * 104 weeks. One a week and day, as in `sessions`.
 */
export const ProgramSessions = list(ProgramSession, 1, 728).meta({
  description: 'Array of the sessions of a program that starts, one a week and day.',
});
export type ProgramSessions = z.output<typeof ProgramSessions>;
