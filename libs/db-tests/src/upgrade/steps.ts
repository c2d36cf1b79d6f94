import { readAllowances, replay, type Allowance, type MigrationFile } from '@parakeet/schema-tools';
import { baseTemplate, connect, withClient } from '@parakeet/local-supabase';
import type pg from 'pg';
import {
  createRunDatabase,
  dropRunDatabase,
  type RunDatabase,
  Session,
  withRunDatabase,
} from '@parakeet/db-harness';
import { readTables, type Table, type Tables } from '@parakeet/db-harness/catalogue';

/** The schema after a migration, in an empty database that others clone. */
export interface Step {
  readonly file: MigrationFile;
  readonly allowances: readonly Allowance[];
  readonly database: RunDatabase;
  readonly tables: Tables;
  /** Changes with the functions of contracts that CHECKs call. */
  readonly contracts: string | null;
}

/** Applies migrations one by one, and keeps a database of each step. */
export async function makeSteps(files: readonly MigrationFile[]): Promise<Step[]> {
  const steps: Step[] = [];
  for (const file of files) steps.push(await makeStep(steps.at(-1), file));
  return steps;
}

/**
 * Applies a migration to a clone of the step before.
 *
 * @throws DatabaseError if Postgres refuses it; then the database is dropped
 */
export async function makeStep(before: Step | undefined, file: MigrationFile): Promise<Step> {
  const database = before ? await copyStep(before) : await createRunDatabase(baseTemplate);
  try {
    return await inDatabase(database, async (db, client) => {
      await replay(client, [file]);
      await client.query('reset all');
      return readStep(db, database, file);
    });
  } catch (error) {
    await dropRunDatabase(database);
    throw error;
  }
}

/** The step of a database after a migration. */
export async function readStep(
  db: Session,
  database: RunDatabase,
  file: MigrationFile,
): Promise<Step> {
  return {
    file,
    allowances: readAllowances(file),
    database,
    tables: await readTables(db),
    contracts: await contractsOf(db),
  };
}

export async function dropSteps(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    await disconnect(step);
    await dropRunDatabase(step.database);
  }
}

/**
 * Connections by database: proofs send many small queries to the same steps, and a new connection
 * costs more.
 */
const connections = new Map<string, pg.Client>();

/** Runs a query on the database of a step. Its connection stays open for the next one. */
export async function askStep<Answer>(
  { database }: Step,
  ask: (db: Session) => Promise<Answer>,
): Promise<Answer> {
  const connection = connections.get(database.name) ?? (await connect(database.ownerUrl)).client;
  connections.set(database.name, connection);
  return ask(new Session(() => connection));
}

/** Creates a database at a step. */
export async function copyStep(step: Step): Promise<RunDatabase> {
  await disconnect(step);
  return createRunDatabase(step.database.name);
}

/** Passes a new database at a step to `use`, and drops it afterwards. */
export async function withCopyOf<Result>(
  step: Step,
  use: (database: RunDatabase) => Promise<Result>,
): Promise<Result> {
  await disconnect(step);
  return withRunDatabase(use, step.database.name);
}

/** Postgres does not copy a database with connections. */
async function disconnect({ database }: Step): Promise<void> {
  await connections.get(database.name)?.end();
  connections.delete(database.name);
}

/** Runs work on a connection of its own, as the role that migrates. */
export function inDatabase<Result>(
  database: RunDatabase,
  use: (db: Session, client: Parameters<typeof replay>[0]) => Promise<Result>,
): Promise<Result> {
  return withClient(database.ownerUrl, (client) => use(new Session(() => client), client));
}

/** Whether a migration declares that it changes existing rows of a table. */
export function mayChangeRows(step: Step, table: string): boolean {
  return step.allowances.some(
    ({ rule, object }) => rule === 'rows' && object === `public.${table}`,
  );
}

/** The same table at another step, even if it was renamed. */
export function sameTable(step: Step, table: Table): Table | undefined {
  return step.tables.find(({ oid }) => oid === table.oid);
}

async function contractsOf(db: Session): Promise<string | null> {
  const [row] = await db.query<{ digest: string | null }>(
    `select md5(string_agg(prosrc, '' order by oid::regprocedure::text)) as digest
     from pg_proc where pronamespace = to_regnamespace('contracts')`,
  );
  return row?.digest ?? null;
}
