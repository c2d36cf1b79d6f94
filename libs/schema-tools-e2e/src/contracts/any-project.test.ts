import {
  auditColumn,
  compileContracts,
  findColumns,
  isInStep,
  migrationName,
  migrationText,
  piecesOf,
  planContracts,
  type ContractSources,
  type Finding,
} from '@parakeet/schema-tools';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import type pg from 'pg';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { withRunDatabase } from '@parakeet/db-harness';

// a project with more schemas than one, with names that need quotes, and contracts for some columns

const Settings = z.object({ theme: z.enum(['dark', 'light']).default('light') });
const Metadata = z.record(z.string(), z.union([z.string(), z.number()]));
const long = 'a_name_of_forty_characters_and_no_more_ab';

const tables = `
  create schema basejump;
  create table basejump.accounts (id int primary key, "Meta data" jsonb, free jsonb);
  create table basejump."Team ""members""" (
    "user" int, "order" int, "select" jsonb, kind text, primary key ("user", "order")
  );
  create table basejump.${long} (id int primary key, ${long}_1 jsonb, ${long}_2 jsonb);
  create table basejump.events (id int, day date, payload jsonb, primary key (id, day))
    partition by range (day);
  create table basejump.events_2026 partition of basejump.events
    for values from ('2026-01-01') to ('2027-01-01');
  create view basejump.settings as select free from basejump.accounts;
  comment on column basejump.accounts."Meta data" is 'Said by somebody.';`;

const sources: ContractSources = {
  schema: 'basejump',
  columns: {
    accounts: { 'Meta data': Metadata },
    'Team "members"': { select: Settings },
    [long]: { [`${long}_1`]: Settings, [`${long}_2`]: Settings },
    'basejump.events': { payload: Settings.describe('What happened.') },
  },
  domains: { metadata: Metadata },
  names: new Map<unknown, string>([
    [Settings, 'Settings'],
    [Metadata, 'Metadata'],
  ]),
  presentWhen: { 'Team "members"': { select: { kind: 'own' } } },
  from: 'the project',
};
const withEvents = {
  ...sources,
  names: new Map(sources.names).set(sources.columns['basejump.events']?.['payload'], 'Event'),
};
const wanted = piecesOf(compileContracts(withEvents));
const options = { schemas: ['basejump'], requireContracts: false };

function inProject<Result>(use: (client: pg.ClientBase) => Promise<Result>): Promise<Result> {
  return withRunDatabase(
    ({ ownerUrl }) =>
      withClient(ownerUrl, async (client) => {
        await client.query(tables);
        return use(client);
      }),
    baseTemplate,
  );
}

async function migrate(client: pg.ClientBase, pieces = wanted): Promise<string> {
  const plan = await planContracts(client, pieces, options);
  const text = migrationText(plan);
  // safe to run again
  for (const _ of [1, 2]) await client.query(text);
  expect(isInStep(await planContracts(client, pieces, options))).toBe(true);
  return text;
}

it('has CHECKs on tables of other schemas, with any names', async () => {
  await inProject(async (client) => {
    const text = await migrate(client);
    expect(text).toContain('alter table basejump."Team ""members""" validate constraint');
    expect(text).not.toContain('public.');
    const { rows } = await client.query<{ table: string; name: string }>(
      `select conrelid::regclass::text as table, conname as name from pg_constraint
       where connamespace = 'basejump'::regnamespace and contype = 'c' and contypid = 0
       order by conrelid::regclass::text collate "C", conname`,
    );
    expect(rows.map(({ table, name }) => `${table} ${name}`)).toEqual([
      'basejump."Team ""members""" Team "members"_select_contract',
      'basejump."Team ""members""" Team "members"_select_kind_contract',
      expect.stringMatching(
        new RegExp(`^basejump\\.${long} a_name_of.{25,40}_[0-9a-f]{8}_contract$`),
      ),
      expect.stringMatching(
        new RegExp(`^basejump\\.${long} a_name_of.{25,40}_[0-9a-f]{8}_contract$`),
      ),
      'basejump.accounts accounts_Meta data_contract',
      'basejump.events events_payload_contract',
      // the partition's own row in the catalogue
      'basejump.events_2026 events_payload_contract',
    ]);
    for (const { name } of rows) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
    const refused = { code: '23514' };
    const insert = (into: string) => client.query(`insert into basejump.${into}`);
    await insert(`accounts values (1, '{"a": 1, "b": "c"}', '[1]')`);
    await expect(insert(`accounts values (2, '{"a": []}', null)`)).rejects.toMatchObject(refused);
    await insert(`"Team ""members""" values (1, 1, '{"more": 1}', 'own'), (1, 2, null, 'no')`);
    await expect(insert(`"Team ""members""" values (2, 1, null, 'own')`)).rejects.toMatchObject(
      refused,
    );
    await expect(
      insert(`events values (1, '2026-02-02', '{"theme": "red"}')`),
    ).rejects.toMatchObject(refused);
    await expect(client.query(`select '1'::basejump.metadata`)).rejects.toMatchObject(refused);
  });
});

it('leaves a column without a contract and its comment alone, unless all must have one', async () => {
  await inProject(async (client) => {
    await migrate(client);
    const { rows } = await client.query<{ comment: string }>(
      `select col_description('basejump.accounts'::regclass, 2) as comment
       union all select col_description('basejump.events'::regclass, 3)`,
    );
    expect(rows.map(({ comment }) => comment)).toEqual(['Said by somebody.', 'What happened.']);
    await expect(
      planContracts(client, wanted, { ...options, requireContracts: true }),
    ).rejects.toThrow('JSONB columns without a contract: accounts.free');
  });
});

it('takes back what a contract left, in any schema', async () => {
  await inProject(async (client) => {
    await migrate(client);
    const { accounts = {} } = sources.columns;
    const fewer = piecesOf(
      compileContracts({
        ...sources,
        schema: 'public',
        columns: { 'basejump.accounts': accounts },
        domains: {},
        presentWhen: {},
      }),
    );
    const plan = await planContracts(client, fewer, { ...options, schemas: ['public'] });
    expect(plan.left.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      expect.arrayContaining([
        'check Team "members"_select_contract',
        'check events_payload_contract',
        'domain metadata',
        'function settings',
      ]),
    );
    expect(migrationName(plan)).toMatch(/^drop_[a-z0-9_]+$/);
    await client.query(migrationText(plan));
    expect(isInStep(await planContracts(client, fewer, options))).toBe(true);
  });
});

it('names a contract whose column is not there', async () => {
  await inProject(async (client) => {
    const columns = { ...sources.columns, 'basejump.settings': { free: Settings } };
    const pieces = piecesOf(compileContracts({ ...withEvents, columns }));
    // a view has no CHECK
    await expect(planContracts(client, pieces, options)).rejects.toThrow(
      'contracts without a JSONB column in the migrations: settings.free',
    );
  });
});

it('is audited where it is', async () => {
  await inProject(async (client) => {
    await client.query(`
      insert into basejump.accounts values (1, '{"a": 1}', '2'), (2, '{"a": null}', '2');
      insert into basejump."Team ""members""" values (1, 1, '{"theme": "red"}', 'own');
      insert into basejump.events values (1, '2026-02-02', '[]');`);
    const { columns, missing, unknown } = await findColumns(client, withEvents);
    expect(missing).toEqual([]);
    expect(unknown).toEqual(['basejump.accounts.free']);
    const findings: Finding[] = [];
    for (const column of columns) {
      const progress = { rows: 0, refused: 0 };
      await auditColumn(client, column, progress, {
        signal: new AbortController().signal,
        onFinding: (finding) => findings.push(finding),
        onPage: () => undefined,
      });
    }
    expect(findings.map(({ table, column, key }) => `${table}.${column} ${key}`)).toEqual([
      'basejump.accounts.Meta data 2',
      'basejump.Team "members".select 1,1',
      'basejump.events.payload 1,2026-02-02',
    ]);
  });
});
