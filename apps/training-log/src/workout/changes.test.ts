import { describe, expect, it } from 'vitest';
import { addSet, changeSet, endWorkout, moveSet, passTime, removeSet } from './changes.ts';
import type { Draft } from './draft.ts';

const sets = [100_000, 101_250, 102_500].map((weight_grams, index) => ({
  set_number: index + 1,
  weight_grams,
  reps_completed: 5,
  rpe_actual: 8,
}));
const draft = { sets };
const grams = (of: { readonly sets: readonly { readonly weight_grams: number }[] }) =>
  of.sets.map(({ weight_grams }) => weight_grams);

describe('the sets of a workout', () => {
  it('are changed one by one', () => {
    const changed = changeSet(draft, 1, { weight_grams: 99_999, reps_completed: 4 });
    expect(changed.sets).toEqual([
      { set_number: 1, weight_grams: 99_999, reps_completed: 4 },
      ...sets.slice(1),
    ]);
  });

  it('are moved one by one, and stay at the ends', () => {
    expect(grams(moveSet(draft, 2, -1))).toEqual([101_250, 100_000, 102_500]);
    expect(grams(moveSet(draft, 2, 1))).toEqual([100_000, 102_500, 101_250]);
    expect(grams(moveSet(draft, 1, -1))).toEqual(grams(draft));
    expect(grams(moveSet(draft, 3, 1))).toEqual(grams(draft));
  });

  it('are removed one by one, and the next one gets an unused number', () => {
    const without = removeSet(draft, 2);
    expect(grams(without)).toEqual([100_000, 102_500]);
    const more = addSet(without, { weight_grams: 0, reps_completed: 0 });
    expect(more.sets.map(({ set_number }) => set_number)).toEqual([1, 3, 4]);
  });
});

describe('the time of a workout', () => {
  const began = {
    started_at: '2026-11-23T20:00:00.000Z',
    changed_at: '2026-11-23T20:10:00.000Z',
    elapsed_ms: 600_000,
    completed_at: null,
  };
  const at = (moment: string) => Date.parse(moment);
  const pass = (now: string, steadyMs?: number) => passTime(rest, at(now), steadyMs).elapsed_ms;
  const rest: Draft = {
    version: 2,
    log_id: '',
    session: {
      id: '',
      primary_lift: 'squat',
      intensity_type: 'heavy',
      week_number: 1,
      day_number: 1,
      planned_sets: [],
      one_rm_grams: null,
    },
    ...began,
    sets: [],
    auxiliary: [],
    next: null,
    rest_until: null,
    session_rpe: '',
    notes: '',
  };

  it('is that of a monotonic clock', () => {
    expect(pass('2026-11-24T20:10:00.000Z', 60_000)).toBe(660_000);
    expect(pass('2020-01-01T00:00:00.000Z', 60_000)).toBe(660_000);
  });

  it('after a reload is that of the wall clock, never negative, and not a whole night', () => {
    expect(pass('2026-11-23T20:15:00.000Z')).toBe(900_000);
    expect(pass('2026-11-23T19:00:00.000Z')).toBe(600_000);
    expect(pass('2026-11-25T08:00:00.000Z')).toBe(600_000 + 3 * 3_600_000);
  });

  it('ends after it began, whatever the clock says', () => {
    const { completed_at } = endWorkout(rest);
    expect(completed_at).toBe('2026-11-23T20:10:00.000Z');
  });
});
