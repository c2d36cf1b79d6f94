import { SessionMetrics, type ActualSet, type PlannedSet } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { sessionResult } from './result.ts';

const squat = { lift: 'squat', intensity: 'heavy' } as const;
const bench = { lift: 'bench', intensity: 'explosive' } as const;
const planned: PlannedSet[] = [1, 2].map((set_number) => ({
  set_number,
  weight_grams: 80_000,
  reps: 5,
}));
const set = (set_number: number, weight_grams: number, reps_completed: number): ActualSet => ({
  set_number,
  weight_grams,
  reps_completed,
});

describe('the result of a session', () => {
  it('as planned', () => {
    const done = [
      { ...set(1, 80_000, 5), rpe_actual: 8 },
      { ...set(2, 80_000, 5), rpe_actual: 9 },
    ];
    expect(sessionResult(squat, planned, done, 100_000)).toEqual({
      completion_pct: 100,
      performance_vs_plan: 'at',
      metrics: {
        planned_volume_grams: 800_000,
        actual_volume_grams: 800_000,
        planned_intensity_pct: 0.8,
        actual_intensity_pct: 0.8,
        max_rpe_actual: 9,
        avg_rpe_actual: 8.5,
        estimated_1rm_grams: 98_644,
        sets_per_muscle: { quads: 2, hamstrings: 1, glutes: 2, lower_back: 1 },
      },
    });
  });

  it('less, more and not all of it', () => {
    const said = (...done: ActualSet[]) =>
      sessionResult(squat, planned, done, 100_000).performance_vs_plan;
    expect(said(set(1, 80_000, 5))).toBe('incomplete');
    expect(said(set(1, 70_000, 5), set(2, 70_000, 5))).toBe('under');
    expect(said(set(1, 90_000, 5), set(2, 90_000, 5))).toBe('over');
  });

  it('nothing: a failed set counts for no muscle', () => {
    const { metrics } = sessionResult(bench, planned, [set(1, 80_000, 0)], 100_000);
    expect(metrics).toMatchObject({ sets_per_muscle: {} });
    expect(metrics).not.toHaveProperty('estimated_1rm_grams');
    expect(SessionMetrics.parse(metrics)).toEqual(metrics);
  });

  it('without a plan there is no completion, never infinity', () => {
    const result = sessionResult(bench, [], [set(1, 40_000, 8)], 60_000);
    expect(result).not.toHaveProperty('completion_pct');
    expect(result).not.toHaveProperty('performance_vs_plan');
    expect(SessionMetrics.parse(result.metrics)).toEqual(result.metrics);
  });
});
