import type pg from 'pg';
import { columnNames } from '../facts/column-names.ts';

/** A table without rows, with the facts for making some. */
export interface FillableTable {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly FillableColumn[];
  readonly constraints: readonly RowConstraint[];
  readonly references: readonly RowReference[];
}

export interface FillableColumn {
  readonly name: string;
  /** As it is declared, to cast to. */
  readonly type: string;
  /** The base type of a domain, without limits: `character varying`. */
  readonly base: string;
  readonly required: boolean;
  readonly hasDefault: boolean;
  /** Of an enum. */
  readonly words: readonly string[] | null;
}

/** A CHECK, a unique index, or the condition of a domain or a partition. */
export interface RowConstraint {
  readonly name: string;
  readonly columns: readonly string[];
  /** As Postgres prints it; its literals may be allowed values. */
  readonly text: string;
}

export interface RowReference {
  readonly columns: readonly string[];
  readonly target: number;
  readonly targetSchema: string;
  readonly targetName: string;
  readonly targetColumns: readonly string[];
}

/** Schemas of Supabase's services. Migrations do not own their tables. */
const serviceSchemas = [
  'pg_catalog',
  'information_schema',
  'storage',
  'realtime',
  'vault',
  'graphql',
  'cron',
  'net',
  'pgmq',
  'supabase_functions',
  'supabase_migrations',
];

/** The empty tables that get rows: all except those of the services. */
export async function readFillable(client: pg.ClientBase): Promise<FillableTable[]> {
  const { rows } = await client.query<FillableTable>(
    `select c.oid::int as oid, n.nspname::text as schema, c.relname::text as name,
       (
         select coalesce(jsonb_agg(jsonb_build_object(
           'name', a.attname,
           'type', format_type(a.atttypid, a.atttypmod),
           'base', format_type(coalesce(nullif(t.typbasetype, 0), t.oid), null),
           'required', a.attnotnull or t.typnotnull,
           'hasDefault', a.atthasdef or a.attidentity <> '' or t.typdefault is not null,
           'words', (
             select jsonb_agg(enumlabel order by enumsortorder) from pg_catalog.pg_enum
             where enumtypid = t.oid
           )
         ) order by a.attnum), '[]')
         from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           and a.attgenerated = '' and a.attidentity <> 'a'
       ) as columns,
       (
         select coalesce(jsonb_agg(to_jsonb(one)), '[]') from (
           select k.conname as name, ${columnNames('k.conkey', 'c.oid')} as columns,
             pg_get_constraintdef(k.oid) as text
           from pg_catalog.pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
           union all
           select i.relname, ${columnNames('x.indkey::int2[]', 'c.oid')}, ''
           from pg_catalog.pg_index x join pg_catalog.pg_class i on i.oid = x.indexrelid
           where x.indrelid = c.oid and (x.indisunique or x.indisexclusion)
           union all
           select k.conname, jsonb_build_array(a.attname), pg_get_constraintdef(k.oid)
           from pg_catalog.pg_attribute a
           join pg_catalog.pg_constraint k on k.contypid = a.atttypid
           where a.attrelid = c.oid and a.attnum > 0
           union all
           select 'partition', (
               select jsonb_agg(attname) from pg_catalog.pg_attribute
               where attrelid = c.oid and attnum > 0
             ), pg_get_partition_constraintdef(c.oid)
           where c.relispartition
         ) as one
       ) as constraints,
       (
         select coalesce(jsonb_agg(jsonb_build_object(
           'columns', ${columnNames('k.conkey', 'c.oid')}, 'target', k.confrelid::int,
           'targetSchema', f.relnamespace::regnamespace::text, 'targetName', f.relname,
           'targetColumns', ${columnNames('k.confkey', 'k.confrelid')}
         ) order by cardinality(k.conkey) desc, k.conname), '[]')
         from pg_catalog.pg_constraint k join pg_catalog.pg_class f on f.oid = k.confrelid
         where k.conrelid = c.oid and k.contype = 'f'
       ) as references
     from pg_catalog.pg_class c
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and pg_relation_size(c.oid) = 0
       and n.nspname <> all ($1) and n.nspname not like 'pg\\_%'
       and (n.nspname <> 'auth' or c.relname = 'users')
       and not exists (
         select from pg_catalog.pg_depend d
         where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
       )
     order by n.nspname, c.relname`,
    [serviceSchemas],
  );
  return inOrder(rows);
}

/** Each table after those that it refers to, except in circles. */
function inOrder(tables: readonly FillableTable[]): FillableTable[] {
  const ordered = new Set<FillableTable>();
  const begun = new Set<FillableTable>();
  const place = (table: FillableTable) => {
    if (begun.has(table)) return;
    begun.add(table);
    for (const { target } of table.references) {
      const other = tables.find(({ oid }) => oid === target);
      if (other) place(other);
    }
    ordered.add(table);
  };
  for (const table of tables) place(table);
  return [...ordered];
}
