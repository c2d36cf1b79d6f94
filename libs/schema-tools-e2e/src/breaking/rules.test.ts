import {
  compareFacts,
  readDatabaseFacts,
  rules,
  tryChecks,
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
import { insertJson, MadeRows, type Row } from '@parakeet/db-harness/made-rows';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// Each rule by a change of a small schema, on a real Postgres; and each with a change that looks
// like it and breaks nothing.

const schema = `
  create type public.mood as enum ('good', 'bad');
  create table public.gyms (
    id uuid primary key default gen_random_uuid(),
    name text not null unique
  );
  create table public.lifters (
    id uuid primary key default gen_random_uuid(),
    gym_id uuid references public.gyms (id),
    name text not null,
    nickname text,
    status text not null default 'active' check (status in ('active', 'paused')),
    level smallint not null default 1 check (level between 1 and 10),
    weight numeric(6, 2),
    born date,
    seen timestamptz not null default now(),
    tags text[],
    feels public.mood,
    low integer not null default 0,
    high integer not null default 9,
    constraint lifters_low_high_check check (low <= high)
  );
  create table public.lifts (
    id uuid primary key default gen_random_uuid(),
    lifter_id uuid not null references public.lifters (id) on delete cascade,
    slot integer not null,
    unique (lifter_id, slot)
  );
  alter table public.lifters enable row level security;
  create policy own on public.lifters for select to authenticated using (auth.uid() = id);
  create policy add on public.lifters for insert to authenticated with check (auth.uid() = id);
  grant select, insert, update, delete on public.gyms, public.lifters, public.lifts to authenticated;
  create view public.names as select id, name from public.lifters;
  alter view public.names set (security_invoker = true);
  grant select, update on public.names to authenticated;
  create function public.greet(name text, loud boolean default false) returns text
    language sql stable as $$ select name $$;
  create function public.count_lifts(lifter uuid) returns setof public.lifts
    language sql stable as $$ select * from public.lifts where lifter_id = lifter $$;
  create function public.refuse() returns trigger language plpgsql as $$
    begin raise exception using errcode = 'PK201', message = 'no'; end $$;
  create function public.touch() returns trigger language plpgsql as $$
    begin new.seen = now(); return new; end $$;
  revoke execute on all functions in schema public from public;
  grant execute on function public.greet, public.count_lifts to authenticated;
  create table public.hidden (id uuid primary key, word text check (word in ('a')));
`;

let database: RunDatabase;
beforeAll(async () => {
  database = await createRunDatabase(baseTemplate);
  await withClient(database.ownerUrl, (client) => client.query(schema));
});
afterAll(() => dropRunDatabase(database));

interface Tried {
  readonly found: readonly Difference[];
  /** Rows that the schema took before and does not take now, of tables whose writers are safe. */
  readonly refused: readonly string[];
  /** How many rows were tried. */
  readonly rows: number;
}

/** What an app that was built for the schema notices after a change. */
async function differences(change: string): Promise<readonly Difference[]> {
  return (await tryChange(change)).found;
}

/** Makes a change, compares, and sends rows that an old app may write. */
async function tryChange(change: string): Promise<Tried> {
  return withRunDatabase(
    ({ ownerUrl }) =>
      withClient(ownerUrl, async (client) => {
        const read = async (): Promise<Facts> => ({
          ...(await readDatabaseFacts(client, ['public'])),
          api: { schemas: ['public'], maxRows: 1000 },
          contracts: {},
          reading: 'strict',
        });
        const before = await read();
        const db = new Session(() => client);
        const made = await MadeRows.for(db);
        const old: [table: string, row: Row][] = [];
        for (const table of ['gyms', 'lifters']) {
          const base = await made.base(table);
          const rows = [base, ...(await made.variants(table)).map((one) => ({ ...base, ...one }))];
          old.push(...rows.map((row): [string, Row] => [table, row]));
        }
        await client.query(change);
        const found = await compareFacts(before, await read(), (one) => tryChecks(client, one));
        const unsafe = found.filter(({ rule }) => rules[rule].writers !== 'safe');
        const refused: string[] = [];
        let tried = 0;
        await client.query('begin');
        for (const [table, row] of old) {
          const isSafe = ({ object }: Difference) =>
            object !== 'public.mood' && !`${object}.`.startsWith(`public.${table}.`);
          if (!unsafe.every(isSafe)) continue;
          tried += 1;
          await client.query('savepoint before');
          await insertJson(db, table, row).catch((error: unknown) => {
            refused.push(`${table} ${JSON.stringify(row)}: ${String(error)}`);
          });
          await client.query('rollback to before');
        }
        await client.query('rollback');
        return { found, refused, rows: tried };
      }),
    database.name,
  );
}

const short = (found: readonly Difference[]) =>
  found.map(({ rule, object }) => `${rule} ${object.replace(/^public\./, '')}`).toSorted();

/** A change of a column of lifters. */
const lifters = (change: string) => `alter table public.lifters ${change};`;

/** By what is found: the rule and the object, without its schema. */
const changes: readonly (readonly [found: string, change: string])[] = [
  [
    'table-no-delete lifts',
    'drop function public.count_lifts; drop table public.lifts; -- +function',
  ],
  ['column-no-delete lifters.nickname', lifters('drop column nickname')],
  ['column-no-rename lifters.nickname', lifters('rename nickname to handle')],
  ['column-add-required lifters.age', lifters('add age integer not null')],
  ['column-set-not-null lifters.nickname', lifters('alter nickname set not null')],
  ['column-drop-not-null lifters.name', lifters('alter name drop not null')],
  [
    'column-hidden gyms.town',
    `revoke select on public.gyms from authenticated;
     grant select (id, name) on public.gyms to authenticated;
     alter table public.gyms add town text;`,
  ],
  ['default-no-delete lifters.level', lifters('alter level drop default')],
  [
    'default-delete-nullable lifters.seen + column-drop-not-null lifters.seen',
    lifters('alter seen drop default, alter seen drop not null'),
  ],
  ['default-same lifters.level', lifters('alter level set default 2')],
  ['type-widen lifters.level', lifters('alter level type integer')],
  ['type-narrow lifters.weight', lifters('alter weight type numeric(5, 2)')],
  ['type-same lifters.weight', lifters('alter weight type text')],
  ['type-time lifters.born', lifters('alter born type timestamptz')],
  ['type-array-json lifters.tags', lifters('alter tags type jsonb using to_jsonb(tags)')],
  [
    'column-computed lifters.nickname',
    lifters(`drop column nickname, add nickname text generated always as (name || '!') stored`),
  ],
  ['enum-value-add mood', `alter type public.mood add value 'great';`],
  [
    'enum-value-add mood + enum-value-no-delete mood',
    `alter type public.mood rename value 'bad' to 'poor';`,
  ],
  [
    'check-list-widen lifters.status',
    lifters(`drop constraint lifters_status_check, add constraint lifters_status_check
      check (status in ('active', 'paused', 'gone'))`),
  ],
  [
    'check-list-narrow lifters.status',
    lifters(`drop constraint lifters_status_check, add constraint lifters_status_check
      check (status in ('active'))`),
  ],
  [
    'check-range-widen lifters.level',
    lifters(`drop constraint lifters_level_check, add constraint lifters_level_check
      check (level between 0 and 10)`),
  ],
  [
    'check-range-narrow lifters.level',
    lifters(`drop constraint lifters_level_check, add constraint lifters_level_check
      check (level between 1 and 9)`),
  ],
  ['check-add lifters.name', lifters('add check (char_length(name) <= 200)')],
  [
    'check-add lifters.lifters_check',
    lifters('add constraint lifters_check check (high < 100 + low)'),
  ],
  ['check-delete lifters.status', lifters('drop constraint lifters_status_check')],
  [
    'check-delete lifters.lifters_low_high_check',
    lifters('drop constraint lifters_low_high_check'),
  ],
  [
    'check-narrow lifters.lifters_low_high_check',
    lifters(`drop constraint lifters_low_high_check,
      add constraint lifters_low_high_check check (low < high)`),
  ],
  [
    'check-widen lifters.lifters_low_high_check + check-narrow lifters.lifters_low_high_check',
    lifters(`drop constraint lifters_low_high_check,
      add constraint lifters_low_high_check check (low <= high + 1)`),
  ],
  [
    'check-undecided lifters.lifters_low_high_check',
    lifters(`drop constraint lifters_low_high_check,
      add constraint lifters_low_high_check check (not high < low)`),
  ],
  [
    'constraint-same-name lifters.lifters_state_check',
    lifters('rename constraint lifters_status_check to lifters_state_check'),
  ],
  [
    'constraint-same-name gyms.gyms_name_idx',
    'alter index public.gyms_name_key rename to gyms_name_idx;',
  ],
  ['unique-add lifters.name', lifters('add unique (name)')],
  [
    'unique-no-delete lifts.lifts_lifter_id_slot_key',
    'alter table public.lifts drop constraint lifts_lifter_id_slot_key;',
  ],
  [
    'pk-same lifts.id',
    'alter table public.lifts drop constraint lifts_pkey, drop constraint lifts_lifter_id_slot_key, add primary key (lifter_id, slot);',
  ],
  [
    'fk-add lifters.low',
    'create table public.lows (id integer primary key);' +
      lifters('add foreign key (low) references public.lows'),
  ],
  ['fk-no-delete lifters.gym_id', lifters('drop constraint lifters_gym_id_fkey')],
  ['fk-ambiguous lifters.home_id', lifters('add home_id uuid references public.gyms (id)')],
  [
    'fk-action-same lifts.lifter_id',
    `alter table public.lifts drop constraint lifts_lifter_id_fkey,
       add constraint lifts_lifter_id_fkey foreign key (lifter_id) references public.lifters (id);`,
  ],
  ['function-no-delete greet', 'drop function public.greet;'],
  [
    'arg-add-required greet',
    remade('name text, loud boolean, times integer', 'text', 'stable', true),
  ],
  ['arg-no-delete greet', remade('name text')],
  ['arg-type greet', remade('name integer, loud boolean default false')],
  ['arg-default-no-delete greet', remade('name text, loud boolean')],
  ['arg-default-same greet', remade('name text, loud boolean default true')],
  [
    'function-overload greet',
    `create function public.greet(name text, times integer default 1) returns text
       language sql stable as $$ select name $$;
     revoke execute on function public.greet(text, integer) from public;`,
  ],
  ['return-shape-same greet', remade('name text, loud boolean default false', 'setof text')],
  [
    'function-volatility greet',
    remade('name text, loud boolean default false', 'text', 'volatile'),
  ],
  ['function-security greet', 'alter function public.greet security definer;'],
  ['grant-add greet', 'grant execute on function public.greet to anon;'],
  [
    'grant-no-delete greet',
    'revoke execute on function public.greet from authenticated; grant execute on function public.greet to anon; -- +anon',
  ],
  [
    'errcode-same PK201',
    `create or replace function public.refuse() returns trigger
     language plpgsql as $$ begin raise exception using errcode = '23514'; end $$;`,
  ],
  ['grant-no-delete lifters', 'revoke delete on public.lifters from authenticated;'],
  [
    'grant-no-delete gyms',
    `revoke select on public.gyms from authenticated; grant select (id) on public.gyms to authenticated;`,
  ],
  ['grant-add gyms', 'grant select on public.gyms to anon;'],
  ['policy-narrow lifters.own', 'drop policy own on public.lifters;'],
  [
    'policy-widen lifters.every',
    'create policy every on public.lifters for select to authenticated using (true);',
  ],
  [
    'policy-narrow lifters.never',
    'create policy never on public.lifters as restrictive for select to authenticated using (false);',
  ],
  [
    'policy-undecided lifters.own',
    `alter policy own on public.lifters using (auth.uid() = id and status = 'active');`,
  ],
  ['rls-on gyms', 'alter table public.gyms enable row level security;'],
  ['rls-off lifters', lifters('disable row level security')],
  [
    'trigger-refuses gyms.gyms_refuse',
    'create trigger gyms_refuse before delete on public.gyms for each row execute function public.refuse();',
  ],
  [
    'view-updatable names',
    'create or replace view public.names with (security_invoker = true) as select distinct id, name from public.lifters;',
  ],
  ['view-invoker names', 'alter view public.names set (security_invoker = false);'],
  [
    'column-no-delete names.name',
    'drop view public.names; create view public.names with (security_invoker = true) as select id from public.lifters; grant select, update on public.names to authenticated;',
  ],
];

/** `greet` with other arguments. */
function remade(args: string, result = 'text', volatility = 'stable', isLong = false): string {
  const types = args
    .replaceAll(/ default \w+/g, '')
    .replaceAll(/(?:^|, )\w+ /g, (one) => (one.startsWith(',') ? ', ' : ''));
  return `drop function public.greet;
    create function public.greet(${args}) returns ${result}
      language sql ${volatility} as $$ select 'x'::text $$;
    revoke execute on function public.greet(${types}) from public;
    grant execute on function public.greet(${types}) to authenticated;${isLong ? ' -- +default' : ''}`;
}

/** Changes that bring more than the one finding, which the title names. */
const alsoFound: Readonly<Record<string, readonly string[]>> = {
  '+function': ['function-no-delete count_lifts'],
  '+anon': ['grant-add greet'],
  '+default': ['arg-default-no-delete greet'],
};

describe('a change is found once, by its rule', () => {
  it.each(changes)('%s', async (expected, change) => {
    const more = alsoFound[/-- (\+\w+)$/.exec(change)?.[1] ?? ''] ?? [];
    const { found, refused } = await tryChange(change);
    expect(short(found)).toEqual([...expected.split(' + '), ...more].toSorted());
    expect(refused).toEqual([]);
  });

  it('a rule that is wider is safe, but for a number that it makes too large', async () => {
    const wider = (condition: string) =>
      lifters(`drop constraint lifters_low_high_check,
        add constraint lifters_low_high_check check (${condition})`);
    expect(short(await differences(wider('low <= high + 1')))).toContain(
      'check-narrow lifters.lifters_low_high_check',
    );
    const { found, refused, rows } = await tryChange(wider('low <= high::bigint + 1'));
    expect(short(found)).toEqual(['check-widen lifters.lifters_low_high_check']);
    expect(refused).toEqual([]);
    expect(rows).toBeGreaterThan(30);
  });

  it('an example shows where two rules differ', async () => {
    const [found] = await differences(
      lifters(`drop constraint lifters_low_high_check,
        add constraint lifters_low_high_check check (low < high)`),
    );
    const row = JSON.parse(found?.example ?? '{}') as { low: number; high: number };
    expect(row.low).toBe(row.high);
  });
});

describe('what breaks nothing is no finding', () => {
  it.each([
    ['nothing', 'select 1;'],
    [
      'a table of its own',
      'create table public.more (id uuid primary key); grant select on public.more to authenticated;',
    ],
    ['a nullable column', lifters('add age integer')],
    ['a column with a default', lifters('add age integer not null default 20')],
    [
      'a column that Postgres computes',
      lifters(`add loud text generated always as (upper(name)) stored`),
    ],
    ['a CHECK of a new column', lifters('add age integer check (age between 1 and 120)')],
    [
      'a list in another order',
      lifters(`drop constraint lifters_status_check,
      add constraint lifters_status_check check (status = 'paused' or status = 'active')`),
    ],
    [
      'a range written otherwise',
      lifters(`drop constraint lifters_level_check,
      add constraint lifters_level_check check (level >= 1 and level <= 10)`),
    ],
    [
      'a CHECK that is spaced otherwise',
      lifters(`drop constraint lifters_low_high_check,
      add constraint lifters_low_high_check check ((low)   <= (high))`),
    ],
    ['an index', 'create index on public.lifters (name);'],
    ['a unique index over a key and more', 'create unique index on public.gyms (name, id);'],
    ['a unique index over a new column', lifters('add code text unique')],
    [
      'a reference from a new column to another table',
      `create table public.towns (id uuid primary key);
      ${lifters('add town_id uuid references public.towns (id)')}`,
    ],
    [
      'an argument with a default',
      remade('name text, loud boolean default false, times integer default 1'),
    ],
    [
      'a function with another body',
      `create or replace function public.greet(name text, loud boolean default false)
      returns text language sql stable as $$ select upper(name) $$;`,
    ],
    [
      'a new function',
      `create function public.more() returns integer language sql stable as $$ select 1 $$;
      revoke execute on function public.more from public; grant execute on function public.more to authenticated;`,
    ],
    [
      'a policy that asks once a statement',
      'alter policy own on public.lifters using ((select auth.uid()) = id);',
    ],
    ['a policy with another name', 'alter policy own on public.lifters rename to mine;'],
    [
      'a trigger that refuses nothing',
      `create trigger lifters_touch before update on public.lifters
      for each row execute function public.touch();`,
    ],
    ['a comment', `comment on table public.lifters is 'who lifts';`],
    ['a table that no app may reach', 'drop table public.hidden;'],
    [
      'a rule of a table that no app may reach',
      'alter table public.hidden drop constraint hidden_word_check;',
    ],
    [
      'jsonb for json',
      'alter table public.hidden add doc json; alter table public.hidden alter doc type jsonb;',
    ],
  ])('%s', async (_, change) => {
    const { found, refused, rows } = await tryChange(change);
    expect(short(found)).toEqual([]);
    expect(refused).toEqual([]);
    expect(rows).toBeGreaterThan(30);
  });
});

it('every rule of the database is among the changes', () => {
  const found = new Set(
    [...changes.map(([expected]) => expected), ...Object.values(alsoFound).flat()]
      .flatMap((expected) => expected.split(' + '))
      .map((one) => one.split(' ')[0]),
  );
  // these are of config.toml, publications and JSON: they have tests of their own
  const others =
    /^(?:name-|api-|publication-|key-|json-|word-|variant-|bytes-|contract-|unit-|strict-|loose-)/;
  expect(Object.keys(rules).filter((rule) => !found.has(rule) && !others.test(rule))).toEqual([]);
});
