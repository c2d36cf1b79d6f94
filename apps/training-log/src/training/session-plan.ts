import type {
  JitInputSnapshot,
  Lift,
  PlannedSet,
  SetsPerMuscle,
  SorenessRatings,
  Tables,
} from '@parakeet/db-types';
import { adjustmentsOf, adjustSets, type Disruption } from './disruption.ts';
import { muscles, muscleShare } from './lifts.ts';
import { planSets } from './plan.ts';
import { sortedBy } from './progress.ts';
import type { Limits } from './volume.ts';
import type { Units } from './weight.ts';

type Session = Tables<'sessions'>;

/** What was read for a plan. */
export interface PlanSources {
  readonly maxes: Tables<'lifter_maxes'>;
  readonly config: Tables<'formula_configs'>;
  /** The two exercises beside the main lift. */
  readonly pair: [string, string];
  readonly soreness: SorenessRatings;
  /** Sets per muscle of this week, and the logs that they come from. */
  readonly done: SetsPerMuscle;
  readonly logs: readonly { readonly id: string }[];
  /** Limits that the lifter has set; those of the others are not looked at. */
  readonly limits: Readonly<Partial<Record<(typeof muscles)[number], Limits>>>;
  readonly disruptions: readonly Disruption[];
  readonly units: Units;
}

/** The sets of a session, and what they were made from as the audit keeps it. */
export function makePlan(
  session: Session,
  sources: PlanSources,
): { sets: PlannedSet[]; snapshot: JitInputSnapshot } {
  const lift = session.primary_lift;
  const one_rm_grams = oneRepMaxOf(lift, sources.maxes);
  const { adjustments, ids } = adjustmentsOf(session.id, sources.disruptions);
  const usual = planSets({
    lift,
    intensity: session.intensity_type,
    block: session.block_number,
    oneRepMaxGrams: one_rm_grams,
    overrides: sources.config.overrides,
    soreness: sources.soreness,
    setsLeft: setsLeft(lift, sources),
    units: sources.units,
  });
  return {
    sets: adjustSets(usual, adjustments, sources.units),
    snapshot: {
      version: 1,
      primary_lift: lift,
      intensity_type: session.intensity_type,
      week_number: session.week_number,
      block_number: session.block_number,
      one_rm_grams,
      formula_config_id: sources.config.id,
      soreness_ratings: sources.soreness,
      sets_per_muscle_this_week: sources.done,
      volume_limits: sources.limits,
      auxiliary_exercises: sources.pair,
      session_log_ids: sources.logs.map(({ id }) => id).slice(0, 200),
      disruption_ids: ids.slice(0, 200),
    },
  };
}

/** Sets that the main muscles of a lift may still take this week. */
function setsLeft(lift: Lift, { done, limits }: Pick<PlanSources, 'done' | 'limits'>): number {
  const left = muscles.flatMap((muscle) => {
    const limit = limits[muscle];
    const isMain = muscleShare[lift][muscle] === 1;
    return isMain && limit !== undefined ? [limit.mrv - (done[muscle] ?? 0)] : [];
  });
  return Math.min(10, ...left);
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
  for (const log of sortedBy(logs, ({ logged_at }) => Date.parse(logged_at))) {
    standing.set(log.session_id, log);
  }
  return [...standing.values()];
}
