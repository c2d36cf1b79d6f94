import { describe, expect, it } from 'vitest';
import { Away, NotUnderstood } from '../errors/refusal.ts';
import { inWords } from '../errors/words.ts';
import { connect, completedSessions, newestMaxes, nextSession } from './index.ts';

const completed = {
  id: '00000000-0000-4000-8000-0000000000c1',
  planned_date: '2026-02-23',
  week_number: 1,
  day_number: 1,
  primary_lift: 'squat',
  intensity_type: 'heavy',
  status: 'completed',
};

const session = {
  ...completed,
  program_id: '00000000-0000-4000-8000-0000000000b1',
  user_id: '00000000-0000-4000-8000-00000000000a',
  block_number: 1,
  is_deload: false,
  planned_sets: null,
  jit_generated_at: null,
  jit_input_snapshot: null,
  created_at: '2026-02-22T20:42:00+00:00',
  updated_at: '2026-02-22T20:42:00+00:00',
  skip_reason: null,
};

/** A client of a Data API that answers everything with these rows. */
function answering(rows: readonly unknown[], status = 200) {
  return connect('http://127.0.0.1:1', 'sb_publishable_none', () =>
    Promise.resolve(
      new Response(JSON.stringify(rows), {
        status,
        headers: { 'content-type': 'application/json' },
      }),
    ),
  );
}

describe('a list', () => {
  it('has the rows that this version understands, with keys that it does not know', async () => {
    const odd = { ...completed, intensity_type: 'speed' };
    const more = { ...completed, mood: 'good' };
    const read = await completedSessions(answering([completed, odd, more]), 'lifter', 0);
    expect(read.rows).toEqual([completed, more]);
    expect(read.unread).toMatchObject([{ input: odd, isNewer: true }]);
    expect(read.count).toBe(3);
  });
});

describe('a row', () => {
  it('that is not there is null', async () => {
    expect(await newestMaxes(answering([]), 'lifter')).toBeNull();
  });

  it.each([
    ['paused', 'One session was saved by a newer version of the app. Update to see it.'],
    [7, 'One session cannot be read.'],
  ])('with the status %j is not none, and says why in words', async (status, sentence) => {
    const client = answering([{ ...session, status }]);
    const error: unknown = await nextSession(client, 'lifter', '2026-02-23').catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(NotUnderstood);
    expect(inWords(error)).toEqual({ sentence });
  });

  it('that nobody answered for is away', async () => {
    await expect(newestMaxes(answering([], 503), 'lifter')).rejects.toThrow(Away);
  });
});
