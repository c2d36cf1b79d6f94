import { standInsOf, withClient, withoutPassword, type Server } from '@parakeet/local-supabase';
import pg from 'pg';
import { describedSchemas } from '../facts/described-schemas.ts';

/** The content of a database, for summaries. */
export interface DatabaseDescription {
  /** `<version>_<name>` of the migrations that were applied, in order. */
  readonly migrations: readonly string[];
  readonly tables: number;
  /** Tables of exposed schemas without row level security: there should be none. */
  readonly unsecured: readonly string[];
  readonly policies: number;
  /** Stand-ins for hosted extensions, a sentence each. */
  readonly standIns: readonly string[];
  /** Rows in exposed schemas and `auth.users`. */
  readonly rows: number;
}

/** The address of the database that the tools serve, without its password. */
export function addressOf(server: Server): string {
  return withoutPassword(server.ownerUrl(server.database));
}

/** Describes a database, with a role that sees every row: the owner or a superuser. */
export async function describeDatabase(url: string): Promise<DatabaseDescription> {
  return withClient(url, async (client) => {
    const schemas = await describedSchemas(client);
    const { rows: tables } = await client.query<{ schema: string; name: string; secured: boolean }>(
      `select n.nspname as schema, c.relname as name, c.relrowsecurity as secured
       from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
       where n.nspname = any ($1) and c.relkind in ('r', 'p')
       order by array_position($1::text[], n.nspname::text), c.relname`,
      [schemas],
    );
    const { rows: policies } = await client.query<{ count: number }>(
      'select count(*)::int from pg_policies where schemaname = any ($1)',
      [schemas],
    );
    const counted = [
      'auth.users',
      ...tables.map((one) => [one.schema, one.name].map(pg.escapeIdentifier).join('.')),
    ];
    const { rows } = await client.query<{ count: number }>(
      `select sum(count)::int as count from (${counted
        .map((table) => `select count(*) from ${table}`)
        .join(' union all ')}) as counts`,
    );
    return {
      migrations: (await readHistory(client)).map(({ version, name }) => `${version}_${name}`),
      tables: tables.length,
      unsecured: tables
        .filter(({ secured }) => !secured)
        .map(({ schema, name }) => (schema === schemas[0] ? name : `${schema}.${name}`)),
      policies: policies[0]?.count ?? 0,
      standIns: await standInsOf(client),
      rows: rows[0]?.count ?? 0,
    };
  });
}

/** A migration as the Supabase CLI recorded it when it applied it. */
export interface AppliedMigration {
  readonly version: string;
  readonly name: string;
  /** The executed statements; null if the history was repaired by hand. */
  readonly statements: readonly string[] | null;
}

/** The history of a database, oldest first; empty if nothing was ever applied. */
export async function readHistory(client: pg.ClientBase): Promise<AppliedMigration[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('supabase_migrations.schema_migrations') is not null as there`,
  );
  if (!found[0]?.there) return [];
  const { rows } = await client.query<AppliedMigration>(
    `select version, coalesce(name, '') as name, statements
     from supabase_migrations.schema_migrations order by version`,
  );
  return rows;
}
