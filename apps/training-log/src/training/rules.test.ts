import type { Tables } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { adjustSets, adjustmentsOf, suggestAdjustments, type Disruption } from './disruption.ts';
import { programSessions, startProblem } from './program.ts';
import { progressOf, recordsOf } from './progress.ts';
import { suggestMaxes } from './suggestion.ts';
import { typedReps, typedRpe, typedWeight } from './typed.ts';
import { limitsOf, mondayOf, musclesOf, standing } from './volume.ts';
import { stepsOf, warmupSets } from './warm-up.ts';
import { kilograms } from './weight.ts';

const sets = (grams: number, reps: number, rpe?: number) => [
  {
    set_number: 1,
    weight_grams: grams,
    reps_completed: reps,
    ...(rpe === undefined ? {} : { rpe_actual: rpe }),
  },
];
const log = (session_id: string, day: string, actual_sets: ReturnType<typeof sets>) => ({
  id: `log of ${session_id}`,
  session_id,
  actual_sets,
  auxiliary_sets: null,
  completed_at: `${day}T12:00:00Z`,
  logged_at: `${day}T12:00:00Z`,
});
const session = (
  id: string,
  intensity_type: 'heavy' | 'explosive' | 'rep' | 'deload' = 'heavy',
) => ({ id, primary_lift: 'squat' as const, intensity_type });

describe('progress', () => {
  it('of two perfect weeks is no loss: speed days and deloads do not count', () => {
    const { points } = progressOf(
      'squat',
      [
        log('a', '2026-02-02', sets(120_000, 5, 8)),
        log('b', '2026-02-09', sets(97_500, 3)),
        log('c', '2026-02-16', sets(105_000, 8, 8)),
        log('d', '2026-02-23', sets(75_000, 5, 5)),
      ],
      [session('a'), session('b', 'explosive'), session('c', 'rep'), session('d', 'deload')],
    );
    expect(points.map(({ grams }) => grams)).toEqual([147_965, 142_084]);
    expect(points.map(({ best }) => best)).toEqual([147_965, 147_965]);
  });

  it('names the record of each count of reps, and the day that it was first lifted on', () => {
    expect(
      recordsOf(
        'squat',
        [
          log('b', '2026-02-09', sets(120_000, 5)),
          log('a', '2026-02-02', sets(120_000, 5)),
          log('c', '2026-02-16', sets(140_000, 0)),
        ],
        [session('a'), session('b'), session('c')],
      ),
    ).toEqual([{ reps: 5, grams: 120_000, day: '2026-02-02' }]);
  });
});

describe('new maxes', () => {
  const maxes: Tables<'lifter_maxes'> = {
    id: 'maxes',
    user_id: 'maya',
    recorded_at: '2026-02-01T00:00:00Z',
    source: 'input_1rm',
    squat_1rm_grams: 140_000,
    bench_1rm_grams: 80_000,
    deadlift_1rm_grams: 180_000,
    squat_input_grams: null,
    squat_input_reps: null,
    bench_input_grams: null,
    bench_input_reps: null,
    deadlift_input_grams: null,
    deadlift_input_reps: null,
  };
  const now = Date.parse('2026-03-01T00:00:00Z');
  const suggested = (grams: number, day = '2026-02-20', overrides = {}) => {
    const time = Date.parse(`${day}T00:00:00Z`);
    const progress = [{ lift: 'squat' as const, points: [{ time, grams, best: grams }] }];
    return suggestMaxes(maxes, progress, overrides, kilograms, now).map(({ to }) => to);
  };

  it('are offered if recent training supports them, at least one step', () => {
    expect(suggested(146_000)).toEqual([145_000]);
    expect(suggested(141_000)).toEqual([]);
    expect(suggested(130_000)).toEqual([]);
  });

  it('are within the formula’s limit, or a twentieth at once', () => {
    expect(suggested(180_000)).toEqual([145_000]);
    const overrides = { training_max_increase: { squat_min_grams: 5000, squat_max_grams: 5000 } };
    expect(suggested(180_000, '2026-02-20', overrides)).toEqual([145_000]);
    expect(suggested(144_000, '2026-02-20', overrides)).toEqual([]);
  });

  it('ignore sets from before the maxes were entered', () => {
    expect(suggested(180_000, '2026-01-20')).toEqual([]);
  });
});

describe('volume', () => {
  it('begins on Monday', () => {
    expect(mondayOf('2026-02-25')).toBe('2026-02-23');
    expect(mondayOf('2026-02-23')).toBe('2026-02-23');
    expect(mondayOf('2023-12-31')).toBe('2023-12-25');
  });

  it('counts a main muscle once, a secondary one half, a failed set and an unknown exercise not', () => {
    const logs = [
      { ...log('a', '2026-02-23', sets(100_000, 5)), actual_sets: sets(100_000, 5) },
      { ...log('b', '2026-02-24', sets(100_000, 0)), actual_sets: sets(100_000, 0) },
      {
        ...log('c', '2026-02-25', sets(100_000, 0)),
        auxiliary_sets: [
          { exercise: 'Leg curl', sets: sets(40_000, 10) },
          { exercise: 'Unheard of', sets: sets(40_000, 10) },
        ],
      },
    ];
    const pool = [{ exercise_name: 'Leg curl', primary_muscles: ['hamstrings'] }];
    expect(musclesOf(logs, [session('a'), session('b'), session('c')], pool)).toMatchObject({
      quads: 1,
      glutes: 1,
      hamstrings: 1.5,
      lower_back: 0.5,
    });
  });

  it('is compared with the lifter’s own limits', () => {
    const own = {
      id: 'limit',
      user_id: 'maya',
      muscle_group: 'quads' as const,
      mev_sets_per_week: 4,
      mrv_sets_per_week: 6,
      updated_at: '',
    };
    const { quads, chest } = limitsOf([own]);
    expect([3, 4, 6, 6.5].map((done) => standing(done, quads))).toEqual([
      'below',
      'within',
      'within',
      'above',
    ]);
    expect(chest.mrv).toBe(22);
  });
});

describe('a disruption', () => {
  const disruption: Disruption = {
    id: 'flu',
    user_id: 'maya',
    program_id: null,
    session_id: null,
    reported_at: '2026-02-20T00:00:00Z',
    case_type: 'illness',
    severity: 'minor',
    affected_date_start: '2026-02-23',
    affected_date_end: '2026-02-27',
    affected_lifts: ['squat'],
    description: null,
    adjustment_applied: null,
    resolved_at: null,
    status: 'active',
  };
  const planned = { id: 'a', planned_date: '2026-02-25', status: 'planned' as const };
  const squat = { ...planned, primary_lift: 'squat' as const };

  it('suggests lighter weights for the affected sessions only', () => {
    const suggested = suggestAdjustments(disruption, [
      squat,
      { ...squat, id: 'b', planned_date: '2026-02-28' },
      { ...squat, id: 'c', primary_lift: 'bench' },
      { ...squat, id: 'd', status: 'completed' },
    ]);
    expect(suggested).toMatchObject([
      { session_id: 'a', action: 'weight_reduced', reduction_pct: 10 },
    ]);
    const [major] = suggestAdjustments({ ...disruption, severity: 'major' }, [squat]);
    expect(major?.action).toBe('session_skipped');
  });

  it('changes sets once it is accepted, until it is over', () => {
    const applied = suggestAdjustments(disruption, [squat]);
    const accepted = { ...disruption, adjustment_applied: applied };
    expect(adjustmentsOf('a', [disruption])).toEqual({ adjustments: [], ids: [] });
    const { adjustments, ids } = adjustmentsOf('a', [accepted]);
    expect(ids).toEqual(['flu']);
    const plan = [{ set_number: 1, weight_grams: 100_000, reps: 5 }];
    expect(adjustSets(plan, adjustments, kilograms)).toEqual([
      { set_number: 1, weight_grams: 90_000, reps: 5 },
    ]);
    expect(adjustmentsOf('a', [{ ...accepted, status: 'resolved' }]).ids).toEqual([]);
  });
});

it('a warm-up ends below the first set, and its bar is never lighter than the bar', () => {
  const plan = [{ set_number: 1, weight_grams: 70_000, reps: 5 }];
  expect(warmupSets(stepsOf(undefined), 100_000, plan, kilograms)).toEqual([
    { grams: 20_000, reps: 8 },
    { grams: 40_000, reps: 5 },
    { grams: 55_000, reps: 3 },
  ]);
  const custom = { protocol: 'custom' as const, custom_steps: [{ pct: 0.1, reps: 4 }] };
  expect(warmupSets(stepsOf(custom), 100_000, plan, kilograms)).toEqual([
    { grams: 20_000, reps: 4 },
  ]);
});

it.each([
  ['2026-02-25', undefined],
  ['2026-02-01', undefined],
  ['0001-01-01', 'A program begins at most 4 weeks ago.'],
  ['2020-02-25', 'A program begins at most 4 weeks ago.'],
  ['2028-02-25', 'A program begins within a year.'],
  ['', 'Choose a day.'],
])('a program that begins on %j: %s', (start, problem) => {
  expect(startProblem(start, '2026-02-25')).toBe(problem);
});

it('a program has thirty sessions', () => {
  expect(programSessions('2026-02-25', () => 'id')).toHaveLength(30);
});

describe('what was typed', () => {
  it.each([
    ['130 kg', 130_000],
    ['141,2', 141_200],
    ['0', 0],
    ['1000', 1_000_000],
  ])('%j is a weight', (text, value) => {
    expect(typedWeight(text, kilograms)).toEqual({ value });
  });

  it.each([
    [typedWeight('1125', kilograms), 'A weight is at most'],
    [typedWeight('heavy', kilograms), '“heavy” is not understood'],
    [typedWeight('', kilograms), 'Type a weight'],
    [typedReps('250'), 'at most 100 reps'],
    [typedReps('5.5'), 'not understood'],
    [typedRpe('12'), 'from 1 to 10'],
    [typedRpe('8.3'), 'steps of 0.5'],
    [typedRpe('hard'), 'not understood'],
  ])('%j says why', ({ problem }, words) => {
    expect(problem).toContain(words);
  });

  it('an empty RPE is unknown', () => {
    expect(typedRpe(' ')).toEqual({ value: null });
  });
});
