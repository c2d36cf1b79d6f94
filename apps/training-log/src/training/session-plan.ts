import type {
  JitInputSnapshot,
  Lift,
  MuscleGroup,
  PlannedSet,
  SorenessRatings,
  Tables,
} from '@parakeet/db-types';
import { muscles, setsPerMuscle } from './lifts.ts';
import { planSets } from './plan.ts';
import { usualExercises } from './program.ts';

type Session = Tables<'sessions'>;

/** What was read for a plan. */
export interface PlanSources {
  readonly maxes: Tables<'lifter_maxes'>;
  readonly config: Tables<'formula_configs'>;
  /** Of the session's block. */
  readonly assignments: readonly Tables<'auxiliary_assignments'>[];
  readonly soreness: SorenessRatings;
  /** The sessions of the week that are done, and their logs. */
  readonly week: readonly Session[];
  readonly logs: readonly Tables<'session_logs'>[];
}

/** The sets of a session, and what they were made from as the audit keeps it. */
export function makePlan(
  session: Session,
  sources: PlanSources,
): { sets: PlannedSet[]; snapshot: JitInputSnapshot } {
  const lift = session.primary_lift;
  const one_rm_grams = oneRepMaxOf(lift, sources.maxes);
  const assignment = sources.assignments.find((one) => one.lift === lift);
  const logs = standingLogs(sources.logs);
  const sets = planSets({
    lift,
    intensity: session.intensity_type,
    block: session.block_number,
    oneRepMaxGrams: one_rm_grams,
    overrides: sources.config.overrides,
    soreness: sources.soreness,
  });
  return {
    sets,
    snapshot: {
      version: 1,
      primary_lift: lift,
      intensity_type: session.intensity_type,
      week_number: session.week_number,
      block_number: session.block_number,
      one_rm_grams,
      formula_config_id: sources.config.id,
      soreness_ratings: sources.soreness,
      sets_per_muscle_this_week: musclesOfWeek(sources.week, logs),
      // this plan looks at no limits
      volume_limits: {},
      auxiliary_exercises:
        assignment === undefined
          ? usualExercises(lift)
          : [assignment.exercise_1, assignment.exercise_2],
      session_log_ids: logs.map(({ id }) => id),
      disruption_ids: [],
    },
  };
}

/** The one-rep max of a lift, in grams. */
export function oneRepMaxOf(lift: Lift, maxes: Tables<'lifter_maxes'>): number {
  return {
    squat: maxes.squat_1rm_grams,
    bench: maxes.bench_1rm_grams,
    deadlift: maxes.deadlift_1rm_grams,
  }[lift];
}

/** Of each session the log that stands: its newest correction, or the first one. */
export function standingLogs<Log extends Tables<'session_logs'>>(logs: readonly Log[]): Log[] {
  const standing = new Map<string, Log>();
  for (const log of logs.toSorted((a, b) => Date.parse(a.logged_at) - Date.parse(b.logged_at))) {
    standing.set(log.session_id, log);
  }
  return [...standing.values()];
}

function musclesOfWeek(
  week: readonly Session[],
  logs: readonly Tables<'session_logs'>[],
): Partial<Record<MuscleGroup, number>> {
  const total: Partial<Record<MuscleGroup, number>> = {};
  for (const log of logs) {
    const lift = week.find(({ id }) => id === log.session_id)?.primary_lift;
    if (lift === undefined) continue;
    const sets = log.actual_sets.filter(({ reps_completed }) => reps_completed > 0).length;
    const counted = setsPerMuscle(lift, sets);
    for (const muscle of muscles) {
      const more = counted[muscle];
      if (more !== undefined) total[muscle] = (total[muscle] ?? 0) + more;
    }
  }
  return total;
}
