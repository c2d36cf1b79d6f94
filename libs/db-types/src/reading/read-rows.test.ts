import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { numeric, smallint } from '@parakeet/schema-runtime/columns';
import { limitedTextArray } from '@parakeet/schema-runtime/columns';
import {
  JitInputSnapshot,
  readRow,
  readRows,
  RecoveryPayload,
  SessionsRow,
  SorenessRatings,
} from '../index.ts';
import { accepts } from '../json/fixtures/jit-input-snapshot.ts';

const [snapshotText = ''] = Object.values(accepts);
const snapshot = JitInputSnapshot.parse(JSON.parse(snapshotText));
const set = { set_number: 1, weight_grams: 100_000, reps: 5 };
/** A row in the Data API's own words. */
const session = {
  ...Object.fromEntries(Object.keys(SessionsRow.shape).map((column) => [column, null])),
  id: '6f9619ff-8b86-4011-b42d-00c04fc964ff',
  program_id: '7f9619ff-8b86-4011-b42d-00c04fc964ff',
  user_id: '8f9619ff-8b86-4011-b42d-00c04fc964ff',
  week_number: 1,
  day_number: 1,
  primary_lift: 'squat',
  intensity_type: 'heavy',
  is_deload: false,
  status: 'planned',
  planned_sets: [set],
  jit_input_snapshot: snapshot,
  created_at: '2026-02-22T20:42:00.123456+00:00',
  updated_at: '2026-02-22T20:42:00.123456+00:00',
};

describe('a row that a newer app wrote', () => {
  it('is read unchanged, with its unknown columns and keys at every depth', () => {
    const newer = {
      ...session,
      bar_speed: { unit: 'm/s' },
      planned_sets: [{ ...set, tempo: [3, 1] }],
      jit_input_snapshot: {
        ...snapshot,
        volume_limits: { quads: { mev: 1, mrv: 2, mav: 3 }, neck: 1 },
      },
    };
    const text = JSON.stringify(newer);
    const { row } = readRow(SessionsRow, newer);
    expect(row).toBe(newer);
    expect(JSON.stringify(row)).toBe(text);
  });

  it.each<[kind: string, change: Readonly<Record<string, unknown>>, path: string, found: unknown]>([
    ['word', { status: 'paused' }, 'status', 'paused'],
    ['word', { block_number: 4 }, 'block_number', 4],
    ['limit', { week_number: 200 }, 'week_number', 200],
    ['limit', { skip_reason: 'x'.repeat(4001) }, 'skip_reason', 'x'.repeat(4001)],
    ['limit', { planned_sets: [{ ...set, reps: 101 }] }, 'planned_sets.0.reps', 101],
    ['limit', { planned_sets: [{ ...set, rpe_target: 8.25 }] }, 'planned_sets.0.rpe_target', 8.25],
    [
      'version',
      { jit_input_snapshot: { ...snapshot, version: 2 } },
      'jit_input_snapshot.version',
      2,
    ],
  ])('is not understood for a new %s: %j', (kind, change, path, found) => {
    const input = { ...session, ...change };
    const { row, unread } = readRow(SessionsRow, input);
    expect(row).toBeUndefined();
    expect(unread?.input).toBe(input);
    expect(unread?.isNewer).toBe(true);
    expect(unread?.problems).toHaveLength(1);
    expect(unread?.problems[0]).toMatchObject({ kind, path: path.split('.').map(toKey), found });
    expect(unread?.problems[0]?.message).toMatch(/^(expected|must)/);
  });
});

it.each<[what: string, schema: z.ZodType, value: unknown]>([
  ['a numeric column', numeric(3, 1, { least: 1, most: 10, step: 0.5 }), 10.5],
  ['its steps', numeric(3, 1, { least: 1, most: 10, step: 0.5 }), 7.2],
  ['its digits', numeric(3, 1), 100],
  ['an integer', smallint, 32_768],
  ['a list of texts', limitedTextArray(1, 2), []],
  ['bytes of JSON', RecoveryPayload, { text: 'x'.repeat(256 * 1024) }],
])('a newer app may have other limits: of %s', (_, schema, value) => {
  const { unread } = readRow(schema, value);
  expect(unread?.problems.map(({ kind }) => kind)).toEqual(['limit']);
});

describe('a row that is plainly wrong', () => {
  it.each<[change: Readonly<Record<string, unknown>>]>([
    [{ status: 7 }],
    [{ status: null }],
    [{ block_number: '1' }],
    [{ week_number: '1' }],
    [{ week_number: undefined }],
    [{ created_at: 'yesterday' }],
    [{ planned_sets: [{ ...set, reps: undefined }] }],
    [{ planned_sets: [{ ...set, reps_range: [5, 3] }] }],
    [{ jit_input_snapshot: { ...snapshot, version: 0 } }],
    [{ jit_input_snapshot: { ...snapshot, version: '2' } }],
    [{ jit_input_snapshot: { ...snapshot, version: undefined } }],
    // an update would help against the first alone
    [{ status: 'paused', week_number: '1' }],
  ])('is not understood, and not newer: %j', (change) => {
    const { row, unread } = readRow(SessionsRow, { ...session, ...change });
    expect(row).toBeUndefined();
    expect(unread?.isNewer).toBe(false);
  });

  it('is not understood for a wrong value beside an unknown key', () => {
    const { unread } = readRow(SessionsRow, {
      ...session,
      planned_sets: [{ ...set, reps: '5', tempo: 3 }],
    });
    expect(unread?.problems).toEqual([
      {
        kind: 'wrong',
        path: ['planned_sets', 0, 'reps'],
        found: '5',
        message: 'must be a whole number, not "5"',
      },
    ]);
  });

  it.each([null, undefined, 'text', [[]]])('is not understood if it is %j', (input) => {
    expect(readRow(SessionsRow, input).unread?.isNewer).toBe(false);
  });
});

describe('rows', () => {
  it('are read one by one: one that is not understood hides no other', () => {
    const paused = { ...session, status: 'paused' };
    const { rows, unread } = readRows(SessionsRow, [session, paused, { ...session, mood: 1 }]);
    expect(rows).toEqual([session, { ...session, mood: 1 }]);
    expect(unread.map(({ input }) => input)).toEqual([paused]);
    expect(SessionsRow.array().safeParse([session, paused]).success).toBe(false);
  });

  it('may have only some columns', () => {
    const some = SessionsRow.pick({ id: true, status: true });
    const { id, status } = session;
    expect(readRows(some, [{ id, status }, { id }])).toMatchObject({
      rows: [{ id, status }],
      unread: [{ isNewer: false }],
    });
  });
});

describe('a document', () => {
  it('may tell its versions apart by words', () => {
    const Document = z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('strength') }),
      z.strictObject({ type: z.literal('cardio') }),
    ]);
    const kinds = ['swim', 1].map((type) => readRow(Document, { type }).unread?.problems[0]?.kind);
    expect(kinds).toEqual(['version', 'wrong']);
  });

  it('is not empty for the contract because of unknown keys', () => {
    expect(readRow(SorenessRatings, { neck: 3 }).unread?.isNewer).toBe(true);
  });
});

function toKey(step: string): string | number {
  return /^\d+$/.test(step) ? Number(step) : step;
}
