import { CompleteSessionArgs } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { addSet, endWorkout } from './changes.ts';
import { changeDraft, dropDraft, readDraft } from './draft-store.ts';
import type { Draft } from './draft.ts';
import { logOf } from './log-of.ts';
import { draftKey } from './open-workout.ts';

const lifter = '00000000-0000-4000-8000-00000000000a';
const session = '11111111-0000-4000-8000-000000000001';
const draft: Draft = {
  version: 2,
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
  elapsed_ms: 2_730_500,
  changed_at: '2026-11-23T20:20:00.000Z',
  completed_at: null,
  sets: [{ set_number: 1, weight_grams: 80_001, reps_completed: 5, rpe_actual: 8.5 }],
  auxiliary: [
    { exercise: 'Leg curl', sets: [{ set_number: 3, weight_grams: 40_000, reps_completed: 10 }] },
  ],
  next: { weight: '82,5 kil', reps: '5', rpe: '' },
  rest_until: null,
  session_rpe: '8',
  notes: ' good ',
};

/** localStorage in memory, because Node has none. */
function memory(kept = draft) {
  const texts = new Map<string, string>([[draftKey(lifter, session), JSON.stringify(kept)]]);
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  };
}

describe('a workout that is under way', () => {
  it('comes back unchanged, even with texts that are not understood, only for its lifter', () => {
    const store = memory();
    expect(readDraft(store, lifter, session)).toEqual(draft);
    expect(readDraft(store, 'somebody else', session)).toBe('none');
    dropDraft(store, lifter, session);
    expect(readDraft(store, lifter, session)).toBe('none');
  });

  it('has the sets of both tabs: each changes what the other has left', () => {
    const store = memory();
    const log = (reps: number) =>
      changeDraft(store, lifter, session, (one) =>
        addSet(one, { weight_grams: 80_000, reps_completed: reps }),
      );
    log(4);
    // the other tab had read the draft before, and does not know this change
    log(3);
    expect(readDraft(store, lifter, session)).toMatchObject({
      sets: [{ reps_completed: 5 }, { reps_completed: 4 }, { reps_completed: 3 }],
    });
  });

  it('that a newer app has begun keeps the keys of that app', () => {
    const store = memory();
    const [set] = draft.session.planned_sets;
    const newer = {
      ...draft,
      session: { ...draft.session, planned_sets: [{ ...set, tempo: [3, 1] }] },
      theme: 'dark',
    };
    store.setItem(draftKey(lifter, session), JSON.stringify(newer));
    const kept = changeDraft(store, lifter, session, (one) => ({ ...one, notes: 'easy' }));
    expect(kept).toEqual({ ...newer, notes: 'easy' });
    expect(readDraft(store, lifter, session)).toEqual(kept);
  });

  it('from an older app continues', () => {
    const store = memory();
    const { elapsed_ms: _ms, changed_at: _at, auxiliary: _a, rest_until: _r, ...before } = draft;
    const next = { weight_grams: 82_500, reps: 5, rpe: null };
    const old = { ...before, version: 1, next, session_rpe: 8 };
    store.setItem(draftKey(lifter, session), JSON.stringify(old));
    expect(readDraft(store, lifter, session)).toMatchObject({
      version: 2,
      sets: draft.sets,
      notes: ' good ',
      session_rpe: '8',
    });
  });

  it.each([
    ['half of the text', '{"version":1,"log_id'],
    ['another version', JSON.stringify({ ...draft, version: 3 })],
    [
      'reps as text',
      JSON.stringify({ ...draft, sets: [{ ...draft.sets[0], reps_completed: '5' }] }),
    ],
    ['null', 'null'],
    [
      'that of another session',
      JSON.stringify({ ...draft, session: { ...draft.session, id: lifter } }),
    ],
  ])('is kept aside and not lost if it is %s', (_what, text) => {
    const store = memory();
    const key = draftKey(lifter, session);
    store.setItem(key, text);
    expect(readDraft(store, lifter, session)).toBe('broken');
    expect([...store.texts]).toEqual([[`${key}.broken`, text]]);
  });

  it('becomes a log that complete_session accepts, the same one each time, to the gram', () => {
    const log = logOf(endWorkout(draft));
    expect(CompleteSessionArgs.parse(log)).toEqual(log);
    expect(logOf(endWorkout(draft))).toEqual(log);
    expect(log).toMatchObject({
      id: draft.log_id,
      session_id: session,
      completed_at: '2026-11-23T21:00:30.500Z',
      duration_seconds: 2731,
      session_notes: 'good',
      session_rpe: 8,
      completion_pct: 100,
      actual_sets: [{ weight_grams: 80_001, reps_completed: 5, rpe_actual: 8.5, set_number: 1 }],
      auxiliary_sets: [{ exercise: 'Leg curl', sets: [{ set_number: 1, weight_grams: 40_000 }] }],
    });
  });
});
