import { PlannedSets } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { planSets, sorenessEffect, type PlanInput } from './plan.ts';

const heavySquat: PlanInput = {
  lift: 'squat',
  intensity: 'heavy',
  block: 1,
  oneRepMaxGrams: 100_000,
  overrides: {},
  soreness: { quads: 1 },
};
const weights = (input: Partial<PlanInput>) =>
  planSets({ ...heavySquat, ...input }).map(({ weight_grams, reps }) => [weight_grams, reps]);

describe('a plan', () => {
  it('is a fraction of the one-rep max that plates make', () => {
    expect(weights({})).toEqual([
      [80_000, 5],
      [80_000, 5],
      [80_000, 5],
    ]);
    expect(weights({ oneRepMaxGrams: 92_300 })[0]).toEqual([75_000, 5]);
  });

  it('is an empty bar at least', () => {
    expect(weights({ oneRepMaxGrams: 10_000 })[0]).toEqual([20_000, 5]);
  });

  it('costs a set where a main muscle is sore, and the lift where it is severe', () => {
    expect(weights({ soreness: { quads: 3 } })).toHaveLength(3);
    expect(weights({ soreness: { quads: 4 } })).toHaveLength(2);
    expect(weights({ soreness: { glutes: 5 } })).toEqual([]);
    // a secondary muscle changes nothing, and neither does another lift's
    expect(weights({ soreness: { hamstrings: 5, chest: 5 } })).toHaveLength(3);
    expect(sorenessEffect('squat', { quads: 4 })).toContain('one set less');
    expect(sorenessEffect('squat', { chest: 5 })).toBeUndefined();
  });

  it('takes the formula of the lifter where there is one', () => {
    const overrides = { block1: { heavy: { pct: 0.9, sets: 1, reps: 2 } }, deload: { sets: 1 } };
    expect(weights({ overrides })).toEqual([[90_000, 2]]);
    expect(weights({ overrides, block: 2 })[0]).toEqual([85_000, 3]);
    expect(weights({ overrides, intensity: 'deload', block: null })).toEqual([[50_000, 5]]);
  });

  it('is what the contract of planned_sets takes, whatever it is made of', () => {
    for (const intensity of ['heavy', 'explosive', 'rep', 'deload'] as const) {
      for (const block of [1, 2, 3] as const) {
        const sets = planSets({ ...heavySquat, intensity, block });
        expect(PlannedSets.parse(sets)).toEqual(sets);
      }
    }
  });
});
