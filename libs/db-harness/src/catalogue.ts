import { columnNames } from '@parakeet/schema-tools';
import type { Session } from './session.ts';

/** The facts that made rows must fit: the tables of `public` in a catalogue, at any step. */
export type Tables = readonly Table[];

export interface Table {
  readonly name: string;
  /** It stays when the table is renamed. */
  readonly oid: number;
  /** In order. */
  readonly columns: readonly Column[];
  readonly checks: readonly Check[];
  readonly references: readonly Reference[];
  /** Unique constraints and indexes, including the primary key. */
  readonly uniques: readonly Unique[];
  /** Whether its comment says append-only: the API roles change and delete none of its rows. */
  readonly appendOnly: boolean;
}

export interface Column {
  readonly name: string;
  /** Its number in the table, which stays when the column is renamed. */
  readonly number: number;
  /** As `format_type` prints it, such as `numeric(5,2)`. For a domain, its base type. */
  readonly type: string;
  readonly required: boolean;
  readonly hasDefault: boolean;
  /** The default's expression, unless it is the next number of a sequence. */
  readonly default: string | null;
  /** Whether the database always generates it, so that no row may set it. */
  readonly generated: boolean;
  /** The values of its enum, if it has one. */
  readonly words: readonly string[] | null;
}

export interface Check {
  readonly name: string;
  readonly columns: readonly string[];
  /** The condition, with unqualified columns. */
  readonly condition: string;
  /** False while old rows may break it (NOT VALID). */
  readonly validated: boolean;
}

/** A foreign key. */
export interface Reference {
  readonly name: string;
  readonly columns: readonly string[];
  /** With its schema. */
  readonly target: string;
  readonly targetColumns: readonly string[];
}

export interface Unique {
  readonly name: string;
  /** Empty for an index over expressions. */
  readonly columns: readonly string[];
  readonly predicate: string | null;
  readonly primary: boolean;
}

/** The tables of `public` from the catalogue, in the order of their names. */
export async function readTables(db: Session): Promise<Tables> {
  return db.query<Table>(`
    select
      c.relname as name, c.oid::int8::int as oid,
      coalesce(obj_description(c.oid, 'pg_class') ~* '\\mappend-only\\M', false) as "appendOnly",
      (select coalesce(json_agg(json_build_object(
          'name', a.attname,
          'number', a.attnum,
          'type', format_type(
            case t.typtype when 'd' then t.typbasetype else a.atttypid end,
            case t.typtype when 'd' then t.typtypmod else a.atttypmod end),
          'required', a.attnotnull or t.typnotnull,
          'hasDefault', a.atthasdef or a.attidentity <> '' or t.typdefault is not null,
          'default', (select nullif(pg_get_expr(d.adbin, d.adrelid), '')
            from pg_attrdef as d where d.adrelid = a.attrelid and d.adnum = a.attnum
              and a.attgenerated = '' and pg_get_expr(d.adbin, d.adrelid) not like '%nextval(%'),
          'generated', a.attgenerated <> '' or a.attidentity = 'a',
          'words', (select json_agg(enumlabel order by enumsortorder)
            from pg_enum where enumtypid = t.oid)
        ) order by a.attnum), '[]')
        from pg_attribute as a join pg_type as t on t.oid = a.atttypid
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select coalesce(json_agg(json_build_object(
          'name', k.conname,
          'columns', ${columnNames('k.conkey', 'c.oid')},
          'condition', pg_get_expr(k.conbin, k.conrelid),
          'validated', k.convalidated
        ) order by k.conname), '[]')
        from pg_constraint as k where k.conrelid = c.oid and k.contype = 'c') as checks,
      (select coalesce(json_agg(json_build_object(
          'name', k.conname,
          'columns', ${columnNames('k.conkey', 'c.oid')},
          'target', (select f.relnamespace::regnamespace || '.' || quote_ident(f.relname)
            from pg_class as f where f.oid = k.confrelid),
          'targetColumns', ${columnNames('k.confkey', 'k.confrelid')}
        ) order by k.conname), '[]')
        from pg_constraint as k where k.conrelid = c.oid and k.contype = 'f') as references,
      (select coalesce(json_agg(json_build_object(
          'name', i.relname,
          'columns', case when 0 = any (x.indkey::int2[]) then '[]'::jsonb
            else ${columnNames('x.indkey::int2[]', 'c.oid')} end,
          'predicate', pg_get_expr(x.indpred, x.indrelid),
          'primary', x.indisprimary
        ) order by i.relname), '[]')
        from pg_index as x join pg_class as i on i.oid = x.indexrelid
        where x.indrelid = c.oid and x.indisunique) as uniques
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not c.relispartition
    order by c.relname`);
}

/** The owner's column: the first one of the key that refers to the account. */
export function ownerOf({ references }: Table): string | undefined {
  return references.find(({ target }) => target === accounts)?.columns[0];
}

/** The table of the accounts, as references name it. */
export const accounts = 'auth.users';

/** The columns of the primary key; empty without one. */
export function primaryKeyOf({ uniques }: Table): readonly string[] {
  return uniques.find(({ primary }) => primary)?.columns ?? [];
}

/** The table of `public` that a foreign key refers to, without the schema. */
export function targetOf({ target }: Pick<Reference, 'target'>): string {
  return target.replace(/^public\./, '');
}

/** The tables in an order such that each comes after those that its rows require. */
export function inOrder(tables: Tables): Table[] {
  const ordered: Table[] = [];
  const place = (table: Table) => {
    if (ordered.includes(table)) return;
    for (const reference of table.references) {
      const other = tables.find(({ name }) => name === targetOf(reference));
      const isNeeded = reference.columns.every((column) =>
        table.columns.some(({ name, required }) => name === column && required),
      );
      if (other && isNeeded && other !== table) place(other);
    }
    ordered.push(table);
  };
  tables.forEach(place);
  return ordered;
}

/** The columns that a row may set and that do not depend on another row. */
export function settable(table: Table): Column[] {
  const keys = new Set([
    ...table.references.flatMap(({ columns }) => columns),
    ...primaryKeyOf(table),
  ]);
  return table.columns.filter(({ name, generated }) => !generated && !keys.has(name));
}
