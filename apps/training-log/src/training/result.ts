import { SessionMetrics, type ActualSet, type Lift, type PlannedSet } from '@parakeet/db-types';
import { setsPerMuscle, type IntensityType } from './lifts.ts';
import { limitOf } from './limits.ts';
import { tellsStrength } from './one-rep-max.ts';
import { bestEstimate } from './progress.ts';

const figures = SessionMetrics.shape;

/** The result of a session, for the log and `performance_metrics`. */
export interface SessionResult {
  /** Percent of the planned sets; undefined where none was planned. */
  readonly completion_pct?: number;
  readonly performance_vs_plan?: 'under' | 'at' | 'over' | 'incomplete';
  readonly metrics: SessionMetrics;
}

/**
 * The result of a session's sets, compared with its plan.
 *
 * @param oneRepMaxGrams the plan's one-rep max, if known
 */
export function sessionResult(
  { lift, intensity }: { readonly lift: Lift; readonly intensity: IntensityType },
  planned: readonly PlannedSet[],
  done: readonly ActualSet[],
  oneRepMaxGrams: number | null,
): SessionResult {
  const lifted = done.filter(({ reps_completed }) => reps_completed > 0);
  const plannedVolume = sum(planned.map(({ weight_grams, reps }) => weight_grams * reps));
  const volume = sum(done.map((set) => set.weight_grams * set.reps_completed));
  const rpes = done.flatMap(({ rpe_actual }) => (rpe_actual === undefined ? [] : [rpe_actual]));
  const heaviest = Math.max(0, ...lifted.map(({ weight_grams }) => weight_grams));
  const heaviestPlanned = Math.max(0, ...planned.map(({ weight_grams }) => weight_grams));
  const estimate = tellsStrength(intensity) ? bestEstimate(done) : undefined;
  const completion = planned.length === 0 ? undefined : (100 * done.length) / planned.length;
  return {
    ...(completion === undefined ? {} : { completion_pct: Math.min(999.99, round(completion, 2)) }),
    ...(completion === undefined
      ? {}
      : {
          performance_vs_plan: comparison(
            completion,
            plannedVolume === 0 ? 1 : volume / plannedVolume,
          ),
        }),
    metrics: {
      planned_volume_grams: capped(figures.planned_volume_grams, plannedVolume),
      actual_volume_grams: capped(figures.actual_volume_grams, volume),
      ...(oneRepMaxGrams === null
        ? {}
        : {
            planned_intensity_pct: capped(
              figures.planned_intensity_pct,
              round(heaviestPlanned / oneRepMaxGrams, 3),
            ),
            actual_intensity_pct: capped(
              figures.actual_intensity_pct,
              round(heaviest / oneRepMaxGrams, 3),
            ),
          }),
      ...(rpes.length === 0
        ? {}
        : {
            max_rpe_actual: Math.max(...rpes),
            avg_rpe_actual: round(sum(rpes) / rpes.length, 2),
          }),
      ...(estimate === undefined
        ? {}
        : { estimated_1rm_grams: capped(figures.estimated_1rm_grams, estimate) }),
      sets_per_muscle: setsPerMuscle(lift, lifted.length),
    },
  };
}

/** A figure, at most the contract's maximum. */
function capped(field: Parameters<typeof limitOf>[0], value: number): number {
  return Math.min(limitOf(field).most, value);
}

/** Within two percent of the planned volume counts as planned. */
function comparison(completion: number, volumeRatio: number) {
  if (completion < 100) return 'incomplete';
  if (volumeRatio > 1.02) return 'over';
  return volumeRatio < 0.98 ? 'under' : 'at';
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
