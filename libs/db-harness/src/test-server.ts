import { atDatabase, connect, createDatabase, dropDatabase } from '@parakeet/local-supabase';
import type pg from 'pg';
import { inject } from 'vitest';
import type { Tables } from './catalogue.ts';
import type { GuardFault } from './guards.ts';

/** The run's server, as the set-up hands it to the test files: plain values only. */
export interface TestServer {
  readonly engine: string;
  readonly version: string;
  readonly owner: string;
  readonly adminUrl: string;
  readonly ownerUrl: string;
  /** The migrated database that is cloned. */
  readonly template: string;
  readonly databasePrefix: string;
}

/** A database of this run, and how to reach it. */
export interface RunDatabase {
  readonly name: string;
  /** As the role that migrates. */
  readonly ownerUrl: string;
  /** As superuser. */
  readonly adminUrl: string;
}

/** What the set-up of a run hands to the test files. */
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

/** What the catalogue of the migrated template says of its tables. */
export function migratedTables(): Tables {
  return inject('migratedTables');
}

let made = 0;
let administration: Promise<pg.Client> | undefined;

/** The connection that makes and drops databases. It ends with the worker: tests make hundreds. */
function administrator(): Promise<pg.Client> {
  administration ??= connect(testServer().adminUrl).then(({ client }) => client);
  return administration;
}

/** Makes a database: a clone of the migrated template, or of another one. */
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

/** Hands a database of its own to `use`, for what cannot be rolled back, and drops it. */
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
