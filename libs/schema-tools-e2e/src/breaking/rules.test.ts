import {
  compareFacts,
  effectsOf,
  readDatabaseFacts,
  rules,
  trialsIn,
  type Difference,
  type Facts,
} from '@parakeet/schema-tools';
import {
  createRunDatabase,
  dropRunDatabase,
  Session,
  withRunDatabase,
  type RunDatabase,
} from '@parakeet/db-harness';
import { MadeRows } from '@parakeet/db-harness/made-rows';
import { serveDatabase } from '@parakeet/db-harness/served-database';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateFrom, type GeneratedFolder, writeGenerated } from '../generate/generated.ts';
import { changes } from './changes.ts';
import { lifter, loadSchemas, use, type AppRequest, type Row, type Seen } from './installed-app.ts';
import { ids, requestsOf } from './installed-lifters-app.ts';
import { nearMisses } from './near-misses.ts';
import { lifters, schema } from './small-schema.ts';

// Each rule by a change of a small schema, on a real Postgres; and each with a change that looks
// like it and breaks nothing. An installed app proves each rule: a package that was generated
// before the change sends its requests with supabase-js after it.

let database: RunDatabase;
let generated: GeneratedFolder;
let before: Facts;
let requests: readonly AppRequest[];
beforeAll(async () => {
  database = await createRunDatabase(baseTemplate);
  await withClient(database.ownerUrl, async (client) => {
    await client.query(schema);
    before = await read(client);
    const made = await madeRows(client);
    const rows: Record<string, Row[]> = {};
    for (const table of ['gyms', 'lifters', 'lifts']) {
      const base = { ...(await made.base(table)), ...ownValues[table], id: ids.made };
      rows[table] = [base, ...(await variants(made, table)).map((one) => ({ ...base, ...one }))];
    }
    generated = await writeGenerated(await generateFrom(database.ownerUrl, ['public']));
    requests = requestsOf(before, await loadSchemas(generated.folder), rows);
  });
});
afterAll(async () => {
  await generated.remove();
  await dropRunDatabase(database);
});

/** Whose rows are that a newer app writes. */
const given: Readonly<Record<string, Row>> = {
  lifters: { owner_id: lifter, gym_id: ids.gym },
  lifts: { lifter_id: ids.lifter },
};
/** The same for the rows that the installed app writes, which are not their twins. */
const ownValues: typeof given = { ...given, lifts: { lifter_id: ids.otherLifter } };

async function read(client: pg.ClientBase): Promise<Facts> {
  return {
    ...(await readDatabaseFacts(client, ['public'])),
    api: { schemas: ['public'], maxRows: 1000 },
    contracts: {},
    reading: 'strict',
  };
}

async function madeRows(client: pg.ClientBase): Promise<MadeRows> {
  return MadeRows.for(new Session(() => client));
}

/** Changes of a row that keep its place, and that the CLI's types can express. */
async function variants(made: MadeRows, table: string): Promise<Row[]> {
  const isText = (one: unknown) => typeof one === 'string';
  return (await made.variants(table)).filter(
    ({ tags, ...row }) =>
      !Object.keys(row).some((column) => column === 'id' || column in (given[table] ?? {})) &&
      (!Array.isArray(tags) || tags.every(isText)),
  );
}

interface Tried extends Seen {
  readonly found: readonly Difference[];
}

/** The effects of a change on an app that was built for the schema. */
async function differences(change: string): Promise<readonly Difference[]> {
  return (await tryChange(change)).found;
}

/** Makes a change, compares, and lets an installed app work with what newer apps write. */
async function tryChange(change: string): Promise<Tried> {
  return withRunDatabase(async (changed) => {
    const found = await withClient(changed.ownerUrl, async (client) => {
      await client.query(change);
      const after = await read(client);
      await writeAsNewerApp(client);
      return compareFacts(before, after, trialsIn(client));
    });
    await withClient(changed.adminUrl, (client) =>
      client.query(`alter role authenticator in database "${changed.name}"
        set pgrst.db_tx_end to 'commit-allow-override'`),
    );
    const served = await serveDatabase(changed);
    try {
      return { found, ...(await use(served, concernedBy(change))) };
    } finally {
      await served.stop();
    }
  }, database.name);
}

/** The requests but for rows whose table, or whose columns, a change does not speak of. */
function concernedBy(change: string): AppRequest[] {
  const named = new Map(
    Object.entries(before.relations).map(([name, { columns }]) => [
      name.replace('public.', ''),
      Object.keys(columns).filter((column) => isWordIn(change, column)),
    ]),
  );
  return requests.filter(({ oneOf }) => {
    if (!oneOf) return true;
    const ofTable = named.get(oneOf.table) ?? [];
    return (
      change.includes(oneOf.table) &&
      (oneOf.columns.some((column) => ofTable.includes(column)) ||
        // of the table as a whole: all of its rows
        ofTable.every((column) => column === 'id'))
    );
  });
}

/** Whether a text has a name, also as a part of another that `_` parts. */
function isWordIn(text: string, name: string): boolean {
  return new RegExp(String.raw`(?<![a-z])${name}(?![a-z])`).test(text);
}

/** Writes every row that the schema now accepts, first those of the app. */
async function writeAsNewerApp(client: pg.ClientBase): Promise<void> {
  await client.query(`select set_config('request.jwt.claims', $1, false)`, [
    JSON.stringify({ sub: lifter }),
  ]);
  const made = await madeRows(client);
  const write = async (table: string, row: Row) => {
    if (!made.tables.some(({ name }) => name === table)) return;
    await client.query('savepoint before');
    // an app could not write a row that another row or a reference refuses
    await made.insert(table, lifter, row).catch(() => client.query('rollback to before'));
  };
  await client.query('begin');
  await write('gyms', { id: ids.gym, name: 'first' });
  await write('gyms', { id: ids.emptyGym, name: 'empty' });
  await write('lifters', { ...given['lifters'], id: ids.lifter });
  await write('lifters', { ...given['lifters'], id: ids.otherLifter });
  await write('lifts', { ...given['lifts'], id: ids.lift });
  await write('plans', { lifter_id: ids.lifter });
  for (const table of ['lifters', 'lifts']) {
    if (!made.tables.some(({ name }) => name === table)) continue;
    for (const row of await variants(made, table)) await write(table, { ...given[table], ...row });
  }
  await client.query('commit');
}

/** The evidence that a change breaks a kind of app. */
function broken({ refused, problems }: Seen, who: 'writers' | 'readers' | 'types'): string[] {
  const other = who === 'writers' ? 'read' : 'write';
  const says = refused.flatMap((one) => (one.kind === other ? [] : [one.says]));
  if (who === 'writers') return says;
  // a new word or number still has the app's type, or nearly
  const misread = who === 'types' ? problems.filter(({ kind }) => kind === 'wrong') : problems;
  return [
    ...says,
    ...misread.map(({ request, path, message }) => `${request}: ${path.join('.')} ${message}`),
  ];
}

const short = (found: readonly Difference[]) =>
  found.map(({ rule, object }) => `${rule} ${object.replace(/^public\./, '')}`).toSorted();

describe('a change is found once, by its rule', () => {
  it.each(changes)('%s', async (expected, change) => {
    const { found, ...seen } = await tryChange(change);
    expect(short(found)).toEqual(expected.split(' + ').toSorted());
    for (const who of ['writers', 'readers', 'types'] as const) {
      const effects = found.map((one) => effectsOf(one)[who]);
      const isUndecided = found.some(({ rule }) => rule.endsWith('-undecided'));
      if (effects.includes('breaks') && !isUndecided)
        expect(broken(seen, who), who).not.toEqual([]);
      if (effects.every((effect) => effect === 'safe')) expect(broken(seen, who), who).toEqual([]);
    }
  });

  it('a wider rule is safe, unless it allows too large a number', async () => {
    const wider = (condition: string) =>
      lifters(`drop constraint lifters_low_high_check,
        add constraint lifters_low_high_check check (${condition})`);
    expect(short(await differences(wider('low <= high + 1')))).toContain(
      'check-narrow lifters.lifters_low_high_check',
    );
    const { found, ...seen } = await tryChange(wider('low <= high::bigint + 1'));
    expect(short(found)).toEqual(['check-widen lifters.lifters_low_high_check']);
    expect(broken(seen, 'writers')).toEqual([]);
  });

  it('an example shows where two rules differ', async () => {
    const [found] = await differences(
      lifters(`drop constraint lifters_low_high_check,
        add constraint lifters_low_high_check check (low < high)`),
    );
    const row = JSON.parse(found?.example ?? '{}') as { low: number; high: number };
    expect(row.low).toBe(row.high);
  });

  it('an example shows a row that a policy takes no more', async () => {
    const [found] = await differences(
      `alter policy own on public.lifters using (auth.uid() = owner_id and status = 'active');`,
    );
    expect(found?.rule).toBe('policy-narrow');
    expect(JSON.parse(found?.example ?? '{}')).toMatchObject({ owner_id: expect.any(String) });
  });

  it('a policy is tried whatever its name, and a delete of fewer rows is not refused', async () => {
    const found = await differences(
      `alter policy "Anybody removes." on public.lifts using (slot > 0);`,
    );
    expect(short(found)).toEqual(['policy-narrow lifts.Anybody removes.']);
    expect(found.map((one) => effectsOf(one).writers)).toEqual(['changes']);
  });

  it.each([
    [
      'policy-narrow lifters.own',
      `alter policy own on public.lifters using (auth.uid() = owner_id and "first name" is null);`,
    ],
    [
      'trigger-refuses lifters.guard',
      `create or replace function public.guard() returns trigger language plpgsql as $$
         begin if NEW.STATUS = 'paused' then raise exception 'no'; end if; return NEW; end $$;`,
    ],
  ])('%s is found, however its columns are written', async (expected, change) => {
    const found = await differences(`${lifters('add "first name" text')} ${change}`);
    expect(short(found)).toEqual([expected]);
  });

  it('a call is refused that the end of its transaction refuses', async () => {
    const found = await withRunDatabase(
      ({ ownerUrl }) =>
        withClient(ownerUrl, async (client) => {
          const add = (body: string) =>
            client.query(`create or replace function public.add() returns integer language sql
              as $$ ${body} select 1 $$; grant execute on function public.add to authenticated`);
          await client.query(`alter table public.lifts alter constraint lifts_lifter_id_fkey
            deferrable initially deferred`);
          await add('');
          const old = await read(client);
          await add(`insert into public.lifts (lifter_id, slot) values (gen_random_uuid(), 1);`);
          return compareFacts(old, await read(client), trialsIn(client));
        }),
      database.name,
    );
    expect(short(found)).toEqual(['function-refuses add']);
    expect(found[0]?.example).toContain('23503');
  });
});

describe('what breaks nothing is no finding', () => {
  it.each(nearMisses)('%s', async (_, change) => {
    const { found, ...seen } = await tryChange(change);
    expect(short(found)).toEqual([]);
    expect(broken(seen, 'writers')).toEqual([]);
    expect(broken(seen, 'readers')).toEqual([]);
    expect(requests.filter(({ kind }) => kind === 'write').length).toBeGreaterThan(60);
    expect(seen.read).toBeGreaterThan(30);
  });
});

it('every rule of the database is among the changes', () => {
  const found = new Set(
    changes.flatMap(([expected]) => expected.split(' + ')).map((one) => one.split(' ')[0]),
  );
  // these are of config.toml, publications and JSON: they have tests of their own
  const others =
    /^(?:name-|api-|publication-|key-|json-|word-|variant-|bytes-|contract-|unit-|strict-|loose-)/;
  expect(Object.keys(rules).filter((rule) => !found.has(rule) && !others.test(rule))).toEqual([]);
});
