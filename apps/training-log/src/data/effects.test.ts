import { describe, expect, it } from 'vitest';
import { blockAssignments, programSessions } from '../training/program.ts';
import { completeSession, startProgram } from './effects.ts';
import { nothingKnown, type Known } from './known.ts';

const made = { lifter: 'maya', at: '2026-02-25T12:00:00.000Z' };
let ids = 0;
const program = {
  id: 'program',
  total_weeks: 10,
  training_days_per_week: 3,
  start_date: '2026-02-25',
  lifter_maxes_id: 'maxes',
  formula_config_id: 'formula',
  sessions: programSessions('2026-02-25', () => `session ${(ids += 1)}`),
  assignments: blockAssignments(),
};

describe('a waiting write is shown as if it had been read', () => {
  const started = startProgram(nothingKnown, program, made);

  it('once, whichever of its tables were read back', () => {
    const tables = ['programs', 'sessions', 'auxiliary_assignments'] as const;
    for (let readBack = 0; readBack < 8; readBack += 1) {
      const base: Known = tables.reduce(
        (known, table, bit) =>
          (readBack & (1 << bit)) === 0 ? known : { ...known, [table]: started[table] },
        nothingKnown,
      );
      const shown = startProgram(base, program, made);
      expect(tables.map((table) => shown[table].length)).toEqual([1, 30, 9]);
      expect(shown.programs[0]?.status).toBe('active');
    }
  });

  it('as the database will: the previous program is archived, the version is the next', () => {
    const next = startProgram(started, { ...program, id: 'next', sessions: [] }, made);
    expect(next.programs.map(({ status, version }) => [status, version])).toEqual([
      ['active', 2],
      ['archived', 1],
    ]);
  });

  it('a workout completes its session, with its log and its figures, once', () => {
    const workout = {
      id: 'log',
      session_id: 'session 1',
      actual_sets: [],
      completed_at: made.at,
      metrics: { actual_volume_grams: 0 },
    };
    const once = completeSession(started, workout, made);
    expect(completeSession(once, workout, made)).toEqual(once);
    expect(once.sessions.find(({ id }) => id === 'session 1')?.status).toBe('completed');
    expect([once.session_logs.length, once.performance_metrics.length]).toEqual([1, 1]);
  });
});
