import { readMigrationFiles, replay } from '@parakeet/schema-tools';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import {
  createRunDatabase,
  dropRunDatabase,
  type RunDatabase,
  useDatabase,
} from '@parakeet/db-harness';
import { readFacts } from './catalogue.ts';
import { findUndeclared } from './declared.ts';
import { differences, factsOf } from './differences.ts';
import { kinds, type Fact, type Kind } from './facts.ts';
import { specification } from './statement.ts';

const files = await readMigrationFiles();

// The first migration creates the specification, and never changes. The other tests of this file
// hold for all later migrations.
let first: RunDatabase;
beforeAll(async () => {
  first = await createRunDatabase(baseTemplate);
  await withClient(first.ownerUrl, (client) => replay(client, files.slice(0, 1)));
});
afterAll(() => dropRunDatabase(first));
const db = useDatabase(() => first.name);

const specified = factsOf(specification);
const find = () => readFacts((sql) => db.query(sql));

it('the specification has fourteen tables and eight indexes', () => {
  const count = (kind: Kind) => specified.filter((fact) => fact.kind === kind).length;
  expect([count('table'), count('indexes')]).toEqual([14, 8]);
});

describe.each(Object.keys(specification))('%s', (table) => {
  it.each(kinds.filter((kind) => kind !== 'table'))(
    `${table} has the %s of the specification`,
    async (kind) => {
      const asked = (fact: Fact) => fact.table === table && fact.kind === kind;
      const found = (await find()).filter(asked);
      expect(differences(specified.filter(asked), found)).toEqual([]);
    },
  );
});

it('exactly the tables of the specification exist', async () => {
  const tables = ({ kind }: Fact) => kind === 'table';
  const found = (await find()).filter(tables);
  expect(differences(specified.filter(tables), found)).toEqual([]);
});

it('each index is in the specification, or belongs to a primary key or unique constraint', async () => {
  const indexes = ({ kind }: Fact) => kind === 'table' || kind === 'indexes';
  const found = (await find()).filter(indexes);
  expect(differences(specified.filter(indexes), found)).toEqual([]);
});

it('the first migration creates the specification and nothing else', async () => {
  expect(differences(specified, await find())).toEqual([]);
});

it('a later migration declares where it differs from the specification', async () => {
  expect(await findUndeclared(specified, files)).toEqual([]);
});

describe('a difference does not go unnoticed', () => {
  it.each<[what: string, change: string, told: string | string[]]>([
    [
      'a column of another type',
      'alter table public.sessions alter week_number type integer',
      'sessions.week_number: the specification says smallint not null, found integer not null',
    ],
    [
      'a numeric column with other digits',
      'alter table public.session_logs alter completion_pct type numeric(6,2)',
      'session_logs.completion_pct: the specification says numeric(5,2), found numeric(6,2)',
    ],
    [
      'a column that may be NULL',
      'alter table public.programs alter start_date drop not null',
      'programs.start_date: the specification says date not null, found date',
    ],
    [
      'a default that is gone',
      'alter table public.programs alter training_days_per_week drop default',
      'programs.training_days_per_week: the specification says smallint not null default 3, found smallint not null',
    ],
    [
      'another default',
      `alter table public.programs alter status set default 'archived'`,
      `programs.status: the specification says text not null default 'active', found text not null default 'archived'`,
    ],
    [
      'a CHECK with one value more',
      `alter table public.lifter_maxes drop constraint lifter_maxes_source_check,
         add check (source in ('input_1rm', 'input_3rm', 'input_4rm', 'system_calculated'))`,
      'lifter_maxes.source: values: the specification says input_1rm, input_3rm, system_calculated, found input_1rm, input_3rm, input_4rm, system_calculated',
    ],
    [
      'a CHECK that is gone',
      'alter table public.edge_cases drop constraint edge_cases_severity_check',
      'edge_cases.severity: values: the specification says major, minor, moderate, and there is none',
    ],
    [
      'another rule on delete',
      `alter table public.performance_metrics drop constraint performance_metrics_session_log_id_fkey,
         add foreign key (session_log_id) references public.session_logs (id) on delete cascade`,
      'performance_metrics: foreign key (session_log_id): the specification says public.session_logs(id) on delete no action, found public.session_logs(id) on delete cascade',
    ],
    [
      'a CHECK with a value that looks like two',
      `alter table public.edge_cases drop constraint edge_cases_severity_check,
         add check (severity in ('major, minor', 'moderate'))`,
      'edge_cases.severity: values: the specification says major, minor, moderate, found "major, minor", moderate',
    ],
    [
      'a CHECK that is not checked of what is there',
      `alter table public.edge_cases drop constraint edge_cases_severity_check,
         add check (severity in ('minor', 'moderate', 'major')) not valid`,
      'edge_cases.severity: values: the specification says major, minor, moderate, found major, minor, moderate not valid',
    ],
    [
      'another rule on update, checked late',
      `alter table public.performance_metrics drop constraint performance_metrics_session_log_id_fkey,
         add foreign key (session_log_id) references public.session_logs (id)
         on update cascade deferrable initially deferred`,
      'performance_metrics: foreign key (session_log_id): the specification says public.session_logs(id) on delete no action, found public.session_logs(id) on delete no action on update cascade deferrable initially deferred',
    ],
    [
      'a unique constraint that holds NULLs for equal',
      `alter table public.warmup_configs drop constraint warmup_configs_user_id_lift_key,
         add unique nulls not distinct (user_id, lift)`,
      'warmup_configs: unique (user_id, lift): the specification says user_id, lift, found user_id, lift nulls not distinct',
    ],
    [
      'a unique constraint that is gone',
      'alter table public.warmup_configs drop constraint warmup_configs_user_id_lift_key',
      'warmup_configs: unique (user_id, lift): the specification says user_id, lift, and there is none',
    ],
    [
      'a primary key that is gone',
      'alter table public.recovery_snapshots drop constraint recovery_snapshots_pkey',
      'recovery_snapshots: primary key: the specification says id, and there is none',
    ],
    [
      'an index in the other direction',
      `drop index public.idx_lifter_maxes_user_time;
       create index idx_lifter_maxes_user_time on public.lifter_maxes (user_id, recorded_at)`,
      'index idx_lifter_maxes_user_time: the specification says user_id, recorded_at desc, found user_id, recorded_at',
    ],
    [
      'an index of some rows only',
      `drop index public.idx_soreness_session;
       create index idx_soreness_session on public.soreness_checkins (session_id)
       where recorded_at is not null`,
      'index idx_soreness_session: the specification says session_id, found session_id where (recorded_at IS NOT NULL)',
    ],
    [
      'an index of another kind',
      `drop index public.idx_soreness_session;
       create index idx_soreness_session on public.soreness_checkins using hash (session_id)`,
      'index idx_soreness_session: the specification says session_id, found session_id using hash',
    ],
    [
      'an index that refuses',
      `drop index public.idx_soreness_session;
       create unique index idx_soreness_session on public.soreness_checkins (session_id)`,
      'index idx_soreness_session: the specification says session_id, found session_id unique',
    ],
    [
      'an index that is gone',
      'drop index public.idx_soreness_session',
      'index idx_soreness_session: the specification says session_id, and there is none',
    ],
    [
      'a column more',
      'alter table public.profiles add bodyweight_grams integer',
      'profiles.bodyweight_grams: is there, and the specification does not have it',
    ],
    [
      'a CHECK more',
      'alter table public.programs add constraint weeks check (total_weeks > 0)',
      'programs: check weeks: is there, and the specification does not have it',
    ],
    [
      'a narrower CHECK more, though its name comes first',
      `alter table public.sessions add constraint a_check check (status in ('planned', 'completed'))`,
      'sessions: check a_check: is there, and the specification does not have it',
    ],
    [
      'a foreign key more of the same column',
      `alter table public.sessions add constraint a_fkey
         foreign key (program_id) references public.programs (id)`,
      'sessions: foreign key a_fkey: is there, and the specification does not have it',
    ],
    [
      'a foreign key more of several columns',
      `alter table public.programs add constraint a_key unique (id, user_id);
       alter table public.sessions add constraint a_fkey
         foreign key (program_id, user_id) references public.programs (id, user_id)`,
      [
        'programs: unique a_key: is there, and the specification does not have it',
        'sessions: foreign key a_fkey: is there, and the specification does not have it',
      ],
    ],
    [
      'a unique constraint twice',
      'alter table public.programs add constraint z_key unique (user_id, version)',
      'programs: unique z_key: is there, and the specification does not have it',
    ],
    [
      'an exclusion constraint more',
      `alter table public.profiles add constraint one_name exclude using btree (display_name with =)`,
      'index one_name: is there, and the specification does not have it',
    ],
    [
      'a column that is gone',
      'alter table public.recovery_snapshots drop column raw_payload',
      'recovery_snapshots.raw_payload: the specification says jsonb, and there is none',
    ],
    [
      'a column that Postgres counts up',
      'alter table public.auxiliary_exercises alter pool_position add generated by default as identity',
      'auxiliary_exercises.pool_position: the specification says integer not null, found integer not null generated by default as identity',
    ],
    [
      'a table that a crash empties',
      'alter table public.recovery_snapshots set unlogged',
      'recovery_snapshots: the specification says a table, found an unlogged table',
    ],
    [
      'a table that is gone',
      'drop table public.recovery_snapshots',
      'recovery_snapshots: the specification says a table, and there is none',
    ],
    [
      'a table more',
      'create table public.notes (id int primary key, at date default now())',
      'notes: is there, and the specification does not have it',
    ],
    [
      'an index more',
      'create index more_idx on public.programs (start_date)',
      'index more_idx: is there, and the specification does not have it',
    ],
  ])('%s', async (_what, change, told) => {
    await db.query(change);
    expect(differences(specified, await find())).toEqual([told].flat());
  });

  it('one missing fact of the specification, whichever it is', async () => {
    const found = await find();
    for (const fact of specified) {
      const without = found.filter(
        ({ kind, table, place }) =>
          kind !== fact.kind || table !== fact.table || place !== fact.place,
      );
      expect(differences(specified, without)).toHaveLength(1);
    }
  });
});

describe('what is no difference', () => {
  it.each([
    [
      'a CHECK with its values in another order and under another name',
      `alter table public.edge_cases drop constraint edge_cases_severity_check,
         add constraint severity_is_known check (severity in ('major', 'minor', 'moderate'))`,
    ],
    [
      'numbers written as text',
      `alter table public.sessions drop constraint sessions_block_number_check,
         add check (block_number in ('3', '2', '1'))`,
    ],
  ])('%s', async (_what, change) => {
    await db.query(change);
    expect(differences(specified, await find())).toEqual([]);
  });
});
