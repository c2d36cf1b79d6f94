import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { project } from '../project/project.ts';
import { loadContracts } from './load-contracts.ts';

const contractsFile = 'json/contracts.ts';

/** The files of a checkout. Of Zod they need only the marks of a schema. */
const files = {
  'contracts.ts': `
    import { ActualSets } from './actual-sets.ts';
    import { PlannedSets } from './planned-sets.ts';
    export * from './actual-sets.ts';
    export const jsonContracts = {
      session_logs: { actual_sets: ActualSets },
      sessions: { planned_sets: PlannedSets },
    };
    export const argumentContracts = { planned_sets: PlannedSets };`,
  'actual-sets.ts':
    'export const ActualSets = { _zod: {} };\nexport type ActualSets = typeof ActualSets;',
  'planned-sets.ts': 'export const PlannedSets = { _zod: {} };',
  'broken.test.ts': 'throw new Error("a test is no contract");',
};

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'parakeet-contracts-'));
});
afterAll(() => rm(parent, { recursive: true }));

/** Loads the contracts of a checkout with these files, some of them changed. */
async function contractsOf(
  changed: Readonly<Record<string, string>> = {},
  place: { readonly schemas?: readonly string[] } = {},
) {
  const root = await mkdtemp(join(parent, 'checkout-'));
  for (const [file, text] of Object.entries({ ...files, ...changed })) {
    const path = join(root, dirname(contractsFile), file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return loadContracts({ root, workdir: root, contracts: join(root, contractsFile), ...place });
}

const changed = (from: string, to: string) => ({
  'contracts.ts': files['contracts.ts'].replace(from, to),
});

describe('the contracts of a checkout', () => {
  it('have the name and the file that export them', async () => {
    const { columns, domains } = await contractsOf();
    expect(Object.fromEntries(columns)).toMatchObject({
      'session_logs.actual_sets': { name: 'ActualSets', file: 'json/actual-sets.ts' },
      'sessions.planned_sets': { name: 'PlannedSets', file: 'json/planned-sets.ts' },
    });
    expect(columns.size).toBe(2);
    expect([...domains]).toEqual([['planned_sets', columns.get('sessions.planned_sets')]]);
  });

  it('have a type of the same name, or it is told that they have none', async () => {
    const { columns } = await contractsOf();
    expect(columns.get('session_logs.actual_sets')?.isUntyped).toBeUndefined();
    expect(columns.get('sessions.planned_sets')?.isUntyped).toBe(true);
  });

  it('have the schema of their table, but for that of the first schema', async () => {
    const text = `
      import { ActualSets } from './actual-sets.ts';
      import { PlannedSets } from './planned-sets.ts';
      export const jsonContracts = {
        'public.orders': { note: ActualSets },
        orders: { note: PlannedSets },
        'shop.lines': { note: PlannedSets },
      };
      export const argumentContracts = { 'shop.note': ActualSets, 'public.note': PlannedSets };`;
    const schemas = ['shop', 'public'];
    const { columns, domains } = await contractsOf({ 'contracts.ts': text }, { schemas });
    expect(Array.from(columns, ([place, { name }]) => `${place} ${name}`)).toEqual([
      'public.orders.note ActualSets',
      'orders.note PlannedSets',
      'lines.note PlannedSets',
    ]);
    expect([...domains.keys()]).toEqual(['note', 'public.note']);
  });

  it('have no schema of GraphQL for their first', async () => {
    const toml = '[api]\nschemas = ["graphql_public", "shop"]\n';
    const { sources } = await contractsOf({ '../supabase/config.toml': toml });
    expect(sources.schema).toBe('shop');
  });

  it('are found in this one', async () => {
    const { columns, domains } = await loadContracts(project());
    expect([...domains.keys()]).toContain('program_sessions');
    expect(columns.get('warmup_configs.custom_steps')).toMatchObject({
      name: 'WarmupSteps',
      file: 'libs/db-types/src/json/warmup-steps.ts',
    });
  });

  it.each([
    [
      'a contract made on the spot',
      changed('sets: ActualSets', 'sets: { _zod: {} }'),
      'the contract of session_logs.actual_sets has no name',
    ],
    [
      'a contract with two names',
      { 'actual-sets.ts': `${files['actual-sets.ts']}\nexport const Same = ActualSets;` },
      'the contract of session_logs.actual_sets has several names',
    ],
    [
      'a value that is no schema',
      changed('sets: ActualSets', 'sets: {}'),
      'the contract of session_logs.actual_sets is not a Zod schema',
    ],
    [
      'a table that is a contract',
      changed('sessions: { planned_sets: PlannedSets }', 'sessions: PlannedSets'),
      'jsonContracts.sessions is not an object of contracts',
    ],
  ])('refuses %s', async (_what, other, message) => {
    await expect(contractsOf(other)).rejects.toThrow(`${contractsFile}: ${message}`);
  });

  it('lists the exports of a module without a registry', async () => {
    await expect(contractsOf(changed('jsonContracts', 'others'))).rejects.toThrow(
      `${contractsFile} exports no jsonContracts. It exports others, argumentContracts`,
    );
  });

  it('names a file that does not load, and a missing one', async () => {
    const other = { 'planned-sets.ts': 'throw new Error("half written");' };
    await expect(contractsOf(other)).rejects.toThrow(/does not load: \/.*:\d+: half written/);
    const place = { root: parent, workdir: parent, contracts: join(parent, contractsFile) };
    await expect(loadContracts(place)).rejects.toThrow(
      `The config names ${contractsFile} as contracts: no such file.`,
    );
  });
});
