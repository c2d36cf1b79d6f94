import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argumentContracts, jsonContracts } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { workspaceRoot } from '../workspace.ts';
import type { CatalogueColumn } from './catalogue.ts';
import { columnType } from './column-type.ts';
import { contractsFile, readContractNames, withContracts } from './contract-names.ts';

const text = `
import type { Database } from '../generated/supabase.ts';
import { ActualSets } from './actual-sets.ts';
import { PlannedSet as Renamed, PlannedSets } from './planned-sets.ts';

export const jsonContracts = {
  session_logs: { actual_sets: ActualSets },
  'sessions': { planned_sets: PlannedSets },
} satisfies JsonContracts;
export const argumentContracts = { planned_sets: PlannedSets };
`;

function column(name: string, type = 'jsonb', sql = type): CatalogueColumn {
  return {
    name,
    type: columnType(type, sql.endsWith('[]'), -1, sql),
    nullable: true,
    hasDefault: false,
    generated: false,
  };
}

describe('the contracts of contracts.ts', () => {
  it('are read by table and column, with the file of each', () => {
    const { columns, domains } = readContractNames(text);
    expect(Object.fromEntries(columns)).toEqual({
      'session_logs.actual_sets': { name: 'ActualSets', file: 'actual-sets' },
      'sessions.planned_sets': { name: 'PlannedSets', file: 'planned-sets' },
    });
    expect(Object.fromEntries(domains)).toEqual({
      planned_sets: { name: 'PlannedSets', file: 'planned-sets' },
    });
  });

  it('are read of the file itself', async () => {
    const { columns, domains } = readContractNames(
      await readFile(join(workspaceRoot, contractsFile), 'utf8'),
    );
    const registered = Object.entries(jsonContracts).flatMap(([table, contracts]) =>
      Object.keys(contracts).map((name) => `${table}.${name}`),
    );
    expect([...columns.keys()]).toEqual(registered);
    expect([...domains.keys()]).toEqual(Object.keys(argumentContracts));
    expect(columns.get('warmup_configs.custom_steps')).toEqual({
      name: 'WarmupSteps',
      file: 'warmup-steps',
    });
  });

  it.each([
    ['a contract that is not imported', text.replace('sets: ActualSets', 'sets: Unknown'), 7],
    ['a contract under another name', text.replace('sets: PlannedSets', 'sets: Renamed'), 8],
    ['a contract made on the spot', text.replace('sets: ActualSets', 'sets: z.any()'), 7],
    ['a spread', text.replace('session_logs: {', '...more, session_logs: {'), 7],
    ['a key that is computed', text.replace('session_logs:', '[table]:'), 7],
    ['columns from elsewhere', text.replace('{ actual_sets: ActualSets }', 'columns'), 7],
  ])('refuses %s, with the line', (_what, other, line) => {
    expect(() => readContractNames(other)).toThrow(`${contractsFile}:${line} cannot be read`);
  });

  it('refuses a file without the registry', () => {
    expect(() => readContractNames('')).toThrow(`${contractsFile} has no \`const jsonContracts`);
    expect(() => readContractNames('const jsonContracts = {};')).toThrow(
      'has no `const argumentContracts',
    );
  });
});

describe('a catalogue with contracts', () => {
  const contracts = readContractNames(text).columns;
  const logs = { name: 'session_logs', columns: [column('id', 'uuid'), column('actual_sets')] };
  const sessions = { name: 'sessions', columns: [column('planned_sets')] };

  it('has one at each JSONB column, and nowhere else', () => {
    const [first, second] = withContracts([logs, sessions], contracts);
    expect(first?.columns.map(({ contract }) => contract?.name)).toEqual([undefined, 'ActualSets']);
    expect(second?.columns.map(({ contract }) => contract?.name)).toEqual(['PlannedSets']);
  });

  it('names a JSONB column without a contract, and says what to do', () => {
    const more = { ...sessions, columns: [...sessions.columns, column('notes')] };
    expect(() => withContracts([logs, more], contracts)).toThrow(
      expect.objectContaining({
        message: 'JSONB columns without a contract: sessions.notes',
        next: `Write it in libs/db-types/src/json/, and name it in ${contractsFile}.`,
      }),
    );
  });

  it.each([
    ['is gone', { name: 'sessions', columns: [] }],
    ['is text', { name: 'sessions', columns: [column('planned_sets', 'text')] }],
    ['is a list', { name: 'sessions', columns: [column('planned_sets', 'jsonb', 'jsonb[]')] }],
  ])('names a contract whose column %s', (_what, other) => {
    expect(() => withContracts([logs, other], contracts)).toThrow(
      'contracts of no JSONB column of the migrations: sessions.planned_sets',
    );
  });
});
