import pg from 'pg';
import { ToolError } from '@parakeet/command-kit';
import { readOnly } from '../audit/read-only.ts';
import { shortPath } from '../project/project.ts';
import type { BackfillFile } from './backfill-file.ts';

/** The table of a backfill in the target. */
export interface BackfilledTable {
  /** Quoted, with its schema. */
  readonly table: string;
  /** The column of the primary key, quoted, and its type. */
  readonly key: string;
  readonly keyType: string;
  /** The estimated rows; undefined before Postgres has counted any. */
  readonly estimatedRows: number | undefined;
}

/**
 * Finds the table of a backfill.
 *
 * @throws ToolError if it does not exist, or its primary key is missing or has several columns
 */
export async function findTable(
  client: pg.ClientBase,
  { table, path }: BackfillFile,
): Promise<BackfilledTable> {
  const { rows } = await client.query<{
    name: string | null;
    keys: { name: string; type: string }[];
    estimate: number;
  }>(
    `select format('%I.%I', n.nspname, c.relname) as name, c.reltuples as estimate,
       coalesce((select json_agg(json_build_object('name', quote_ident(a.attname),
           'type', format_type(a.atttypid, a.atttypmod)))
         from pg_index as i join pg_attribute as a on a.attrelid = c.oid and a.attnum = any (i.indkey)
         where i.indrelid = c.oid and i.indisprimary), '[]') as keys
     from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
     where c.oid = to_regclass($1) and c.relkind in ('r', 'p')`,
    [table],
  );
  const [found] = rows;
  if (!found?.name) {
    throw new ToolError(`${shortPath(path)}: the database has no table ${table}.`, {
      next: 'Is its migration applied? Write the name with its schema.',
    });
  }
  const [key, ...more] = found.keys;
  if (!key || more.length > 0) {
    const has = key ? `has ${found.keys.length} columns` : 'is missing';
    throw new ToolError(`${shortPath(path)}: the primary key of ${table} ${has}.`, {
      next: 'A backfill needs a primary key of one column. Change these rows in a migration.',
    });
  }
  return {
    table: found.name,
    key: key.name,
    keyType: key.type,
    estimatedRows: found.estimate < 0 ? undefined : found.estimate,
  };
}

/**
 * Counts the remaining rows.
 *
 * @param atMost milliseconds
 * @returns undefined if the count takes longer
 * @throws ToolError if the condition is invalid SQL
 */
export async function countLeft(
  client: pg.ClientBase,
  { table }: BackfilledTable,
  { rows: condition, path }: BackfillFile,
  atMost = 20_000,
): Promise<number | undefined> {
  try {
    const sql = `select count(*) as left from ${table} where (${condition})`;
    const { rows } = await readOnly(client, () => client.query<{ left: string }>(sql), {
      timeoutMs: atMost,
    });
    return Number(rows[0]?.left);
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError)) throw cause;
    // query_canceled: it took too long
    if (cause.code === '57014') return undefined;
    throw new ToolError(`${shortPath(path)}: rows: ${condition}: ${cause.message}`, { cause });
  }
}
