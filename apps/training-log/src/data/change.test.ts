import { describe, expect, it } from 'vitest';
import { isSame, withBefore } from './change.ts';

describe('a change', () => {
  const row = {
    id: 'session',
    status: 'skipped',
    skip_reason: 'Sore back',
    planned_sets: [],
    updated_at: '2026-02-25T12:00:00.000Z',
  };

  it('sends what it changes, with the values before', () => {
    const { updated_at, planned_sets } = row;
    const changes = { status: 'skipped', skip_reason: 'Ill', planned_sets: null, updated_at: '' };
    const { status: _same, ...others } = changes;
    expect(withBefore([row], { id: row.id, changes })).toEqual({
      id: row.id,
      changes: others,
      before: { skip_reason: 'Sore back', planned_sets, updated_at },
    });
  });

  it('has the values that its form began with', () => {
    const args = { id: row.id, changes: { status: 'planned', skip_reason: 'Ill' } };
    const before = { status: 'planned', skip_reason: null };
    expect(withBefore([row], { ...args, before })).toEqual({
      id: row.id,
      changes: { skip_reason: 'Ill' },
      before: { skip_reason: null },
    });
  });

  it.each([
    ['the keys of JSON in another order', [{ reps: 5, pct: 0.8 }], [{ pct: 0.8, reps: 5 }]],
    ['a time in another zone', '2026-02-25T12:00:00.000Z', '2026-02-25T13:00:00+01:00'],
  ])('takes %s for the same', (_, one, other) => {
    expect(isSame(one, other)).toBe(true);
  });

  it.each([
    ['an order of sets', [{ reps: 5 }, { reps: 3 }], [{ reps: 3 }, { reps: 5 }]],
    ['nothing and an empty list', null, []],
    ['a day that looks like a time', '2026-02-25', '2026-02-25T00:00:00Z'],
  ])('takes %s for another one', (_, one, other) => {
    expect(isSame(one, other)).toBe(false);
  });

  it('leaves out a text that is too long for the address of a request', () => {
    const args = { id: row.id, changes: { status: 'planned', skip_reason: null } };
    const { status, skip_reason } = row;
    expect(withBefore([row], args)).toEqual({ ...args, before: { status, skip_reason } });
    const long = { ...row, skip_reason: 'द'.repeat(2000) };
    expect(withBefore([long], args)).toEqual({ ...args, before: { status } });
  });
});
