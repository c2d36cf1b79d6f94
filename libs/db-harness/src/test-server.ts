import { atDatabase, connect, createDatabase, dropDatabase } from '@parakeet/local-supabase';
import type pg from 'pg';
import { inject } from 'vitest';
import type { Tables } from './catalogue.ts';
import type { GuardFault } from './guards.ts';

/** The run's server, as the set-up passes it to the test files: plain values only. */
export interface TestServer {
  readonly engine: string;
  readonly version: string;
  readonly owner: string;
  readonly adminUrl: string;
  readonly ownerUrl: string;
  /** The migrated database to clone. */
  readonly template: string;
  readonly databasePrefix: string;
}

/** A database of this run, with its addresses. */
export interface RunDatabase {
  readonly name: string;
  /** For the role that migrates. */
  readonly ownerUrl: string;
  /** For the superuser. */
  readonly adminUrl: string;
}

/** The values that the set-up of a run passes to the test files. */
declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
    migratedTables: Tables;
    guardFaults: readonly GuardFault[];
  }
}

export function testServer(): TestServer {
  return inject('testServer');
}

/** The catalogue of the migrated template: its tables. */
export function migratedTables(): Tables {
  return inject('migratedTables');
}

let made = 0;
let administration: Promise<pg.Client> | undefined;

/**
 * The connection that creates and drops databases. It ends with the worker, because tests create
 * hundreds.
 */
function administrator(): Promise<pg.Client> {
  administration ??= connect(testServer().adminUrl).then(({ client }) => client);
  return administration;
}

/** Creates a database: a clone of the migrated template, or of another one. */
export async function createRunDatabase(template = testServer().template): Promise<RunDatabase> {
  const { owner, adminUrl, ownerUrl, databasePrefix } = testServer();
  made += 1;
  // test files run in processes of their own
  const name = `${databasePrefix}clone_${process.pid}_${made}`;
  await createDatabase(await administrator(), { name, owner, template, strategy: 'file_copy' });
  return {
    name,
    ownerUrl: atDatabase(ownerUrl, { database: name }),
    adminUrl: atDatabase(adminUrl, { database: name }),
  };
}

export async function dropRunDatabase(database: RunDatabase): Promise<void> {
  await dropDatabase(await administrator(), database.name);
}

/** Passes a separate database to `use`, for work that cannot be rolled back, and drops it. */
export async function withRunDatabase<Result>(
  use: (database: RunDatabase) => Promise<Result>,
  template?: string,
): Promise<Result> {
  const database = await createRunDatabase(template);
  try {
    return await use(database);
  } finally {
    await dropRunDatabase(database);
  }
}
