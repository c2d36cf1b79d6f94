import type { Tables } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { nothingKnown, type Known } from '../data/known.ts';
import { history, lastAndBest, nextSession } from './select.ts';

const program = (id: string, status: 'active' | 'archived'): Tables<'programs'> => ({
  id,
  user_id: 'maya',
  version: 1,
  created_at: '2026-01-01T00:00:00Z',
  status,
  total_weeks: 10,
  training_days_per_week: 3,
  start_date: '2026-02-02',
  lifter_maxes_id: 'maxes',
  formula_config_id: 'formula',
});
const session = (
  id: string,
  planned_date: string | null,
  more: Partial<Tables<'sessions'>> = {},
): Tables<'sessions'> => ({
  id,
  program_id: 'running',
  user_id: 'maya',
  week_number: 1,
  day_number: 1,
  planned_date,
  primary_lift: 'squat',
  intensity_type: 'heavy',
  block_number: 1,
  is_deload: false,
  status: 'planned',
  planned_sets: null,
  jit_generated_at: null,
  jit_input_snapshot: null,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  skip_reason: null,
  ...more,
});
const log = (
  id: string,
  session_id: string,
  logged_at: string,
  grams: number,
): Tables<'session_logs'> => ({
  id,
  session_id,
  user_id: 'maya',
  logged_at,
  started_at: null,
  completed_at: logged_at.replace('T12', 'T11'),
  duration_seconds: null,
  actual_sets: [{ set_number: 1, weight_grams: grams, reps_completed: 5 }],
  session_rpe: null,
  session_notes: null,
  is_correction: id.startsWith('correction'),
  corrects_log_id: null,
  completion_pct: null,
  performance_vs_plan: null,
  auxiliary_sets: null,
});
const known: Known = {
  ...nothingKnown,
  programs: [program('running', 'active'), program('old', 'archived')],
};

describe('the next session', () => {
  const next = (...sessions: Tables<'sessions'>[]) =>
    nextSession({ ...known, sessions }, '2026-02-10')?.id;

  it('is the first that is planned or begun', () => {
    expect(
      next(
        session('later', '2026-02-14'),
        session('done', '2026-02-09', { status: 'completed' }),
        session('skipped', '2026-02-10', { status: 'skipped' }),
        session('begun', '2026-02-12', { status: 'in_progress' }),
      ),
    ).toBe('begun');
  });

  it('waits six days for who missed it', () => {
    expect(next(session('missed', '2026-02-04'))).toBe('missed');
    expect(next(session('missed', '2026-02-03'))).toBeUndefined();
  });

  it('is never one of an archived program', () => {
    expect(next(session('old', '2026-02-10', { program_id: 'old' }))).toBeUndefined();
  });
});

describe('history', () => {
  const sessions = [session('first', '2026-02-02'), session('second', '2026-02-04')];
  const session_logs = [
    log('log-1', 'first', '2026-02-02T12:00:00Z', 100_000),
    log('log-2', 'second', '2026-02-04T12:00:00Z', 105_000),
    log('correction-1', 'first', '2026-02-05T12:00:00Z', 101_001),
  ];

  it('has the newest correction of each session, by the day of the workout', () => {
    const found = history({ ...known, sessions, session_logs });
    // a correction is as old as what it corrects
    expect(found.map(({ log: { id } }) => id)).toEqual(['correction-1', 'log-2']);
  });

  it('says what was lifted last time, and the best', () => {
    const third = session('third', '2026-02-06');
    const { last, best } = lastAndBest(
      { ...known, sessions: [...sessions, third], session_logs: session_logs.slice(0, 2) },
      third,
    );
    expect(last?.id).toBe('log-2');
    expect(best?.weight_grams).toBe(105_000);
  });
});
