import { describe, expect, it } from 'vitest';
import { attachContracts } from './attach-contracts.ts';
import { columnType } from './catalogue/column-type.ts';
import type { CatalogueFunction, CatalogueTable, ContractName } from './model.ts';
import { argument, column } from './testing.ts';

const contract = (name: string, file: string): ContractName => ({ name, file });
const columns = new Map([
  ['session_logs.actual_sets', contract('ActualSets', 'actual-sets')],
  ['sessions.planned_sets', contract('PlannedSets', 'planned-sets')],
]);
const domains = new Map([['session_metrics', contract('SessionMetrics', 'session-metrics')]]);

const rpe = column('rpe', 'numeric', {
  type: columnType('numeric', false, 196_613, 'numeric(3,1)'),
  range: { least: 1, most: 10, step: 0.5 },
});
const logs: CatalogueTable = {
  schema: 'public',
  name: 'session_logs',
  columns: [
    column('id', 'uuid'),
    rpe,
    column('outcome', 'text', { values: ['at', 'over'] }),
    column('actual_sets', 'jsonb'),
    column('notes'),
  ],
};
const sessions: CatalogueTable = {
  schema: 'public',
  name: 'sessions',
  columns: [column('planned_sets', 'jsonb')],
};
const logSession: CatalogueFunction = {
  schema: 'public',
  name: 'log_session',
  args: [
    argument('rpe', 'numeric', { hasDefault: true }),
    argument('outcome'),
    argument('actual_sets', 'jsonb'),
    // the name of a column, and another type
    argument('notes', 'int4'),
    argument('metrics', 'jsonb', { domain: 'session_metrics' }),
  ],
  result: { schema: 'public', table: 'session_logs', isSet: false },
};

const any = { require: false };

/** The catalogue of these tables and functions, with its contracts. */
function attach(
  tables: readonly CatalogueTable[] = [logs, sessions],
  functions: readonly CatalogueFunction[] = [logSession],
) {
  return attachContracts({ tables, functions }, { columns, domains });
}

describe('a table', () => {
  it('has a contract at each JSONB column, and nowhere else', () => {
    const found = attach().tables.map((table) =>
      table.columns.map(({ contract: held }) => held?.name),
    );
    expect(found).toEqual([
      [undefined, undefined, undefined, 'ActualSets', undefined],
      ['PlannedSets'],
    ]);
  });

  it('is refused with a JSONB column without a contract', () => {
    const more = { ...sessions, columns: [...sessions.columns, column('notes', 'jsonb')] };
    expect(() => attach([logs, more])).toThrow(
      expect.objectContaining({
        message: 'JSONB columns without a contract: sessions.notes',
        next: 'Write it, and name it in `jsonContracts`.',
      }),
    );
  });

  it('may have a JSONB column without a contract if none is required', () => {
    const more = { ...sessions, columns: [...sessions.columns, column('notes', 'jsonb')] };
    const tables = [logs, more];
    const given = attachContracts({ tables, functions: [] }, { columns, domains: new Map() }, any);
    expect(given.tables[1]?.columns.map(({ contract: held }) => held?.name)).toEqual([
      'PlannedSets',
      undefined,
    ]);
  });

  it('of another schema than the first has its contracts by schema, table and column', () => {
    const billing = { ...sessions, schema: 'billing' };
    const held = new Map([
      ['sessions.planned_sets', contract('PlannedSets', 'planned-sets')],
      ['billing.sessions.planned_sets', contract('Invoices', 'invoices')],
    ]);
    const given = attachContracts(
      { tables: [sessions, billing], functions: [] },
      { columns: held, domains: new Map() },
    );
    expect(given.tables.map(({ columns: [first] }) => first?.contract?.name)).toEqual([
      'PlannedSets',
      'Invoices',
    ]);
  });

  it('that is a view has the contracts of its source columns', () => {
    const view: CatalogueTable = {
      schema: 'public',
      name: 'plans',
      view: { isUpdatable: false },
      columns: [
        column('sets', 'jsonb', { source: ['public', 'sessions', 'planned_sets'] }),
        column('made', 'jsonb'),
      ],
    };
    const found = attach([logs, sessions, view]).tables[2]?.columns;
    expect(found?.map(({ contract: held }) => held?.name)).toEqual(['PlannedSets', undefined]);
  });

  it.each([
    ['is gone', []],
    ['is text', [column('planned_sets')]],
    ['is a list', [column('planned_sets', 'jsonb[]')]],
  ])('is missed by a contract whose column %s', (_what, others) => {
    expect(() => attach([logs, { ...sessions, columns: others }])).toThrow(
      'contracts without a JSONB column in the migrations: sessions.planned_sets',
    );
  });
});

describe('a function', () => {
  it('has the arguments of its columns and domains', () => {
    const [described] = attach().functions;
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
      { name: 'actual_sets', sql: 'jsonb', contract: 'ActualSets' },
      { name: 'notes', sql: 'int4' },
      { name: 'metrics', sql: 'jsonb', contract: 'SessionMetrics' },
    ]);
    expect(described?.args[0]).toMatchObject({
      type: { precision: 3, scale: 1 },
      nullable: false,
      hasDefault: true,
    });
  });

  it('without a returned row has arguments of their plain types', () => {
    const other = {
      schema: 'public',
      name: 'other',
      args: [argument('outcome'), argument('rpe', 'numeric')],
    };
    const [, described] = attach([logs, sessions], [logSession, other]).functions;
    expect(described?.args[0]).not.toHaveProperty('values');
    expect(described?.args[1]?.type).not.toHaveProperty('scale');
  });

  it('is refused with a JSON argument without a contract', () => {
    const args = [argument('payload', 'jsonb'), argument('other', 'jsonb', { domain: 'unknown' })];
    expect(() => attach([logs, sessions], [{ ...logSession, args }])).toThrow(
      'JSON arguments without a contract: log_session(payload), log_session(other)',
    );
  });

  it('is missed by the contract of a domain that no argument has', () => {
    expect(() => attach([logs, sessions], [])).toThrow(
      'contracts without an argument of a function: session_metrics',
    );
  });
});
