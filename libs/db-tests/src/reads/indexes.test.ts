import { expect, it } from 'vitest';
import { type Session, useDatabase } from '@parakeet/db-harness';

const session = useDatabase();

/**
 * Accepted indexes whose columns begin another index, each with the reason. The specification's
 * eight stay as they are.
 */
const knownPrefixes: Readonly<Record<string, string>> = {
  idx_auxiliary_assignments_block:
    'of the specification, which also has these columns and the lift unique',
  idx_warmup_configs_user: 'of the specification, which also has the lifter and the lift unique',
  idx_sessions_program_week:
    'of the specification; that a slot is unique has the day behind these columns',
};

/**
 * SQL for the foreign keys without an index that begins with their columns; it must return none.
 */
const unindexedForeignKeys = `
  select conrelid::regclass || ': ' || conname as name
  from pg_constraint as key
  where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
    select
    from pg_index as index
    cross join lateral (
      -- the owner beside an id selects nothing more: an index that begins with the id will do
      select array_agg(number) as columns
      from unnest(key.conkey) as number
      join pg_attribute on attrelid = key.conrelid and attnum = number
      where attname <> 'user_id' or cardinality(key.conkey) = 1
    ) as needed
    where indrelid = key.conrelid and indisvalid
      and (
        indpred is null
        -- all but NULL, which no foreign key looks for
        or pg_get_expr(indpred, indrelid) = (
          select format('(%I IS NOT NULL)', attname) from pg_attribute
          where attrelid = key.conrelid and attnum = key.conkey[1]
        )
      )
      and (
        (indkey::smallint[])[0:cardinality(key.conkey) - 1] @> key.conkey
        or (indkey::smallint[])[0:cardinality(needed.columns) - 1] @> needed.columns
        -- a correction has its log's id in each of its foreign keys: that one is enough
        or (indkey::smallint[])[0] = key.conkey[1] and exists (
          select from pg_index as target
          where target.indrelid = key.confrelid and target.indisprimary
            and target.indkey[0] = key.confkey[1]
        )
      )
  )
  order by 1`;

/**
 * SQL for indexes whose columns begin another index of the table. Unique indexes are rules, so they
 * do not count.
 */
const prefixes = `
  select shorter.indexrelid::regclass::text as name
  from pg_index as shorter
  join pg_class on pg_class.oid = shorter.indrelid and relnamespace = 'public'::regnamespace
  where not shorter.indisunique and exists (
    select
    from pg_index as longer
    where longer.indrelid = shorter.indrelid and longer.indexrelid <> shorter.indexrelid
      and (longer.indkey::smallint[])[0:shorter.indnkeyatts - 1] = (shorter.indkey::smallint[])[0:shorter.indnkeyatts - 1]
      and longer.indnkeyatts >= shorter.indnkeyatts
      and (longer.indpred is null or pg_get_expr(longer.indpred, longer.indrelid) = pg_get_expr(shorter.indpred, shorter.indrelid))
  )
  order by 1`;

async function names(of: Session, sql: string): Promise<string[]> {
  return (await of.query<{ name: string }>(sql)).map(({ name }) => name);
}

it('every foreign key has an index that begins with its columns', async () => {
  expect(await names(session, unindexedForeignKeys)).toEqual([]);
});

it('finds a foreign key without one', async () => {
  await session.query(`
    create table public.noted (id uuid primary key, log_id uuid references public.session_logs (id));
    create index on public.noted (id, log_id)`);
  expect(await names(session, unindexedForeignKeys)).toEqual(['noted: noted_log_id_fkey']);
  await session.query('create index on public.noted (log_id) where log_id is not null');
  expect(await names(session, unindexedForeignKeys)).toEqual([]);
});

it('no index is the beginning of another, except the known ones', async () => {
  const found = await names(session, prefixes);
  expect(found.filter((name) => !(name in knownPrefixes))).toEqual([]);
});

it('finds an index that is the beginning of another', async () => {
  await session.query('create index noted on public.edge_cases (user_id, status)');
  expect(await names(session, prefixes)).toContain('noted');
});

it('every index is valid', async () => {
  expect(
    await names(session, `select indexrelid::regclass as name from pg_index where not indisvalid`),
  ).toEqual([]);
});
