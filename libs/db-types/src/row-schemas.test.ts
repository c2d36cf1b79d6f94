import { describe, expect, it } from 'vitest';
import * as functions from './generated/functions/index.ts';
import * as days from './calendar-day.ts';
import * as generated from './generated/rows/index.ts';
import * as surface from './index.ts';
import * as rules from './generated/database-rules.ts';
import * as contracts from './json/index.ts';

import * as reading from '@parakeet/schema-runtime/reading';
import {
  contractErrors,
  rowSchemas,
  SessionLogsInsert,
  SessionLogsRow,
  SessionLogsUpdate,
} from './index.ts';

/** A row in the Data API's own words. A column that comes later is NULL. */
const row = {
  ...Object.fromEntries(Object.keys(SessionLogsRow.shape).map((column) => [column, null])),
  id: '6f9619ff-8b86-4011-b42d-00c04fc964ff',
  session_id: '7f9619ff-8b86-4011-b42d-00c04fc964ff',
  user_id: '8f9619ff-8b86-4011-b42d-00c04fc964ff',
  logged_at: '2026-02-22T20:42:00.123456+00:00',
  started_at: null,
  completed_at: '2026-02-22T20:42:00+00:00',
  duration_seconds: 3600,
  actual_sets: [{ set_number: 1, weight_grams: 140_000, reps_completed: 5 }],
  session_rpe: 8.5,
  session_notes: null,
  is_correction: false,
  corrects_log_id: null,
  completion_pct: 100,
  performance_vs_plan: 'at',
};
const { session_id, user_id, actual_sets } = row;

const problems = (
  schema: (typeof rowSchemas)['session_logs'][keyof (typeof rowSchemas)['session_logs']],
  value: unknown,
) =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('the package', () => {
  it('exports every generated schema, every contract, and the helpers', () => {
    expect(Object.keys(surface).toSorted()).toEqual(
      Object.keys({
        ...generated,
        ...functions,
        ...contracts,
        ...days,
        ...rules,
        ...reading,
      }).toSorted(),
    );
  });

  it('registers three schemas for each table', () => {
    for (const schemas of Object.values(rowSchemas)) {
      expect(Object.keys(schemas)).toEqual(['row', 'insert', 'update']);
    }
  });
});

describe('a row', () => {
  it('is read as the Data API writes it', () => {
    expect(SessionLogsRow.parse(row)).toEqual(row);
  });

  it('survives a column that was added later, without it', () => {
    expect(SessionLogsRow.parse({ ...row, bar_speed: 0.4 })).toEqual(row);
  });

  it('is refused if a column is missing', () => {
    const { completed_at: _, ...incomplete } = row;
    expect(problems(SessionLogsRow, incomplete)).toEqual([
      'completed_at: expected a time with its offset, such as 2026-02-22T20:42:00Z, got nothing',
    ]);
  });
});

describe('an INSERT', () => {
  it('needs the columns that have no default', () => {
    expect(SessionLogsInsert.parse({ session_id, user_id, actual_sets })).toEqual({
      session_id,
      user_id,
      actual_sets,
    });
    expect(problems(SessionLogsInsert, { session_id, user_id })).toEqual([
      'actual_sets: is missing',
    ]);
  });

  it('holds its JSON to the contract, with the path into it', () => {
    const insert = { session_id, user_id, actual_sets: [...actual_sets, { set_number: 201 }] };
    expect(problems(SessionLogsInsert, insert)).toEqual([
      'actual_sets.1.set_number: must be between 1 and 200',
      'actual_sets.1.weight_grams: is missing',
      'actual_sets.1.reps_completed: is missing',
    ]);
    const { error } = SessionLogsInsert.safeParse(insert);
    expect(error && contractErrors(error)[0]).toBe(
      'actual_sets[1].set_number must be between 1 and 200',
    );
  });

  it('refuses a column that does not exist', () => {
    const insert = { session_id, user_id, actual_sets, session_rp: 8 };
    expect(problems(SessionLogsInsert, insert)).toEqual([
      ': session_logs has no column "session_rp"',
    ]);
  });

  it('refuses undefined, which a bulk insert would make NULL', () => {
    const insert = { session_id, user_id, actual_sets, is_correction: undefined };
    expect(problems(SessionLogsInsert, insert)).toEqual([
      'is_correction: expected true or false, got nothing',
    ]);
  });

  it('refuses null where the column has a default and is NOT NULL', () => {
    const insert = { session_id, user_id, actual_sets, is_correction: null };
    expect(SessionLogsInsert.safeParse(insert).success).toBe(false);
  });
});

describe('an UPDATE', () => {
  it('may have any columns, or none', () => {
    expect(SessionLogsUpdate.parse({})).toEqual({});
    expect(SessionLogsUpdate.parse({ session_rpe: null })).toEqual({ session_rpe: null });
  });

  it('refuses a column that does not exist, and a wrong value', () => {
    expect(problems(SessionLogsUpdate, { session_rpe: 99.95, notes: 'x' })).toEqual([
      'session_rpe: expected a number from 1 to 10 in steps of 0.5, got 99.95',
      ': session_logs has no column "notes"',
    ]);
  });
});
