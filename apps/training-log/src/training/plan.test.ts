import { PlannedSets } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { formulaOf, planSets, sorenessEffect, type PlanInput } from './plan.ts';
import { kilograms } from './weight.ts';

const heavySquat: PlanInput = {
  lift: 'squat',
  intensity: 'heavy',
  block: 1,
  oneRepMaxGrams: 100_000,
  overrides: {},
  soreness: { quads: 1 },
  units: kilograms,
};
const weights = (input: Partial<PlanInput>) =>
  planSets({ ...heavySquat, ...input }).map(({ weight_grams, reps }) => [weight_grams, reps]);

describe('a plan', () => {
  it('is a fraction of the one-rep max, rounded to plates', () => {
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

  it('loses a set if a main muscle is sore, and all sets if it is severely sore', () => {
    expect(weights({ soreness: { quads: 3 } })).toHaveLength(3);
    expect(weights({ soreness: { quads: 4 } })).toHaveLength(2);
    expect(weights({ soreness: { glutes: 5 } })).toEqual([]);
    // a secondary muscle changes nothing, nor does one of another lift
    expect(weights({ soreness: { hamstrings: 5, chest: 5 } })).toHaveLength(3);
    expect(sorenessEffect('squat', { quads: 4 })).toContain('one set less');
    expect(sorenessEffect('squat', { chest: 5 })).toBeUndefined();
  });

  it('uses the lifter’s formula if there is one', () => {
    const overrides = { block1: { heavy: { pct: 0.9, sets: 1, reps: 2 } }, deload: { sets: 1 } };
    expect(weights({ overrides })).toEqual([[90_000, 2]]);
    expect(weights({ overrides, block: 2 })[0]).toEqual([85_000, 3]);
    expect(weights({ overrides, intensity: 'deload', block: null })).toEqual([[50_000, 5]]);
  });

  it('keeps one set if the week is full', () => {
    expect(weights({ setsLeft: 2.5 })).toHaveLength(2);
    expect(weights({ setsLeft: -3 })).toHaveLength(1);
    expect(weights({ setsLeft: 9 })).toHaveLength(3);
  });

  it('gets heavier from block to block by the step that the lifter has set', () => {
    const overrides = { progressive_overload: { heavy_pct_increment_per_block: 0.03 } };
    const heavy = (block: 1 | 2 | 3) => formulaOf({ intensity: 'heavy', block, overrides }).pct;
    expect([heavy(1), heavy(2), heavy(3)]).toEqual([0.8, 0.83, 0.86]);
    expect(formulaOf({ intensity: 'explosive', block: 3, overrides }).pct).toBe(0.75);
  });

  it('for reps stays in the ranges that the lifter has set', () => {
    const overrides = {
      block1: { rep: { pct_max: 0.65, sets_min: 4, reps_min: 10, reps_max: 12 } },
    };
    expect(formulaOf({ intensity: 'rep', block: 1, overrides })).toMatchObject({
      pct: 0.65,
      sets: 4,
      reps: 10,
      reps_max: 12,
    });
  });

  it('satisfies the contract of planned_sets, whatever its inputs', () => {
    for (const intensity of ['heavy', 'explosive', 'rep', 'deload'] as const) {
      for (const block of [1, 2, 3] as const) {
        const sets = planSets({ ...heavySquat, intensity, block });
        expect(PlannedSets.parse(sets)).toEqual(sets);
      }
    }
  });
});
