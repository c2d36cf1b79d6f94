import { ToolError } from '@parakeet/command-kit';
import type pg from 'pg';
import * as z from 'zod';
import { inWords, tablePlace, type ContractSources, type TablePlace } from '../contracts/index.ts';
import { readOnly } from './read-only.ts';

/** A column of the target, and its checks. */
export interface AuditedColumn extends TablePlace {
  readonly column: string;
  readonly contract: z.ZodType;
  /** When it must have a value and when not, if there is such a rule. */
  readonly presentWhen?: { readonly column: string; readonly value: string };
  /** The columns of its table's primary key; empty without one. */
  readonly key: readonly KeyColumn[];
  /** Whether policies hide rows of its table from this role. */
  readonly hidden: boolean;
  /** The planner's estimate of the rows; unknown until the table was analyzed. */
  readonly estimatedRows?: number;
}

export interface KeyColumn {
  readonly name: string;
  /** As SQL names it: `uuid`. */
  readonly type: string;
}

export interface AuditedColumns {
  readonly columns: readonly AuditedColumn[];
  /** Contract columns that the target lacks, as sentences: its schema differs. */
  readonly missing: readonly string[];
  /** JSONB columns of the target without a contract. */
  readonly unknown: readonly string[];
}

interface Facts {
  schema: string;
  table: string;
  column: string;
  type: string;
  hidden: boolean;
  estimated: number;
  key: KeyColumn[] | null;
}

/** The columns of the target that have a contract. Reads only the catalogue. */
export async function findColumns(
  client: pg.ClientBase,
  { schema: firstSchema, columns: registry, presentWhen }: ContractSources,
): Promise<AuditedColumns> {
  const places = Object.keys(registry).map((key) => tablePlace(key, firstSchema));
  const schemas = [...new Set([firstSchema, ...places.map(({ schema }) => schema)])];
  const { rows } = await readOnly(client, () => client.query<Facts>(factsQuery, [schemas]));
  const facts = new Map(rows.map((row) => [columnName(row), row]));
  const columns: AuditedColumn[] = [];
  const missing: string[] = [];
  for (const [key, contracts] of Object.entries(registry)) {
    const place = tablePlace(key, firstSchema);
    for (const [column, contract] of Object.entries(contracts)) {
      const name = columnName({ ...place, column });
      const found = facts.get(name);
      if (found?.type !== 'jsonb') {
        missing.push(found ? `${name} is ${found.type} there, not jsonb` : `${name} is not there`);
        continue;
      }
      const [other] = Object.entries(presentWhen[key]?.[column] ?? {});
      const rule = other && { column: other[0], value: other[1] };
      const ruling = rule && columnName({ ...place, column: rule.column });
      const isRuled = ruling !== undefined && facts.has(ruling);
      if (ruling !== undefined && !isRuled) missing.push(`${ruling} is not there`);
      columns.push({
        ...place,
        column,
        // many times faster, with the same verdict
        contract: z.compile(contract),
        ...(isRuled ? { presentWhen: rule } : {}),
        key: found.key ?? [],
        hidden: found.hidden,
        ...(found.estimated < 0 ? {} : { estimatedRows: found.estimated }),
      });
    }
  }
  const known = new Set(columns.map(columnName));
  const unknown = [...facts].filter(([name, { type }]) => type === 'jsonb' && !known.has(name));
  return { columns, missing, unknown: unknown.map(([name]) => name) };
}

/**
 * Refuses columns that cannot be checked completely, before any check starts.
 *
 * @throws ToolError if policies hide rows from this role, or a table has no primary key
 */
export function requireWhole({ schema, table: name, key, hidden }: AuditedColumn): void {
  const table = inWords({ schema, table: name });
  if (hidden) {
    throw new ToolError(`row level security hides rows of ${table} from this role`, {
      next:
        'The audit cannot judge hidden rows. Connect as the owner of the tables (postgres, in a ' +
        'Supabase project), or as a role with BYPASSRLS.',
    });
  }
  if (key.length === 0) {
    throw new ToolError(`${table} has no primary key to read it by in pages`, {
      next: 'Give it one, or audit the other columns one by one with --column=.',
    });
  }
}

/** `session_logs.actual_sets`, with its schema unless that is `public`. */
export function columnName({ column, ...place }: TablePlace & { readonly column: string }): string {
  return `${inWords(place)}.${column}`;
}

const factsQuery = `
  select
    n.nspname::text as schema,
    c.relname::text as table,
    a.attname::text as column,
    format_type(a.atttypid, null) as type,
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
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where n.nspname = any ($1::text[])
    and c.relkind in ('r', 'p')
    -- the rows of a partition are those of its table
    and not c.relispartition
  order by n.nspname, c.relname, a.attnum
`;
