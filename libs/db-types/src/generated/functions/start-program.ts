// Generated from the database by schema-tools. Do not edit.
import { date, noSuch, uuid, wholeNumber } from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import { BlockAssignments } from '../../json/block-assignments.ts';
import { ProgramSessions } from '../../json/program-sessions.ts';
import type { Database } from '../database.ts';
import { ProgramsRow } from '../rows/programs.ts';

/**
 * Starts a program: archives the active one, and creates the next version with its sessions
 * and auxiliary assignments. A second call with the same id returns the existing program.
 *
 * The arguments of `start_program`. One that it does not have is an error.
 */
export const StartProgramArgs = z.strictObject(
  {
    id: uuid,
    total_weeks: wholeNumber(1, 104),
    training_days_per_week: wholeNumber(1, 7),
    start_date: date,
    lifter_maxes_id: uuid,
    formula_config_id: uuid,
    sessions: ProgramSessions,
    assignments: BlockAssignments.exactOptional(),
  },
  noSuch('argument', 'start_program'),
);
export type StartProgramArgs = Database['public']['Functions']['start_program']['Args'];

/** What `start_program` returns: a row of `programs`. */
export const StartProgramResult = ProgramsRow;
export type StartProgramResult = Database['public']['Functions']['start_program']['Returns'];
