import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { withClient } from '../postgres/connect.ts';
import type { Server } from '../engines/engine.ts';

/**
 * A database for the tools alone: hosted Supabase before the first migration. Every database that
 * the tools build is a clone of it.
 */
export const baseTemplate = 'parakeet_base';

/**
 * The tools connect to this database while they create, rename and drop others, because Postgres
 * allows none of that from inside the database itself. An advisory lock holds only among
 * connections to the same database.
 */
export const maintenanceDatabase = 'template1';

/** Arbitrary keys of the advisory locks. They are the same in every version of the tools. */
export const locks = { base: 7_201_001, reset: 7_201_002 } as const;

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const rolesSql = read('roles.sql');
const databaseSql = read('database.sql');

/**
 * The other pieces of the base, in order. Each expression is NULL if a database lacks the piece: an
 * image of Supabase's brings some itself.
 */
const pieces = [
  { sql: read('auth.sql'), present: `to_regclass('auth.mfa_factors')` },
  { sql: read('storage.sql'), present: `to_regclass('storage.objects')` },
  { sql: read('realtime.sql'), present: `to_regclass('realtime.messages')` },
  { sql: read('graphql.sql'), present: `to_regproc('graphql_public.graphql')` },
  {
    sql: read('lent-tables.sql'),
    present: `coalesce(nullif(current_setting('supautils.policy_grants', true), ''),
      to_regproc('extensions.lend_service_tables')::text)`,
  },
] as const;

/** The script of the extension supabase_vault, for servers without that extension. */
const vaultSql = read('extensions/supabase_vault--0.3.1.sql').replace(
  /^select pg_catalog\.pg_extension_config_dump.*$/m,
  '',
);

/** Adds the missing roles of hosted Supabase to a server. */
export async function ensureRoles(
  adminUrl: string,
  owner: string,
  password: string,
): Promise<void> {
  await withClient(adminUrl, async (client) => {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [locks.base]);
    await client.query(`select set_config('parakeet.password', $1, true)`, [password]);
    await client.query(rolesSql.replaceAll(':owner', owner));
    await client.query('commit');
  });
}

/** Adds the missing objects of hosted Supabase to a database. */
async function applyBase(server: Server, database: string): Promise<void> {
  await withClient(server.adminUrl(database), async (client) => {
    await client.query('begin');
    await client.query(`set local client_min_messages to warning`);
    const run = (sql: string) => client.query(sql.replaceAll(':owner', server.owner));
    await run(databaseSql);
    for (const { sql, present } of pieces) {
      const { rows } = await client.query<{ missing: boolean }>(
        `select (${present}) is null as missing`,
      );
      if (rows[0]?.missing) await run(sql);
    }
    await addVault(client, run);
    await client.query('commit');
  });
}

/** Adds the vault: as an extension if the server has that, otherwise only its tables. */
async function addVault(
  client: pg.ClientBase,
  run: (sql: string) => Promise<unknown>,
): Promise<void> {
  const { rows } = await client.query<{ there: boolean; available: boolean }>(
    `select to_regclass('vault.secrets') is not null as there,
       exists (select from pg_available_extensions where name = 'supabase_vault') as available`,
  );
  if (rows[0]?.there) return;
  await run('create schema if not exists vault authorization supabase_admin');
  await run(rows[0]?.available ? 'create extension supabase_vault with schema vault' : vaultSql);
}

/** The stamp of a complete base template: a digest of its sources. */
export function baseStamp(owner: string): string {
  const digest = createHash('sha256').update(rolesSql).update(databaseSql).update(vaultSql);
  for (const { sql } of pieces) digest.update(sql);
  digest.update(owner);
  return `parakeet base ${digest.digest('hex').slice(0, 16)}`;
}

/** The stamp of a server's base template; null if there is none. */
export async function readStamp(client: pg.ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ stamp: string | null }>(
    `select shobj_description(oid, 'pg_database') as stamp from pg_database where datname = $1`,
    [baseTemplate],
  );
  return rows[0]?.stamp ?? null;
}

/**
 * Makes the base template, or remakes it if the base has changed since.
 *
 * A server may have a Supabase database already: an image of Supabase's or a `supabase start`
 * stack. GoTrue's own history table shows it. Then the template is a copy of that database without
 * the app's part, so the services find their schemas after a swap. Otherwise the template starts
 * from nothing.
 *
 * @param alsoOwnDatabase also adds the base to the server's own database, if that is still as
 *   initdb made it
 */
export async function ensureBaseTemplate(server: Server, alsoOwnDatabase: boolean): Promise<void> {
  const stamp = baseStamp(server.owner);
  await withClient(server.adminUrl(maintenanceDatabase), async (client) => {
    await client.query('select pg_advisory_lock($1)', [locks.base]);
    if ((await readStamp(client)) === stamp) return;
    await dropDatabase(client, baseTemplate);
    const isSupabase = await hasTable(server, 'auth.schema_migrations');
    await createDatabase(client, {
      name: baseTemplate,
      owner: server.owner,
      template: isSupabase ? server.database : 'template0',
    });
    if (isSupabase) await emptyTheAppsPart(server);
    await applyBase(server, baseTemplate);
    if (alsoOwnDatabase && !(await hasTable(server, 'auth.users'))) {
      await client.query(`alter database ${server.database} owner to ${server.owner}`);
      await applyBase(server, server.database);
    }
    // last, so the next run continues if this one is killed
    await client.query(`comment on database ${baseTemplate} is ${pg.escapeLiteral(stamp)}`);
  });
}

/** Whether a server's own database has a table. */
async function hasTable(server: Server, table: string): Promise<boolean> {
  return withClient(server.adminUrl(server.database), async (client) => {
    const { rows } = await client.query<{ found: boolean }>(
      'select to_regclass($1) is not null as found',
      [table],
    );
    return rows[0]?.found ?? false;
  });
}

async function emptyTheAppsPart(server: Server): Promise<void> {
  await withClient(server.adminUrl(baseTemplate), (client) =>
    client.query(`
      drop schema public cascade;
      create schema public authorization pg_database_owner;
      comment on schema public is 'standard public schema';
      grant usage on schema public to public;
      drop schema if exists supabase_migrations cascade;
      truncate auth.users cascade;
      do $$
      declare
        left_by_app record;
      begin
        for left_by_app in
          select policyname, schemaname, tablename from pg_policies
          where schemaname in ('auth', 'storage', 'realtime')
        loop
          execute format('drop policy %I on %I.%I', left_by_app.policyname,
            left_by_app.schemaname, left_by_app.tablename);
        end loop;
        if to_regclass('storage.buckets') is not null then
          truncate storage.buckets cascade;
        end if;
      end
      $$;
    `),
  );
}

/**
 * Creates a database as a clone of another. It first ends the connections to the source: Postgres
 * does not copy a database in use.
 */
export async function createDatabase(
  client: pg.ClientBase,
  options: {
    name: string;
    owner: string;
    template: string;
    /** `wal_log` (the default) is safe against a crash; `file_copy` is faster without fsync. */
    strategy?: 'wal_log' | 'file_copy';
  },
): Promise<void> {
  const { name, owner, template, strategy = 'wal_log' } = options;
  const sql =
    `create database ${pg.escapeIdentifier(name)} owner ${pg.escapeIdentifier(owner)}` +
    ` template ${pg.escapeIdentifier(template)} strategy ${strategy}`;
  await retryInUse(
    5,
    () => client.query(sql),
    async () => {
      await endConnections(client, template);
      await sleep(50);
    },
  );
}

/**
 * Makes a database in the state of hosted Supabase before the first migration. It replaces an
 * existing database of that name.
 *
 * @returns its address for the role that runs migrations
 */
export async function createEmptyDatabase(server: Server, name: string): Promise<string> {
  await withClient(server.adminUrl(maintenanceDatabase), async (client) => {
    await dropDatabase(client, name);
    await createDatabase(client, { name, owner: server.owner, template: baseTemplate });
  });
  return server.ownerUrl(name);
}

/** Drops a database, if it exists, and ends the connections to it. */
export async function dropDatabase(client: pg.ClientBase, name: string): Promise<void> {
  const sql = `drop database if exists ${pg.escapeIdentifier(name)} with (force)`;
  // the ended sessions may take a minute: a large transaction is rolled back
  await retryInUse(12, () => client.query(sql));
}

/**
 * Repeats work while Postgres refuses to copy, rename or drop a database in use (55006). Postgres
 * itself waits five seconds for the database before each refusal.
 *
 * @param tries the most attempts
 * @param between runs before each further attempt
 * @throws the error of the last attempt, and any other error at once
 */
export async function retryInUse(
  tries: number,
  work: () => Promise<unknown>,
  between?: () => Promise<void>,
): Promise<void> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      await work();
      return;
    } catch (error) {
      const isInUse = error instanceof pg.DatabaseError && error.code === '55006';
      if (!isInUse || left === 0) throw error;
      await between?.();
    }
  }
}

/** Ends all other connections to a database. */
export async function endConnections(client: pg.ClientBase, database: string): Promise<void> {
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`,
    [database],
  );
}
