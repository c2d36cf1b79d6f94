import { jsonContracts, presentWhen } from '@parakeet/db-types';
import { ToolError } from '@parakeet/local-supabase';
import type pg from 'pg';
import * as z from 'zod';

/** A column of the target to look at, and what it is looked at with. */
export interface AuditedColumn {
  readonly table: string;
  readonly column: string;
  readonly contract: z.ZodType;
  /** When it has a value and when not, if there is such a rule. */
  readonly presentWhen?: { readonly column: string; readonly value: string };
  readonly key: readonly KeyColumn[];
  /** Rows as the planner estimates them; unknown until the table was analyzed once. */
  readonly estimatedRows?: number;
}

export interface KeyColumn {
  readonly name: string;
  /** In SQL's words: `uuid`. */
  readonly type: string;
}

export interface AuditedColumns {
  readonly columns: readonly AuditedColumn[];
  /** Columns of contracts that the target has not: its schema is another. */
  readonly missing: readonly string[];
  /** JSONB columns of the target that no contract knows. */
  readonly unknown: readonly string[];
}

interface Facts {
  table: string;
  column: string;
  hidden: boolean;
  estimated: number;
  key: KeyColumn[] | null;
}

/**
 * Which columns of the target can be looked at. Reads the catalogue alone.
 *
 * @throws ToolError if policies would hide rows from this role, or a table has no primary key
 */
export async function findColumns(client: pg.ClientBase): Promise<AuditedColumns> {
  const { rows } = await client.query<Facts>(factsQuery);
  const facts = new Map(rows.map((row) => [`${row.table}.${row.column}`, row]));
  const columns: AuditedColumn[] = [];
  const missing: string[] = [];
  for (const [table, contracts] of Object.entries(jsonContracts)) {
    for (const [column, contract] of Object.entries(contracts)) {
      const name = `${table}.${column}`;
      const found = facts.get(name);
      if (!found) {
        missing.push(name);
        continue;
      }
      facts.delete(name);
      const rule = presenceOf(table, column);
      columns.push({
        table,
        column,
        // many times as fast, and the same verdict
        contract: z.compile(contract),
        ...(rule ? { presentWhen: rule } : {}),
        key: keyOf(found),
        ...(found.estimated < 0 ? {} : { estimatedRows: found.estimated }),
      });
    }
  }
  return { columns, missing, unknown: [...facts.keys()] };
}

function keyOf({ table, hidden, key }: Facts): readonly KeyColumn[] {
  if (hidden) {
    throw new ToolError(`row level security hides rows of ${table} from this role`, {
      next:
        'What is not seen cannot be found. Connect as the owner of the tables (postgres, in a ' +
        'Supabase project), or as a role with BYPASSRLS.',
    });
  }
  if (!key) throw new ToolError(`${table} has no primary key to read it by in pages`);
  return key;
}

function presenceOf(table: string, column: string): AuditedColumn['presentWhen'] {
  const tables: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
  > = presentWhen;
  const [rule] = Object.entries(tables[table]?.[column] ?? {});
  return rule && { column: rule[0], value: rule[1] };
}

const factsQuery = `
  select
    c.relname::text as table,
    a.attname::text as column,
    row_security_active(c.oid) as hidden,
    c.reltuples::float8 as estimated,
    (
      select jsonb_agg(
        jsonb_build_object('name', k.attname, 'type', format_type(k.atttypid, k.atttypmod))
        order by array_position(i.indkey, k.attnum)
      )
      from pg_catalog.pg_index i
      join pg_catalog.pg_attribute k on k.attrelid = c.oid and k.attnum = any (i.indkey)
      where i.indrelid = c.oid and i.indisprimary
    ) as key
  from pg_catalog.pg_class c
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = to_regnamespace('public')
    and c.relkind in ('r', 'p')
    and a.atttypid = 'jsonb'::regtype
  order by c.relname, a.attnum
`;
