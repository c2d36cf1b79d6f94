import { CompleteSessionArgs } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { dropDraft, keepDraft, readDraft } from './draft-store.ts';
import type { Draft } from './draft.ts';
import { logOf } from './log-of.ts';
import { draftKey } from './open-workout.ts';

const lifter = '00000000-0000-4000-8000-00000000000a';
const session = '11111111-0000-4000-8000-000000000001';
const draft: Draft = {
  version: 1,
  log_id: '22222222-0000-4000-8000-000000000001',
  session: {
    id: session,
    primary_lift: 'squat',
    intensity_type: 'heavy',
    week_number: 1,
    day_number: 1,
    planned_sets: [{ set_number: 1, weight_grams: 80_000, reps: 5, rpe_target: 8 }],
    one_rm_grams: 100_000,
  },
  started_at: '2026-11-23T20:15:00.000Z',
  completed_at: null,
  sets: [{ set_number: 1, weight_grams: 80_000, reps_completed: 5, rpe_actual: 8.5 }],
  next: { weight_grams: 82_500, reps: 5, rpe: null },
  session_rpe: 8,
  notes: ' good ',
};

/** What localStorage is, in memory: Node has none. */
function memory() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('a workout that is under way', () => {
  it('comes back as it was kept, for its lifter alone', () => {
    const store = memory();
    keepDraft(store, lifter, draft);
    expect(readDraft(store, lifter, session)).toEqual(draft);
    expect(readDraft(store, 'somebody else', session)).toBe('none');
    dropDraft(store, lifter, session);
    expect(readDraft(store, lifter, session)).toBe('none');
  });

  it('keeps what the database would refuse, so that it can be mended', () => {
    const store = memory();
    const odd = {
      ...draft,
      sets: [{ set_number: 1, weight_grams: 5_000_000, reps_completed: 1000 }],
    };
    keepDraft(store, lifter, odd);
    expect(readDraft(store, lifter, session)).toEqual(odd);
  });

  it('that a newer app has begun keeps what only that app knows', () => {
    const store = memory();
    const [set] = draft.session.planned_sets;
    const newer = {
      ...draft,
      session: { ...draft.session, planned_sets: [{ ...set, tempo: [3, 1] }] },
      next: { ...draft.next, tempo: [3, 1] },
      theme: 'dark',
    };
    store.setItem(draftKey(lifter, session), JSON.stringify(newer));
    const read = readDraft(store, lifter, session);
    if (typeof read === 'string') throw new Error(`the draft is ${read}`);
    const next = { weight_grams: 85_000, reps: 5, rpe: 9 };
    const kept = keepDraft(store, lifter, { ...draft, session: read.session, next }, read);
    expect(kept).toEqual({ ...newer, next: { ...next, tempo: [3, 1] } });
    expect(readDraft(store, lifter, session)).toEqual(kept);
    expect(CompleteSessionArgs.parse(logOf({ ...kept, completed_at: draft.started_at }))).toEqual(
      logOf({ ...draft, completed_at: draft.started_at }),
    );
  });

  it.each([
    ['half of the text', '{"version":1,"log_id'],
    ['another version', JSON.stringify({ ...draft, version: 2 })],
    [
      'reps as text',
      JSON.stringify({ ...draft, sets: [{ ...draft.sets[0], reps_completed: '5' }] }),
    ],
    ['null', 'null'],
    [
      'that of another session',
      JSON.stringify({ ...draft, session: { ...draft.session, id: lifter } }),
    ],
  ])('is put aside and not lost where it is %s', (_what, text) => {
    const store = memory();
    const key = draftKey(lifter, session);
    store.setItem(key, text);
    expect(readDraft(store, lifter, session)).toBe('broken');
    expect([...store.kept]).toEqual([[`${key}.broken`, text]]);
  });

  it('becomes a log that complete_session takes, the same one each time', () => {
    const ended = { ...draft, completed_at: '2026-11-23T21:00:30.500Z' };
    const log = logOf(ended);
    expect(CompleteSessionArgs.parse(log)).toEqual(log);
    expect(logOf(ended)).toEqual(log);
    expect(log).toMatchObject({
      id: draft.log_id,
      session_id: session,
      duration_seconds: 2731,
      session_notes: 'good',
      completion_pct: 100,
    });
  });
});
