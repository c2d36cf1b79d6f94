import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import {
  catalogueOf,
  insertJson,
  insertRow,
  isTable,
  type TableName,
  tables,
} from '@parakeet/db-harness/made-rows';

const db = useDatabase();

interface Reference {
  readonly table: string;
  /** The column with the other row's id. */
  readonly pointer: string;
  readonly target: string;
  /** Whether every foreign key on it includes the owner. */
  readonly isOwned: boolean;
  /** The number of foreign keys on it. */
  readonly ways: number;
  readonly nullable: boolean;
}

/** The references between tables of lifters, from the catalogue. */
function references(): Promise<Reference[]> {
  return db.query<Reference>(
    `with pair as (
       select k.oid, k.conrelid, k.confrelid, s.attname as source, t.attname as target
       from pg_constraint as k
       cross join unnest(k.conkey, k.confkey) as u (source, target)
       join pg_attribute as s on s.attrelid = k.conrelid and s.attnum = u.source
       join pg_attribute as t on t.attrelid = k.confrelid and t.attnum = u.target
       where k.contype = 'f' and k.connamespace = 'public'::regnamespace
         and k.confrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
     ),
     key as (
       select oid, conrelid, confrelid,
         -- what is not the owner points at the row
         min(source) filter (where target = 'id') as pointer,
         bool_or(source = 'user_id' and target = 'user_id') as is_owned
       from pair group by 1, 2, 3
     )
     select conrelid::regclass::text as table, key.pointer, confrelid::regclass::text as target,
       bool_and(is_owned) as "isOwned", count(*)::int as ways,
       not bool_and(a.attnotnull) as nullable
     from key
     left join pg_attribute as a on a.attrelid = conrelid and a.attname = key.pointer
     group by 1, 2, 3
     order by 1, 2, 3`,
  );
}

/** The references without the owner, as `table.column`. */
async function ownerless(): Promise<string[]> {
  const found = (await references()).filter(({ isOwned }) => !isOwned);
  return found.map(({ table, pointer }) => `${table}.${pointer}`);
}

/** Other columns that a reference requires. */
const withIt: Readonly<Record<string, object>> = {
  'session_logs.corrects_log_id': { is_correction: true },
};

// one for each reference of the specification; the catalogue shows that none is missing
const known: readonly [TableName, string, TableName][] = [
  ['auxiliary_assignments', 'program_id', 'programs'],
  ['edge_cases', 'program_id', 'programs'],
  ['edge_cases', 'session_id', 'sessions'],
  ['performance_metrics', 'session_log_id', 'session_logs'],
  ['programs', 'formula_config_id', 'formula_configs'],
  ['programs', 'lifter_maxes_id', 'lifter_maxes'],
  ['session_logs', 'corrects_log_id', 'session_logs'],
  ['session_logs', 'session_id', 'sessions'],
  ['sessions', 'program_id', 'programs'],
  ['soreness_checkins', 'session_id', 'sessions'],
];

it('every reference between tables of lifters is tested, and includes the owner', async () => {
  const found = await references();
  expect(found.map(({ table, pointer, target }) => [table, pointer, target])).toEqual(known);
  expect(await ownerless()).toEqual([]);
  expect(found.every(({ table, target }) => isTable(table) && isTable(target))).toBe(true);
  expect(tables.length).toBeGreaterThan(10);
});

it('finds a new reference without the owner', async () => {
  await db.query(`create table public.notes (
    id uuid primary key, user_id uuid not null references auth.users (id) on delete cascade,
    session_id uuid references public.sessions (id) on delete cascade)`);
  expect(await ownerless()).toEqual(['notes.session_id']);
  await db.query(`alter table public.notes drop constraint notes_session_id_fkey,
    add foreign key (session_id, user_id) references public.sessions (id, user_id) on delete cascade`);
  expect(await ownerless()).toEqual([]);
});

it('each reference has one foreign key: with two, the Data API refuses to embed (PGRST201)', async () => {
  const twice = async () => (await references()).filter(({ ways }) => ways > 1);
  expect(await twice()).toEqual([]);
  await db.query(`alter table public.sessions add foreign key (program_id)
    references public.programs (id)`);
  expect(await twice()).toMatchObject([{ table: 'sessions', pointer: 'program_id' }]);
});

describe.each(known)('%s.%s', (table, pointer, target) => {
  /** A lifter's row, a row that it may refer to, and one that it may not. */
  async function scene() {
    const [owner, other] = [await db.createLifter(), await db.createLifter()];
    const id = await insertRow(db, table, owner);
    const [row] = await db.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from public.${table} as t where id = $1`,
      [id],
    );
    if (!row) throw new Error(`${table} has no row ${id}`);
    const isCorrection = pointer === 'corrects_log_id';
    const now = row.row[pointer];
    const own = isCorrection
      ? id
      : typeof now === 'string'
        ? now
        : await insertRow(db, target, owner);
    return { owner, id, own, others: await insertRow(db, target, other), row: row.row };
  }
  type Scene = Awaited<ReturnType<typeof scene>>;

  async function become(role: string, owner: string): Promise<void> {
    await (role === 'authenticated' ? db.asLifter(owner) : db.asService());
  }

  /** Inserts the row with another reference, and undoes it. */
  function insert({ id, row, owner }: Scene, role: string, to: string | null) {
    return db.attempt(async () => {
      await db.asOwner();
      // its place becomes free, except for a log: there the new row is the correction
      if (pointer !== 'corrects_log_id' || to === null) {
        await db.query(`delete from public.${table} where id = $1`, [id]);
      }
      await become(role, owner);
      await insertJson(db, table, {
        ...row,
        ...(to === null ? {} : withIt[`${table}.${pointer}`]),
        id: randomUUID(),
        [pointer]: to,
      });
    });
  }

  /** Changes the row's reference, and undoes it. */
  function update({ id, owner }: Scene, role: string, to: string | null) {
    const also = pointer === 'corrects_log_id' ? ', is_correction = $2::uuid is not null' : '';
    return db.attempt(async () => {
      await become(role, owner);
      await db.query(`update public.${table} set ${pointer} = $2${also} where id = $1`, [id, to]);
    });
  }

  describe.each(['authenticated', 'service_role'])('as %s', (role) => {
    const mayUpdate = role !== 'authenticated' || !catalogueOf(table).appendOnly;

    it('accepts a row of the same lifter', async () => {
      const there = await scene();
      expect(await insert(there, role, there.own)).toBeUndefined();
      // a log cannot become its own correction
      if (mayUpdate && pointer !== 'corrects_log_id') {
        expect(await update(there, role, there.own)).toBeUndefined();
      }
    });

    it('refuses a row of another lifter (23503)', async () => {
      const there = await scene();
      const refusal = { code: '23503', constraint: `${table}_${pointer}_fkey` };
      expect(await insert(there, role, there.others)).toMatchObject(refusal);
      expect(await update(there, role, there.others)).toMatchObject(
        mayUpdate ? refusal : { code: '42501' },
      );
    });

    it('refuses a missing row (23503)', async () => {
      const there = await scene();
      const refusal = { code: '23503', constraint: `${table}_${pointer}_fkey` };
      expect(await insert(there, role, randomUUID())).toMatchObject(refusal);
      expect(await update(there, role, randomUUID())).toMatchObject(
        mayUpdate ? refusal : { code: '42501' },
      );
    });

    it('accepts NULL exactly if the column does (23502)', async () => {
      const there = await scene();
      const found = (await references()).find(
        (one) => one.table === table && one.pointer === pointer,
      );
      const refusal = found?.nullable === true ? undefined : '23502';
      expect((await insert(there, role, null))?.code).toBe(refusal);
      expect((await update(there, role, null))?.code).toBe(mayUpdate ? refusal : '42501');
    });
  });

  it('refuses to give the referenced row to another lifter (23503)', async () => {
    const { own, owner } = await scene();
    if (table === 'edge_cases' || pointer === 'corrects_log_id') {
      // those fixtures have no reference yet
      const row = await db.query<{ id: string }>(
        table === 'edge_cases'
          ? `update public.edge_cases set ${pointer} = $1 where user_id = $2 returning id`
          : `insert into public.session_logs (user_id, session_id, actual_sets, is_correction, corrects_log_id)
             select user_id, session_id, '[]', true, id from public.session_logs
             where id = $1 and user_id = $2 returning id`,
        [own, owner],
      );
      expect(row).toHaveLength(1);
    }
    const refusal = await db.refused(`update public.${target} set user_id = $2 where id = $1`, [
      own,
      await db.createLifter(),
    ]);
    expect(refusal.code).toBe('23503');
  });
});
