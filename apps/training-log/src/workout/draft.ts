import { Lift, PlannedSets } from '@parakeet/db-types';
import * as z from 'zod';

/**
 * A set as it was typed. Its limits are the contract's, and the database's, to tell of: what was
 * typed is kept whatever it is.
 */
const TypedSet = z.strictObject({
  set_number: z.int(),
  weight_grams: z.int(),
  reps_completed: z.int(),
  rpe_actual: z.number().exactOptional(),
});

/** A workout that is under way, as a browser keeps it. Weights in grams. */
export const Draft = z.strictObject({
  version: z.literal(1),
  /** Of the log that it becomes. */
  log_id: z.uuid(),
  session: z.strictObject({
    id: z.uuid(),
    primary_lift: Lift,
    intensity_type: z.enum(['heavy', 'explosive', 'rep', 'deload']),
    week_number: z.int(),
    day_number: z.int(),
    planned_sets: PlannedSets,
    one_rm_grams: z.int().positive().nullable(),
  }),
  started_at: z.iso.datetime(),
  /** When the lifter first said that it is done: a log that is sent again says the same. */
  completed_at: z.iso.datetime().nullable(),
  sets: z.array(TypedSet),
  /** What the next set's steppers were left at. */
  next: z
    .strictObject({ weight_grams: z.int(), reps: z.int(), rpe: z.number().nullable() })
    .nullable(),
  session_rpe: z.number().nullable(),
  notes: z.string(),
});
export type Draft = z.output<typeof Draft>;
