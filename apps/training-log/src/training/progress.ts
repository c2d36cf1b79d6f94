import type { Lift, Tables } from '@parakeet/db-types';

/** How a lift went. */
export interface LiftProgress {
  readonly lift: Lift;
  /** Oldest first; `time` in milliseconds, `grams` to a tenth of a kg. */
  readonly points: readonly { readonly time: number; readonly grams: number }[];
}

type Metric = Pick<Tables<'performance_metrics'>, 'recorded_at' | 'estimated_1rm_grams'>;

/** The estimated one-rep maxes of a lift over time; sessions in which nothing was lifted tell nothing. */
export function progressOf(lift: Lift, metrics: readonly Metric[]): LiftProgress {
  const points = metrics
    .flatMap(({ recorded_at, estimated_1rm_grams }) =>
      estimated_1rm_grams === null || estimated_1rm_grams === 0
        ? []
        : [{ time: Date.parse(recorded_at), grams: Math.round(estimated_1rm_grams / 100) * 100 }],
    )
    .toSorted((a, b) => a.time - b.time);
  return { lift, points };
}
