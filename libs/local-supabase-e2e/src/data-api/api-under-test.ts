import type { Database } from '@parakeet/db-types';
import {
  choosePostgrest,
  createKeys,
  Postgrest,
  type ApiDatabase,
  type ApiKeys,
  type ApiSettings,
} from '@parakeet/local-supabase/data-api';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import {
  createRunDatabase,
  dropRunDatabase,
  type RunDatabase,
  Session,
} from '@parakeet/db-harness';
import { serveDatabase, tokenOf, type ServedDatabase } from '@parakeet/db-harness/served-database';

export { tokenOf };

/** A client whose tables and functions are those of the generated `Database`. */
export type TypedClient = SupabaseClient<Database>;

/**
 * The Data API and auth of a database of the test file, on a port of its own: what
 * `db-schema:serve` runs, in this process.
 */
export interface ApiUnderTest {
  readonly url: string;
  readonly keys: ApiKeys;
  readonly database: RunDatabase;
  /** Queries the database directly, as the role that migrates. Its writes stay. */
  readonly sql: Session;
  /** As an app in which nobody has signed in. */
  anon(): TypedClient;
  /** As a server with the secret key. */
  service(): TypedClient;
  /** As an app in which a lifter has signed in. */
  lifter(id: string): TypedClient;
  /** The client of a role of the API. */
  as(role: ApiRole, lifter: string): TypedClient;
  /** Sends a request as it stands, with the publishable key unless told otherwise. */
  request(path: string, init?: RequestInit): Promise<Response>;
}

export const apiRoles = ['anon', 'authenticated', 'service_role'] as const;
export type ApiRole = (typeof apiRoles)[number];

async function startPostgrest(
  database: ApiDatabase,
  settings: ApiSettings,
): Promise<Postgrest | undefined> {
  const program = await choosePostgrest(process.env['PARAKEET_POSTGREST'] ?? '');
  if (!program) return undefined;
  const postgrest = new Postgrest(program, database, settings, console.error);
  await postgrest.start();
  return postgrest;
}

/**
 * Serves a database of the test file. Called once, at the top of a test file.
 *
 * @param given settings that differ from the default, except that only `public` is served
 * @param prepare sets the database up before it is served. Afterwards, a PostgREST from
 *   PARAKEET_POSTGREST replaces our own Data API
 */
export function useApi(
  given: Partial<ApiSettings> = {},
  prepare?: (sql: Session) => Promise<void>,
): ApiUnderTest {
  const keys = createKeys();
  let started: (ServedDatabase & { readonly database: RunDatabase }) | undefined;
  let connection: pg.Client;
  beforeAll(async () => {
    const database = await createRunDatabase();
    connection = new pg.Client({
      connectionString: database.ownerUrl,
      application_name: 'db-tests',
    });
    connection.on('error', () => undefined);
    await connection.connect();
    await prepare?.(new Session(() => connection));
    const served = await serveDatabase(database, {
      settings: given,
      keys,
      startDataApi: prepare && startPostgrest,
    });
    started = { ...served, database };
  });
  afterAll(async () => {
    await started?.stop();
    await connection.end();
    if (started) await dropRunDatabase(started.database);
  });
  const running = () => {
    if (!started) throw new Error('The API is served from beforeAll to afterAll.');
    return started;
  };
  const client = (key: string, token?: string) =>
    createClient<Database>(running().url, key, {
      // who signs in does so in this client alone, and no timer keeps the process
      auth: { persistSession: false, autoRefreshToken: false },
      ...(token === undefined ? {} : { accessToken: () => Promise.resolve(token) }),
    });
  const under: ApiUnderTest = {
    get url() {
      return running().url;
    },
    get database() {
      return running().database;
    },
    keys,
    sql: new Session(() => connection),
    anon: () => client(keys.publishableKey),
    service: () => client(keys.secretKey),
    lifter: (id) => client(keys.publishableKey, tokenOf(id, keys)),
    as(role, lifter) {
      if (role === 'anon') return under.anon();
      return role === 'authenticated' ? under.lifter(lifter) : under.service();
    },
    request: (path, init = {}) =>
      fetch(running().url + path, {
        ...init,
        headers: { apikey: keys.publishableKey, ...Object.fromEntries(new Headers(init.headers)) },
      }),
  };
  return under;
}

/** Calls a function that the test file made and `Database` does not know. */
export function call(
  client: TypedClient,
  routine: string,
  parameters: Readonly<Record<string, unknown>> = {},
  options: { get?: boolean } = {},
) {
  // without `Database`, names and values are free
  const free: SupabaseClient = client;
  return free.rpc(routine, parameters, options);
}

/** A table by a name that is not known when this is compiled: names and values are free. */
export function tableOf(client: TypedClient, name: string) {
  const free: SupabaseClient = client;
  return free.from(name);
}
