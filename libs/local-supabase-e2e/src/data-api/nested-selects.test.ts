import type { ActualSets, Tables, TablesInsert } from '@parakeet/db-types';
import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { insertRow, isTable, type TableName, tables } from '@parakeet/db-harness/made-rows';
import { tableOf, useApi } from './api-under-test.ts';

const api = useApi();
let lifter: string;

/** A foreign key between two tables that are served. */
interface Reference {
  readonly name: string;
  readonly child: string;
  readonly parent: string;
  /** Pairs of a column of the child and the column of the parent that it refers to. */
  readonly columns: readonly { readonly child: string; readonly parent: string }[];
  /** Whether a constraint says that a parent has at most one child. */
  readonly oneToOne: boolean;
}

async function references(): Promise<Reference[]> {
  return api.sql.query<Reference>(`
    select
      conname as name, conrelid::regclass::text as child, confrelid::regclass::text as parent,
      (
        select jsonb_agg(jsonb_build_object('child', c.attname, 'parent', p.attname))
        from unnest(conkey, confkey) as pair (ofchild, ofparent)
        join pg_attribute as c on c.attrelid = conrelid and c.attnum = ofchild
        join pg_attribute as p on p.attrelid = confrelid and p.attnum = ofparent
      ) as columns,
      exists (
        select from pg_constraint as one
        where one.conrelid = reference.conrelid and one.contype in ('p', 'u')
          and one.conkey <@ reference.conkey and one.conkey @> reference.conkey
      ) as "oneToOne"
    from pg_constraint as reference
    where contype = 'f' and connamespace = 'public'::regnamespace
      and confrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
    order by conname`);
}

const sets = [{ set_number: 1, weight_grams: 112_500, reps_completed: 5, rpe_actual: 8 }];

const insertFor =
  (owner: string) =>
  <Table extends TableName>(table: Table, given: Partial<TablesInsert<Table>>) =>
    insertRow(api.sql, table, owner, given);

beforeAll(async () => {
  lifter = await api.sql.createLifter();
  const make = insertFor(lifter);
  const lifter_maxes_id = await make('lifter_maxes', { squat_1rm_grams: 140_000 });
  const program_id = await make('programs', { lifter_maxes_id, start_date: '2026-01-05' });
  const session_id = await make('sessions', { program_id });
  const session_log_id = await make('session_logs', { session_id, actual_sets: sets });
  await make('performance_metrics', { session_log_id });
  // rows of several lifters, so a join without the owner is noticed
  for (const table of tables) {
    if (table === 'profiles') continue;
    await insertRow(api.sql, table, await api.sql.createLifter());
  }
});

it('the fixtures leave rows on both sides of a reference', async () => {
  const found = await references();
  expect(found.length).toBeGreaterThan(9);
  expect(found.map(({ child }) => isTable(child))).not.toContain(false);
});

it('every reference can be followed from the child, which has one parent or none', async () => {
  for (const { name, child, parent, columns } of await references()) {
    if (child === parent) continue;
    const { data, error } = await tableOf(api.service(), child).select(
      `*, parent:${parent}!${name}(*)`,
    );
    expect(error, name).toBeNull();
    const on = columns.map((pair) => `c."${pair.child}" = p."${pair.parent}"`).join(' and ');
    const wanted = await api.sql.query<{ row: unknown }>(
      `select to_jsonb(c) || jsonb_build_object('parent', to_jsonb(p)) as row
       from public.${child} as c left join public.${parent} as p on ${on}`,
    );
    expect(asSet(data), name).toEqual(asSet(wanted.map(({ row }) => row)));
  }
});

it('every reference can be followed from the parent: to a list, or to one where a constraint says so', async () => {
  for (const { name, child, parent, columns, oneToOne } of await references()) {
    if (child === parent) continue;
    const { data, error } = await tableOf(api.service(), parent).select(
      `id, children:${child}!${name}(*)`,
    );
    expect(error, name).toBeNull();
    const on = columns.map((pair) => `c."${pair.child}" = p."${pair.parent}"`).join(' and ');
    const list = oneToOne
      ? 'jsonb_agg(to_jsonb(c)) -> 0'
      : `coalesce(jsonb_agg(to_jsonb(c)), '[]')`;
    const wanted = await api.sql.query<{ row: unknown }>(
      `select jsonb_build_object('id', p.id, 'children', (
         select ${list} from public.${child} as c where ${on}
       )) as row from public.${parent} as p`,
    );
    expect(asSet(data), name).toEqual(asSet(wanted.map(({ row }) => row)));
  }
});

/** Rows whatever their order, and their lists' order. */
function asSet(rows: readonly unknown[] | null): string[] {
  return (rows ?? []).map((row) => JSON.stringify(sorted(row))).toSorted();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted).toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, one]) => [name, sorted(one)] as const)
      .toSorted(([a], [b]) => a.localeCompare(b)),
  );
}

describe('the types are those of what comes', () => {
  it('three tables deep, down to the contract of a JSONB column', async () => {
    const { data } = await api
      .lifter(lifter)
      .from('programs')
      .select('id, status, sessions(planned_date, session_logs(actual_sets, completion_pct))')
      .order('planned_date', { referencedTable: 'sessions' })
      .throwOnError();
    expectTypeOf(data).toEqualTypeOf<
      {
        id: string;
        status: Tables<'programs'>['status'];
        sessions: {
          planned_date: string | null;
          session_logs: { actual_sets: ActualSets; completion_pct: number | null }[];
        }[];
      }[]
    >();
    const logs = data.flatMap(({ sessions }) => sessions).flatMap((one) => one.session_logs);
    for (const { actual_sets } of logs) {
      expect(actual_sets).toEqual(sets);
    }
  });

  it('up from a row to the one that it belongs to', async () => {
    const { data } = await api
      .lifter(lifter)
      .from('sessions')
      .select('id, program:programs(start_date, lifter_maxes(squat_1rm_grams))')
      .limit(1)
      .throwOnError();
    expectTypeOf(data).toEqualTypeOf<
      {
        id: string;
        program: { start_date: string; lifter_maxes: { squat_1rm_grams: number } };
      }[]
    >();
    for (const { program } of data) {
      expect(program).toEqual({
        start_date: '2026-01-05',
        lifter_maxes: { squat_1rm_grams: 140_000 },
      });
    }
  });

  it('only parents that have a child, with !inner and a filter of the child', async () => {
    const client = api.lifter(lifter);
    const of = (lift: 'squat' | 'bench') =>
      client
        .from('programs')
        .select('id, sessions!inner(primary_lift)')
        .eq('sessions.primary_lift', lift);
    expect((await of('squat')).data).toHaveLength(1);
    expect((await of('bench')).data).toEqual([]);
  });
});

it('rows of another lifter are not there, nested or not', async () => {
  const stranger = await api.sql.createLifter();
  const { data } = await api.lifter(stranger).from('profiles').select('id').throwOnError();
  expect(data).toEqual([{ id: stranger }]);
  for (const { name, child, parent } of await references()) {
    if (child === parent) continue;
    const nested = await tableOf(api.lifter(stranger), parent).select(`id, ${child}!${name}(id)`);
    expect(nested.data, name).toEqual([]);
  }
});

it('a way between two tables that is not there is named (PGRST200)', async () => {
  const { error, status } = await tableOf(api.service(), 'profiles').select('id, sessions(id)');
  expect(status).toBe(400);
  expect(error).toMatchObject({
    code: 'PGRST200',
    message: "Could not find a relationship between 'profiles' and 'sessions' in the schema cache",
  });
});

it('a table that refers to itself by several columns needs a function (PGRST200)', async () => {
  const own = (await references()).filter(({ child, parent }) => child === parent);
  expect(own.length).toBeGreaterThan(0);
  for (const { name, child } of own) {
    const { error } = await tableOf(api.service(), child).select(`id, other:${child}!${name}(id)`);
    expect(error, name).toMatchObject({ code: 'PGRST200' });
  }
});
