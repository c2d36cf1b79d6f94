import type pg from 'pg';
import type { CatalogueColumn, ColumnType, Limits } from '../model.ts';
import { columnType } from './column-type.ts';
import { bothLimits, limitsOf } from './limits.ts';

/** The type of a column, a field or an argument. */
export interface TypeUse {
  readonly type: number;
  /** -1 without parameters. */
  readonly modifier: number;
  /** In SQL's words. */
  readonly sql: string;
  /** The declared dimensions of an array. */
  readonly dimensions: number;
}

/** A parsed type: a domain becomes its base type, with the limits of its CHECKs. */
export interface DescribedType {
  readonly type: ColumnType;
  readonly limits: Limits;
  /** Whether a domain refuses NULL. */
  readonly notNull: boolean;
}

interface Facts {
  oid: number;
  schema: string;
  name: string;
  kind: string;
  element: number | null;
  base: number;
  base_modifier: number;
  dimensions: number;
  not_null: boolean;
  checks: string[];
  equal_is_identical: boolean;
  words: string[];
  bounds: string | null;
  is_multirange: boolean;
  fields: (TypeUse & { name: string; not_null: boolean })[] | null;
}

const typesQuery = `
  select
    t.oid,
    n.nspname::text as schema,
    t.typname::text as name,
    t.typtype::text as kind,
    -- int2vector and its like have an element type too, and are no arrays of it
    element.oid as element,
    t.typbasetype as base,
    t.typtypmod as base_modifier,
    t.typndims as dimensions,
    t.typnotnull as not_null,
    array(
      select pg_get_expr(k.conbin, 0)
      from pg_catalog.pg_constraint k
      where k.contypid = t.oid and k.contype = 'c' and k.convalidated
      order by k.conname
    ) as checks,
    coalesce(
      (select l.collisdeterministic from pg_catalog.pg_collation l where l.oid = t.typcollation),
      true
    ) as equal_is_identical,
    array(
      select e.enumlabel::text
      from pg_catalog.pg_enum e
      where e.enumtypid = t.oid
      order by e.enumsortorder
    ) as words,
    (
      select b.typname::text
      from pg_catalog.pg_range r
      join pg_catalog.pg_type b on b.oid = r.rngsubtype
      where t.oid in (r.rngtypid, r.rngmultitypid)
    ) as bounds,
    t.typtype = 'm' as is_multirange,
    case when n.nspname not in ('pg_catalog', 'information_schema') then (
      select jsonb_agg(jsonb_build_object(
        'name', a.attname,
        'type', a.atttypid::bigint,
        'modifier', a.atttypmod,
        'sql', format_type(a.atttypid, a.atttypmod),
        'dimensions', a.attndims,
        'not_null', a.attnotnull
      ) order by a.attnum)
      from pg_catalog.pg_attribute a
      where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
    ) end as fields
  from pg_catalog.pg_type t
  join pg_catalog.pg_namespace n on n.oid = t.typnamespace
  left join pg_catalog.pg_type element
    on element.oid = t.typelem and element.typarray = t.oid
`;

const written = { hasDefault: false, generated: false };

/** Every type of a database. */
export class Types {
  readonly #facts: ReadonlyMap<number, Facts>;

  private constructor(facts: readonly Facts[]) {
    this.#facts = new Map(facts.map((one) => [one.oid, one]));
  }

  static async read(client: pg.ClientBase): Promise<Types> {
    const { rows } = await client.query<Facts>(typesQuery);
    return new Types(rows);
  }

  /** The domain of a type, as schema and name. */
  domainOf(type: number): { readonly schema: string; readonly name: string } | undefined {
    const facts = this.#facts.get(type);
    return facts?.kind === 'd' ? facts : undefined;
  }

  /** Parses a type, including the fields of composite types. */
  async describe(use: TypeUse): Promise<DescribedType> {
    const facts = this.#facts.get(use.type);
    if (facts?.kind === 'd') return this.#describeDomain(facts, use.sql);
    if (!facts?.element) {
      return { type: await this.#plain(facts, use), limits: {}, notNull: false };
    }
    const { type, limits } = await this.describe({ ...use, type: facts.element });
    // schemas cannot express limits for arrays of domains over arrays
    const inner = type.isArray ? { name: 'array', isArray: true, sql: use.sql } : type;
    return {
      type: {
        ...inner,
        isArray: true,
        sql: use.sql,
        ...(Object.keys(limits).length === 0 ? {} : { element: limits }),
        ...(use.dimensions > 1 ? { dimensions: use.dimensions } : {}),
      },
      limits: {},
      notNull: false,
    };
  }

  async #describeDomain(facts: Facts, sql: string): Promise<DescribedType> {
    const { base, base_modifier: modifier, dimensions, checks, equal_is_identical } = facts;
    const below = await this.describe({ type: base, modifier, sql, dimensions });
    const own = await limitsOf(below.type, checks, equal_is_identical);
    return {
      type: below.type,
      limits: bothLimits(below.limits, own),
      notNull: below.notNull || facts.not_null,
    };
  }

  async #plain(facts: Facts | undefined, { modifier, sql }: TypeUse): Promise<ColumnType> {
    if (!facts) return { name: 'unknown', isArray: false, sql };
    const { schema, name, words, bounds, is_multirange: isMultiple, fields } = facts;
    const whole = schema === 'pg_catalog' ? name : `${schema}.${name}`;
    return {
      ...columnType(whole, false, modifier, sql),
      ...(words.length === 0 ? {} : { words }),
      ...(bounds === null ? {} : { bounds: { name: bounds, isMultiple } }),
      ...(fields === null || facts.kind !== 'c' ? {} : { fields: await this.#fieldsOf(fields) }),
    };
  }

  /**
   * Fields of a composite type may be NULL, unless a domain refuses it; columns of a row as in the
   * table.
   */
  async #fieldsOf(fields: NonNullable<Facts['fields']>): Promise<CatalogueColumn[]> {
    const described: CatalogueColumn[] = [];
    for (const field of fields) {
      const { type, limits, notNull } = await this.describe(field);
      const facts = { nullable: !notNull && !field.not_null, ...written };
      described.push({ name: field.name, type, ...facts, ...limits });
    }
    return described;
  }
}
