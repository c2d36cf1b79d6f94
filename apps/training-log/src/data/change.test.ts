import { describe, expect, it } from 'vitest';
import { withBefore } from './change.ts';

describe('a change', () => {
  const row = {
    id: 'session',
    status: 'skipped',
    skip_reason: 'Sore back',
    planned_sets: [],
    updated_at: '2026-02-25T12:00:00.000Z',
  };

  it('includes the old values of its columns, except JSON and times', () => {
    const args = { id: row.id, changes: { status: '', planned_sets: null, updated_at: '' } };
    expect(withBefore([row], args)).toEqual({ ...args, before: { status: 'skipped' } });
  });

  it('leaves out a text that is too long for the address of a request', () => {
    const args = { id: row.id, changes: { status: 'planned', skip_reason: null } };
    const { status, skip_reason } = row;
    expect(withBefore([row], args)).toEqual({ ...args, before: { status, skip_reason } });
    const long = { ...row, skip_reason: 'द'.repeat(2000) };
    expect(withBefore([long], args)).toEqual({ ...args, before: { status } });
  });
});
