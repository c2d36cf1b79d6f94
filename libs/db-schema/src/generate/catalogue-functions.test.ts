import { describe, expect, it } from 'vitest';
import type { CatalogueColumn, CatalogueTable } from './catalogue.ts';
import { describeFunctions, type CatalogueFunction } from './catalogue-functions.ts';
import { columnType } from './column-type.ts';
import { functionSchemas } from './function-schemas.ts';

const contract = { name: 'ActualSets', file: 'actual-sets' };

function column(name: string, type: string, rest: Partial<CatalogueColumn> = {}): CatalogueColumn {
  return {
    name,
    type: columnType(type, false, type === 'numeric' ? 196_613 : -1, type),
    nullable: true,
    hasDefault: true,
    generated: false,
    ...rest,
  };
}

const logs: CatalogueTable = {
  name: 'session_logs',
  columns: [
    column('rpe', 'numeric', { range: { least: 1, most: 10, step: 0.5 } }),
    column('outcome', 'text', { values: ['at', 'over'] }),
    column('sets', 'jsonb', { contract }),
    column('notes', 'text'),
  ],
};

function argument(
  name: string,
  type: string,
  rest: { domain?: string; hasDefault?: boolean } = {},
) {
  return { name, type: columnType(type, false, -1, type), hasDefault: false, ...rest };
}

const logSession: CatalogueFunction = {
  name: 'log_session',
  comment: 'Logs it.',
  args: [
    argument('rpe', 'numeric', { hasDefault: true }),
    argument('outcome', 'text'),
    argument('sets', 'jsonb'),
    // the name of a column, and another type
    argument('notes', 'int4'),
    argument('metrics', 'jsonb', { domain: 'session_metrics' }),
  ],
  result: { table: 'session_logs', isSet: false },
};
const metrics = { name: 'SessionMetrics', file: 'session-metrics' };
const contracts = new Map([['session_metrics', metrics]]);

describe('a function', () => {
  it('has arguments as the columns that they are for, and as the contracts of their domains', () => {
    const [described] = describeFunctions([logSession], [logs], contracts);
    const found = described?.args.map(({ name, values, range, contract: held, ...arg }) => ({
      name,
      sql: arg.type.name,
      ...(values && { values }),
      ...(range && { range }),
      ...(held && { contract: held.name }),
    }));
    expect(found).toEqual([
      { name: 'rpe', sql: 'numeric', range: { least: 1, most: 10, step: 0.5 } },
      { name: 'outcome', sql: 'text', values: ['at', 'over'] },
      { name: 'sets', sql: 'jsonb', contract: 'ActualSets' },
      { name: 'notes', sql: 'int4' },
      { name: 'metrics', sql: 'jsonb', contract: 'SessionMetrics' },
    ]);
    expect(described?.args[0]?.type).toMatchObject({ precision: 3, scale: 1 });
    expect(described?.args.every(({ nullable }) => !nullable)).toBe(true);
  });

  it('may return something else than rows: then its arguments are what their types say', () => {
    const { result: _none, ...other } = logSession;
    const [described] = describeFunctions(
      [{ ...other, args: [argument('outcome', 'text')] }],
      [logs],
      new Map(),
    );
    expect(described?.args[0]).not.toHaveProperty('values');
    const file = functionSchemas(described ? [described] : []).get(
      'src/generated/functions/log-session.ts',
    );
    expect(file).toContain('LogSessionArgs');
    expect(file).not.toContain('LogSessionResult');
  });

  it('is refused with a JSON argument that no contract holds', () => {
    const args = [argument('payload', 'jsonb'), argument('other', 'jsonb', { domain: 'unknown' })];
    expect(() => describeFunctions([{ ...logSession, args }], [logs], new Map())).toThrow(
      'JSON arguments without a contract: log_session(payload), log_session(other)',
    );
  });

  it('is missed where a contract of arguments has none', () => {
    expect(() => describeFunctions([], [logs], contracts)).toThrow(
      'contracts of no argument of the functions: session_metrics',
    );
  });
});

describe('the schemas of functions', () => {
  const files = functionSchemas(describeFunctions([logSession], [logs], contracts));
  const file = files.get('src/generated/functions/log-session.ts') ?? '';

  it('are a file a function, and an index', () => {
    expect([...files.keys()]).toEqual([
      'src/generated/functions/log-session.ts',
      'src/generated/functions/index.ts',
    ]);
    expect(files.get('src/generated/functions/index.ts')).toContain(
      'log_session: { args: LogSessionArgs, result: LogSessionResult }',
    );
  });

  it('make what has a default optional, and return the row', () => {
    expect(file).toContain('rpe: numeric(3, 1, {"least":1,"most":10,"step":0.5}).exactOptional(),');
    expect(file).toContain('outcome: oneOf(["at","over"]),');
    expect(file).toContain('metrics: SessionMetrics,');
    expect(file).toContain('export const LogSessionResult = SessionLogsRow;');
    expect(file).toContain("import { SessionLogsRow } from '../rows/session-logs.ts';");
  });

  it('of a set of rows are a list', () => {
    const result = { table: 'session_logs', isSet: true };
    const [described] = describeFunctions([{ ...logSession, result }], [logs], contracts);
    const text = functionSchemas(described ? [described] : []).get(
      'src/generated/functions/log-session.ts',
    );
    expect(text).toContain('export const LogSessionResult = z.array(SessionLogsRow);');
  });

  it('refuse a name that makes no file', () => {
    expect(() => functionSchemas([{ name: 'Log It', args: [] }])).toThrow(
      'the function "Log It" has a name that makes no file or type',
    );
  });
});
