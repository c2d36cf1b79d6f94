import type { IntrospectResult } from '@supabase/lite';
import { sql, type Kysely } from 'kysely';

/** What the Data API knows of the database's schema. */
export interface Catalogue {
  readonly introspection: IntrospectResult;
  /** What `alter role … set` gives to a role, such as its statement_timeout. */
  readonly roleSettings: ReadonlyMap<string, readonly RoleSetting[]>;
}

export interface RoleSetting {
  readonly name: string;
  readonly value: string;
}

/**
 * Reads the catalogue when it is first asked for, and again whenever it has changed: after
 * a migration, or when `db-schema:reset` has put another database in the place of this one.
 * Hosted projects have an event trigger that tells PostgREST of changes; here every request
 * compares a fingerprint.
 */
export class CatalogueReader {
  readonly #db: Kysely<unknown>;
  readonly #introspect: () => Promise<IntrospectResult>;
  readonly #schemas: readonly string[];
  #known: { readonly fingerprint: string; readonly catalogue: Promise<Catalogue> } | undefined;

  /**
   * @param introspect reads all schemas, as `@supabase/lite` wants them
   * @param schemas those that are served
   */
  constructor(
    db: Kysely<unknown>,
    introspect: () => Promise<IntrospectResult>,
    schemas: readonly string[],
  ) {
    this.#db = db;
    this.#introspect = introspect;
    this.#schemas = schemas;
  }

  /** The catalogue as it is now. Rejects when the database cannot be asked. */
  async read(): Promise<Catalogue> {
    const { rows } = await fingerprint.execute(this.#db);
    const [found] = rows;
    if (!found) throw new Error('The catalogue has no fingerprint.');
    if (this.#known?.fingerprint !== found.fingerprint) {
      const known = { fingerprint: found.fingerprint, catalogue: this.#load() };
      // requests that come meanwhile wait for the same; the next after a failure tries again
      known.catalogue.catch(() => {
        if (this.#known === known) this.#known = undefined;
      });
      this.#known = known;
    }
    return this.#known.catalogue;
  }

  async #load(): Promise<Catalogue> {
    const found = await this.#introspect();
    // lite returns an empty catalogue, without functions, where a query of it failed
    if (!found.functions) throw new Error('The catalogue could not be read.');
    return {
      introspection: mended(
        this.#served(found, await this.#readReferences()),
        await this.#readJsonTypes(),
      ),
      roleSettings: await this.#readRoleSettings(),
    };
  }

  /**
   * What is in the schemas that are served. lite looks a table up by its name alone, and
   * would take auth.sessions for public.sessions.
   */
  #served(found: IntrospectResult, references: ReadonlySet<string>): IntrospectResult {
    const isServed = ({ schema }: { schema: string }) => this.#schemas.includes(schema);
    return {
      ...found,
      tables: found.tables.filter(isServed),
      columns: found.columns.filter(isServed),
      primary_keys: found.primary_keys.filter(isServed),
      unique_constraints: found.unique_constraints.filter(isServed),
      views: found.views.filter(isServed),
      comments: found.comments.filter(isServed),
      check_constraints: found.check_constraints.filter(isServed),
      functions: found.functions?.filter(isServed) ?? [],
      foreign_keys: found.foreign_keys.filter(({ schema, table, foreign_key_name }) =>
        references.has(referenceKey(schema, table, foreign_key_name)),
      ),
    };
  }

  /** The foreign keys from one table that is served to another. */
  async #readReferences(): Promise<Set<string>> {
    const schemas = sql.join(this.#schemas);
    const { rows } = await sql<{ schema: string; table: string; name: string }>`
      select child_schema.nspname as schema, child.relname as table, conname as name
      from pg_catalog.pg_constraint
      join pg_catalog.pg_class as child on child.oid = conrelid
      join pg_catalog.pg_namespace as child_schema on child_schema.oid = child.relnamespace
      join pg_catalog.pg_class as parent on parent.oid = confrelid
      join pg_catalog.pg_namespace as parent_schema on parent_schema.oid = parent.relnamespace
      where contype = 'f' and child_schema.nspname in (${schemas})
        and parent_schema.nspname in (${schemas})`.execute(this.#db);
    return new Set(rows.map(({ schema, table, name }) => referenceKey(schema, table, name)));
  }

  /** The types of JSON, and the domains over them, by the names that lite has for them. */
  async #readJsonTypes(): Promise<Map<string, string>> {
    const { rows } = await sql<{ name: string; base: string }>`
      select format_type(oid, null) as name, 'pg_catalog.' || coalesce(nullif(typbasetype, 0), oid)::regtype as base
      from pg_catalog.pg_type
      where coalesce(nullif(typbasetype, 0), oid) in ('json'::regtype, 'jsonb'::regtype)`.execute(
      this.#db,
    );
    return new Map(rows.map(({ name, base }) => [name, base]));
  }

  async #readRoleSettings(): Promise<Map<string, RoleSetting[]>> {
    const { rows } = await sql<{ role: string; setting: string }>`
      select rolname as role, unnest(rolconfig) as setting from pg_catalog.pg_roles
      where rolcanlogin is false`.execute(this.#db);
    const settings = new Map<string, RoleSetting[]>();
    for (const { role, setting } of rows) {
      const at = setting.indexOf('=');
      const one = { name: setting.slice(0, at), value: setting.slice(at + 1) };
      settings.set(role, [...(settings.get(role) ?? []), one]);
    }
    return settings;
  }
}

const referenceKey = (...names: string[]) => JSON.stringify(names);

/**
 * What lite would otherwise make of a schema:
 * - PostgREST has one row of a relationship where a constraint says that there is one; lite
 *   counts every unique index, even one for some of the rows only.
 * - lite turns an argument of the type json or jsonb into text, which the driver then turns
 *   into a JSON string. By its full name it does not know the type, and leaves it alone. Of a
 *   domain over them it knows nothing, and a list would become an array of Postgres: so its
 *   argument is told as what the domain is over, which Postgres then holds to the domain.
 */
function mended(found: IntrospectResult, jsonTypes: ReadonlyMap<string, string>): IntrospectResult {
  const functions = found.functions?.map((one) => ({
    ...one,
    arg_types:
      one.arg_names.length === 0
        ? one.arg_types
        : one.arg_types.map((type) => jsonTypes.get(type) ?? type),
  }));
  return { ...found, indexes: [], functions: functions ?? [] };
}

/** The first oid that is not of Postgres's own objects. */
const firstNormalOid = sql.lit(16_384);

/**
 * Other rows, or rows written by other transactions, have another sum: what `xmin` is for a
 * row. Some hundred rows by index: a fraction of a millisecond.
 */
const fingerprint = sql<{ fingerprint: string }>`
  select concat_ws(
    ' ',
    (select oid from pg_catalog.pg_database where datname = current_database()),
    ${sums('pg_class', 'oid')},
    ${sums('pg_attribute', 'attrelid')},
    ${sums('pg_constraint', 'oid')},
    ${sums('pg_proc', 'oid')},
    ${sums('pg_type', 'oid')},
    (select md5(string_agg(rolname || rolconfig::text, ',' order by rolname)) from pg_catalog.pg_roles)
  ) as fingerprint`;

function sums(table: string, oid: string) {
  return sql`(
    select concat(count(*), ',', sum(xmin::text::bigint)) from ${sql.table(`pg_catalog.${table}`)}
    where ${sql.ref(oid)} >= ${firstNormalOid})`;
}
