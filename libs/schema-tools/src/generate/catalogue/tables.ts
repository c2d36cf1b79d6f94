import type pg from 'pg';
import { shownColumns } from '@parakeet/local-supabase/view-columns';
import type { CatalogueColumn, CatalogueTable } from '../model.ts';
import { bothLimits, limitsOf } from './limits.ts';
import { Types, type TypeUse } from './types.ts';

/**
 * Reads the tables and views of schemas, by schema and name.
 *
 * A column has the limits of its CHECKs on this column alone, and of its domain. If several list
 * values, it has their common values. A NOT VALID CHECK does not count, because older rows may
 * violate it. A column of a view may show a table's column unchanged. Then it has the same limits,
 * and names that column as its source.
 *
 * @param schemas in this order
 */
export async function readTables(
  client: pg.ClientBase,
  schemas: readonly string[] = ['public'],
  types?: Types,
): Promise<CatalogueTable[]> {
  const { rows } = await client.query<RelationFacts>(relationsQuery);
  const relations = new Relations(rows, types ?? (await Types.read(client)));
  const tables: CatalogueTable[] = [];
  for (const schema of schemas) {
    for (const facts of rows.filter((one) => one.schema === schema)) {
      tables.push(await relations.describe(facts));
    }
  }
  return tables;
}

interface ColumnFacts extends TypeUse {
  number: number;
  name: string;
  nullable: boolean;
  has_default: boolean;
  generated: boolean;
  identity: 'always' | 'by default' | null;
  comment: string | null;
  equal_is_identical: boolean;
  checks: string[];
}

interface RelationFacts {
  oid: number;
  schema: string;
  name: string;
  comment: string | null;
  /** A view's rewrite rule. */
  rule: string | null;
  columns: ColumnFacts[];
}

const relationsQuery = `
  select
    c.oid,
    n.nspname::text as schema,
    c.relname::text as name,
    obj_description(c.oid, 'pg_class') as comment,
    case when c.relkind in ('v', 'm') then (
      select ev_action::text from pg_catalog.pg_rewrite
      where ev_class = c.oid and rulename = '_RETURN'
    ) end as rule,
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'number', a.attnum,
        'name', a.attname,
        'type', a.atttypid::bigint,
        'modifier', a.atttypmod,
        'dimensions', a.attndims,
        'sql', format_type(a.atttypid, a.atttypmod),
        'nullable', not a.attnotnull,
        'has_default', (a.atthasdef and a.attgenerated = '') or a.attidentity <> '',
        'generated', a.attgenerated <> '',
        'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
        'comment', col_description(c.oid, a.attnum),
        -- whether equal means identical: not so in a case-insensitive collation
        'equal_is_identical', coalesce(
          (select l.collisdeterministic from pg_catalog.pg_collation l where l.oid = a.attcollation),
          true
        ),
        'checks', array(
          select pg_get_expr(k.conbin, k.conrelid)
          from pg_catalog.pg_constraint k
          where k.conrelid = c.oid
            and k.contype = 'c'
            and k.convalidated
            and k.conkey = array[a.attnum]
          order by k.conname
        )
      ) order by a.attnum)
      from pg_catalog.pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ), '[]') as columns
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f', 'v', 'm')
    and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
  order by c.relname collate "C"
`;

/** The tables and views of all schemas, because views may show columns of other schemas. */
class Relations {
  readonly #types: Types;
  readonly #byOid: ReadonlyMap<number, RelationFacts>;

  constructor(rows: readonly RelationFacts[], types: Types) {
    this.#types = types;
    this.#byOid = new Map(rows.map((one) => [one.oid, one]));
  }

  async describe(relation: RelationFacts): Promise<CatalogueTable> {
    const { schema, name, comment, rule } = relation;
    const columns: CatalogueColumn[] = [];
    for (const column of relation.columns) columns.push(await this.#column(relation, column));
    return {
      schema,
      name,
      ...(rule === null ? {} : { view: { isUpdatable: false } }),
      ...(comment === null ? {} : { comment }),
      columns,
    };
  }

  async #column(relation: RelationFacts, facts: ColumnFacts): Promise<CatalogueColumn> {
    const shown = this.#shownBy(relation, facts);
    const { type, limits, notNull } = await this.#types.describe(facts);
    const own = await limitsOf(type, facts.checks, facts.equal_is_identical);
    const source = shown && (await this.#column(shown.relation, shown.column));
    return {
      name: facts.name,
      // what a view shows of text[][] is text[][], though it is not declared there
      type: source?.type.sql === type.sql ? source.type : type,
      nullable: facts.nullable && !notNull,
      hasDefault: facts.has_default,
      generated: source?.generated ?? facts.generated,
      ...identityOf(source?.identity ?? facts.identity),
      ...(facts.comment === null ? {} : { comment: facts.comment }),
      ...bothLimits(limits, source ? bothLimits(own, source) : own),
      ...sourceOf(source, shown),
    };
  }

  /** The column that a view's column shows unchanged. */
  #shownBy(view: RelationFacts, { number }: ColumnFacts) {
    if (view.rule === null) return undefined;
    const shown = shownColumns(view.rule).find(({ column }) => column === number);
    const relation = shown && this.#byOid.get(shown.table);
    const column = relation?.columns.find((one) => one.number === shown?.tableColumn);
    return relation && column && { relation, column };
  }
}

function identityOf(identity: CatalogueColumn['identity'] | null) {
  return identity ? { identity } : {};
}

/** For a view of a view, the table's column. */
function sourceOf(
  source: CatalogueColumn | undefined,
  shown: { relation: RelationFacts; column: ColumnFacts } | undefined,
): Pick<CatalogueColumn, 'source'> {
  if (!shown) return {};
  const { relation, column } = shown;
  return { source: source?.source ?? [relation.schema, relation.name, column.name] };
}
