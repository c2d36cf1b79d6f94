import type { JitInputSnapshot, Tables } from '@parakeet/db-types';
import { expect, it } from 'vitest';
import type { Disruption } from './disruption.ts';
import { changedSince, whyPlan } from './why.ts';

const snapshot: JitInputSnapshot = {
  version: 1,
  primary_lift: 'squat',
  intensity_type: 'heavy',
  week_number: 1,
  block_number: 1,
  one_rm_grams: 141_200,
  formula_config_id: 'formula',
  soreness_ratings: { quads: 4 },
  sets_per_muscle_this_week: { quads: 3 },
  volume_limits: { quads: { mev: 8, mrv: 20 } },
  auxiliary_exercises: ['Pause squat', 'Leg curl'],
  session_log_ids: [],
  disruption_ids: ['flu'],
};
const session: Tables<'sessions'> = {
  id: 'session',
  program_id: 'program',
  user_id: 'maya',
  week_number: 1,
  day_number: 1,
  planned_date: '2026-02-25',
  primary_lift: 'squat',
  intensity_type: 'heavy',
  block_number: 1,
  is_deload: false,
  status: 'planned',
  planned_sets: [],
  jit_generated_at: null,
  jit_input_snapshot: snapshot,
  created_at: '',
  updated_at: '',
  skip_reason: null,
};
const config: Tables<'formula_configs'> = {
  id: 'formula',
  user_id: 'maya',
  version: 1,
  created_at: '',
  is_active: true,
  source: 'system',
  overrides: {},
  ai_rationale: null,
};
const flu: Disruption = {
  id: 'flu',
  user_id: 'maya',
  program_id: null,
  session_id: null,
  reported_at: '',
  case_type: 'illness',
  severity: 'minor',
  affected_date_start: '2026-02-23',
  affected_date_end: null,
  affected_lifts: null,
  description: null,
  adjustment_applied: [
    { session_id: 'session', action: 'weight_reduced', reduction_pct: 10, rationale: '10 % less.' },
  ],
  resolved_at: null,
  status: 'active',
};

it('a plan explains its inputs', () => {
  expect(whyPlan(snapshot, config, [flu], 'session', (grams) => `${grams} g`)).toEqual([
    'Heavy day, from a one-rep max of 141200 g.',
    'The formula says 3 × 5 at 80 %.',
    'Sore where this lift works: one set less today.',
    'Quads: 3 of at most 20 sets done this week.',
    '10 % less.',
  ]);
});

it('a plan is up to date, or says what has changed', () => {
  const now = { maxes: undefined, config, disruptions: [flu] };
  expect(changedSince(session, now)).toEqual([]);
  expect(changedSince(session, { ...now, config: { ...config, id: 'other' } })).toEqual([
    'Your formula has changed.',
  ]);
  const words = ['What you accepted because of a disruption has changed.'];
  const over: Disruption = { ...flu, status: 'resolved' };
  expect(changedSince(session, { ...now, disruptions: [over] })).toEqual(words);
  const another: Disruption = { ...flu, id: 'travel' };
  expect(changedSince(session, { ...now, disruptions: [flu, another] })).toEqual(words);
});
