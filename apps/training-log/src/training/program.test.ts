import { BlockAssignments, ProgramSessions } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { blockAssignments, programSessions } from './program.ts';

const newId = () => crypto.randomUUID();

describe('a program', () => {
  const sessions = programSessions('2026-11-25', newId);

  it('satisfies the contract of start_program', () => {
    expect(ProgramSessions.parse(sessions)).toEqual(sessions);
    expect(BlockAssignments.parse(blockAssignments())).toHaveLength(9);
  });

  it('has three sessions a week for ten weeks, every other day from the start', () => {
    expect(sessions).toHaveLength(30);
    expect(sessions.slice(0, 4).map(({ planned_date }) => planned_date)).toEqual([
      '2026-11-25',
      '2026-11-27',
      '2026-11-29',
      '2026-12-02',
    ]);
    const slots = sessions.map((one) => `${one.week_number}/${one.day_number}`);
    expect(new Set(slots).size).toBe(30);
  });

  it('makes each lift heavy, explosive and for reps once a block', () => {
    for (const block of [1, 2, 3]) {
      for (const lift of ['squat', 'bench', 'deadlift']) {
        const own = sessions.filter(
          (one) => one.block_number === block && one.primary_lift === lift,
        );
        expect(own.map((one) => one.intensity_type).toSorted()).toEqual([
          'explosive',
          'heavy',
          'rep',
        ]);
      }
    }
  });

  it('ends with a deload week in no block', () => {
    const deload = sessions.filter(({ is_deload }) => is_deload);
    expect(deload.map(({ week_number }) => week_number)).toEqual([10, 10, 10]);
    for (const session of deload) {
      expect(session).toMatchObject({ block_number: null, intensity_type: 'deload' });
    }
  });
});
