import { describe, expect, it } from 'vitest';
import type { DescribedFunction } from '../model.ts';
import { column } from '../testing.ts';
import { functionSchemas } from './function-schemas.ts';

const logSession: DescribedFunction = {
  name: 'log_session',
  comment: 'Logs it.',
  args: [
    column('week', 'int2', { range: { least: 1, most: 7 }, hasDefault: true }),
    column('outcome', 'text', { values: ['at', 'over'] }),
    column('metrics', 'jsonb', {
      contract: { name: 'SessionMetrics', file: '../json/session-metrics.ts' },
    }),
  ],
  result: { table: 'session_logs', isSet: false },
};

/** The text of the function's file. */
const fileOf = (changed: Partial<DescribedFunction> = {}) =>
  functionSchemas([{ ...logSession, ...changed }])[0]?.text();

describe('the schemas of functions', () => {
  it('are a file a function, and an index', () => {
    const files = functionSchemas([logSession]);
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
    expect(fileOf({ result: { table: 'session_logs', isSet: true } })).toContain(
      'export const LogSessionResult = z.array(SessionLogsRow);',
    );
  });

  it('have no result where no row is returned', () => {
    const { result: _row, ...other } = logSession;
    const file = functionSchemas([other])[0]?.text();
    expect(file).toContain('LogSessionArgs');
    expect(file).not.toContain('LogSessionResult');
  });

  it('refuse a name that makes no file', () => {
    expect(() => functionSchemas([{ name: 'Log It', args: [] }])).toThrow(
      'the function "Log It" has a name that makes no file or type',
    );
  });
});
