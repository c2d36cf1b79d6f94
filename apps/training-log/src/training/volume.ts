import type { Lift, MuscleGroup, SetsPerMuscle, Tables } from '@parakeet/db-types';
import { addDays, calendarDay, daysBetween } from './day.ts';
import { muscles, setsPerMuscle } from './lifts.ts';
import { timeOf } from './progress.ts';

type Log = Pick<
  Tables<'session_logs'>,
  'session_id' | 'actual_sets' | 'auxiliary_sets' | 'completed_at' | 'logged_at'
>;
type Session = Pick<Tables<'sessions'>, 'id' | 'primary_lift'>;
type Exercise = Pick<Tables<'auxiliary_exercises'>, 'exercise_name' | 'primary_muscles'>;

/**
 * Sets in a week: the fewest that make a muscle grow (MEV), and the most that it can recover from
 * (MRV).
 */
export interface Limits {
  readonly mev: number;
  readonly mrv: number;
}

/**
 * Used if the lifter has set no limits. MEV and MRV are landmarks of M. Israetel (Training Volume
 * Landmarks for Muscle Growth, Renaissance Periodization, 2017). The numbers are within its ranges
 * as https://ttrening.com/articles/training-volume gives them; upper back is its back. It has none
 * for the lower back: these are this app's choice.
 */
const usualLimits: Readonly<Record<MuscleGroup, Limits>> = {
  quads: { mev: 8, mrv: 20 },
  hamstrings: { mev: 6, mrv: 20 },
  glutes: { mev: 4, mrv: 16 },
  lower_back: { mev: 3, mrv: 10 },
  upper_back: { mev: 10, mrv: 25 },
  chest: { mev: 8, mrv: 22 },
  triceps: { mev: 6, mrv: 18 },
  shoulders: { mev: 8, mrv: 26 },
  biceps: { mev: 8, mrv: 26 },
};

/** The limits that the lifter has set, by muscle. */
export function ownLimits(
  configs: readonly Tables<'muscle_volume_config'>[],
): Partial<Record<MuscleGroup, Limits>> {
  const limits: Partial<Record<MuscleGroup, Limits>> = {};
  for (const { muscle_group, mev_sets_per_week: mev, mrv_sets_per_week: mrv } of configs) {
    limits[muscle_group] = { mev, mrv };
  }
  return limits;
}

/** The limits of each muscle: the lifter's own, if any. */
export function limitsOf(
  configs: readonly Tables<'muscle_volume_config'>[],
): Record<MuscleGroup, Limits> {
  return { ...usualLimits, ...ownLimits(configs) };
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return addDays(day, -(((daysBetween('2024-01-01', day) % 7) + 7) % 7));
}

/** The done sets of each muscle in some logs; failed sets do not count. */
export function musclesOf(
  logs: readonly Log[],
  sessions: readonly Session[],
  pool: readonly Exercise[],
): SetsPerMuscle {
  const total: SetsPerMuscle = {};
  const add = (muscle: MuscleGroup, sets: number) => {
    total[muscle] = (total[muscle] ?? 0) + sets;
  };
  const liftOf = new Map<string, Lift>(sessions.map((one) => [one.id, one.primary_lift]));
  const musclesOfExercise = new Map(pool.map((one) => [one.exercise_name, one.primary_muscles]));
  for (const log of logs) {
    const lift = liftOf.get(log.session_id);
    const counted = lift === undefined ? {} : setsPerMuscle(lift, countDone(log.actual_sets));
    for (const muscle of muscles) add(muscle, counted[muscle] ?? 0);
    for (const { exercise, sets } of log.auxiliary_sets ?? []) {
      const worked = musclesOfExercise.get(exercise) ?? [];
      for (const muscle of muscles) if (worked.includes(muscle)) add(muscle, countDone(sets));
    }
  }
  return total;
}

/** The logs completed in the week from a Monday, in the lifter's time zone. */
export function logsOfWeek<One extends Log>(logs: readonly One[], monday: string): One[] {
  return logs.filter((log) => {
    const days = daysBetween(monday, calendarDay(new Date(timeOf(log))));
    return days >= 0 && days < 7;
  });
}

/** A muscle's week compared with its limits, in words. */
export function standing(sets: number, { mev, mrv }: Limits): 'below' | 'within' | 'above' {
  if (sets < mev) return 'below';
  return sets > mrv ? 'above' : 'within';
}

function countDone(sets: readonly { readonly reps_completed: number }[]): number {
  return sets.filter(({ reps_completed }) => reps_completed > 0).length;
}
