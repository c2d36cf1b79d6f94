import { describe, expect, it } from 'vitest';
import type { DescribedFunction } from '../model.ts';
import { column } from '../testing.ts';
import { functionSchemas } from './function-schemas.ts';
import { namesOfRows } from './row-schemas.ts';

const logSession: DescribedFunction = {
  schema: 'public',
  name: 'log_session',
  comment: 'Logs it.',
  args: [
    column('week', 'int2', { range: { least: 1, most: 7 }, hasDefault: true }),
    column('outcome', 'text', { values: ['at', 'over'] }),
    column('metrics', 'jsonb', {
      contract: { name: 'SessionMetrics', file: '../json/session-metrics.ts' },
    }),
  ],
  result: { schema: 'public', table: 'session_logs', isSet: false },
};

const notes: string[] = [];
const tables = [{ schema: 'public', name: 'session_logs', columns: [] }];
const whole = {
  rows: namesOfRows(tables, ['public']),
  schemas: ['public'],
  note: (note: string) => notes.push(note),
};

/** The text of the function's file. */
const fileOf = (...changed: Partial<DescribedFunction>[]) =>
  functionSchemas(
    (changed.length === 0 ? [{}] : changed).map((one) => ({ ...logSession, ...one })),
    whole,
  )[0]?.text();

describe('the schemas of functions', () => {
  it('are one file for each function, and an index', () => {
    const files = functionSchemas([logSession], whole);
    expect(files.map(({ path }) => path)).toEqual([
      'functions/log-session.ts',
      'functions/index.ts',
    ]);
    expect(files[1]?.text()).toContain(
      'log_session: { args: LogSessionArgs, result: LogSessionResult }',
    );
  });

  it('make what has a default optional, and return the row', () => {
    const file = fileOf();
    expect(file).toContain('week: wholeNumber(1, 7).exactOptional(),');
    expect(file).toContain('outcome: oneOf(["at","over"]),');
    expect(file).toContain('metrics: SessionMetrics,');
    expect(file).toContain('export const LogSessionResult = SessionLogsRow;');
    expect(file).toContain("import { SessionLogsRow } from '../rows/session-logs.ts';");
  });

  it('of a set of rows are a list', () => {
    expect(fileOf({ result: { schema: 'public', table: 'session_logs', isSet: true } })).toContain(
      'export const LogSessionResult = z.array(SessionLogsRow);',
    );
  });

  it('have no result if nothing is returned', () => {
    const { result: _row, ...other } = logSession;
    const file = functionSchemas([other], whole)[0]?.text();
    expect(file).toContain('LogSessionArgs');
    expect(file).not.toContain('LogSessionResult');
  });

  it('of a function that returns values or columns have their limits', () => {
    const value = column('', 'int4');
    expect(fileOf({ result: { value, isSet: true } })).toContain(
      'export const LogSessionResult = z.array(integer.nullable());\n' +
        'export type LogSessionResult = z.output<typeof LogSessionResult>;',
    );
    const columns = [column('id', 'uuid', { nullable: false }), column('odd name')];
    expect(fileOf({ result: { columns, isSet: false } })).toContain(
      'z.object({ id: uuid, "odd name": text.nullable() })',
    );
  });

  it('of overloads are together in one file', () => {
    const text = fileOf({ args: [column('a', 'int4')] }, { args: [column('b', 'int4')] });
    expect(text).toMatch(/LogSessionArgs = z\.union\(\[z\.strictObject\(.+, z\.strictObject\(/s);
    expect(text).toContain('LogSessionResult = z.union([SessionLogsRow, SessionLogsRow]);');
  });

  it('have quotes around a name that needs them, and none for an argument without a name', () => {
    const text = fileOf({ name: 'Log It', args: [column('', 'json')] });
    expect(text).toContain(`Database["public"]['Functions']["Log It"]['Args']`);
    expect(text).toContain('"": json,');
  });

  it('note an argument whose type is not known', () => {
    expect(fileOf({ args: [column('a', 'anyelement')] })).toContain('a: z.unknown(),');
    expect(notes).toEqual(['unknown: the argument a of public.log_session is anyelement']);
  });
});
