import { ActualSet, AuxiliarySet, Lift, PlannedSets } from '@parakeet/db-types';
import * as z from 'zod';

const TypedNext = z.strictObject({ weight: z.string(), reps: z.string(), rpe: z.string() });

const WorkoutSession = z.strictObject({
  id: z.uuid(),
  primary_lift: Lift,
  intensity_type: z.enum(['heavy', 'explosive', 'rep', 'deload']),
  week_number: z.int(),
  day_number: z.int(),
  planned_sets: PlannedSets,
  one_rm_grams: z.int().positive().nullable(),
});

/** An open workout, as the browser stores it. Weights in grams. */
export const Draft = z.strictObject({
  version: z.literal(2),
  /** The id of the future log. */
  log_id: z.uuid(),
  session: WorkoutSession,
  started_at: z.iso.datetime(),
  /** Its duration until the last change, by a clock that does not jump. */
  elapsed_ms: z.int().nonnegative(),
  changed_at: z.iso.datetime(),
  /** When the lifter ended it, so a log that is sent again has the same time. */
  completed_at: z.iso.datetime().nullable(),
  sets: z.array(ActualSet),
  /** The auxiliary exercises of the day. */
  auxiliary: z.array(z.strictObject({ exercise: z.string(), sets: z.array(AuxiliarySet) })),
  /** The texts in the fields of the next set. */
  next: TypedNext.nullable(),
  /** When the rest between sets is over. */
  rest_until: z.iso.datetime().nullable(),
  session_rpe: z.string(),
  notes: z.string(),
});
export type Draft = z.output<typeof Draft>;

/** The former format: typed numbers, no auxiliary exercises. */
const DraftV1 = z.strictObject({
  version: z.literal(1),
  log_id: z.uuid(),
  session: WorkoutSession,
  started_at: z.iso.datetime(),
  completed_at: z.iso.datetime().nullable(),
  sets: z.array(
    z.strictObject({
      set_number: z.int(),
      weight_grams: z.int(),
      reps_completed: z.int(),
      rpe_actual: z.number().exactOptional(),
    }),
  ),
  next: z.unknown(),
  session_rpe: z.number().nullable(),
  notes: z.string(),
});

/** Converts a draft in the former format; other values stay as they are. */
export function upgraded(kept: unknown): unknown {
  const { success, data } = DraftV1.safeParse(kept);
  if (!success) return kept;
  return {
    ...data,
    version: 2,
    elapsed_ms: 0,
    changed_at: data.started_at,
    auxiliary: [],
    next: null,
    rest_until: null,
    session_rpe: data.session_rpe === null ? '' : String(data.session_rpe),
  };
}
