import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import pg from 'pg';
import { createRunDatabase, dropRunDatabase, type RunDatabase } from '@parakeet/db-harness';
import { type Checkout, type Outcome, type RunningTool } from '@parakeet/db-harness/checkout';
import { createSmallCheckout, onServerOfTheRun } from '@parakeet/db-harness/small-checkout';

/** A checkout with migrations of its own, and a database that it is pushed to. */
export interface PushTarget {
  readonly checkout: Checkout;
  readonly database: RunDatabase;
  /** The role that it is pushed as, quoted. */
  readonly owner: string;
  /** Puts a migration into the checkout; it is named after its version. */
  readonly write: (version: string, sql: string) => Promise<void>;
  /** Makes a push, or with `--dry-run` its plan, with all that a plan looks at. */
  readonly plan: (
    parameters?: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ) => RunningTool;
  /** Starts a push that does not run the files on a throwaway database first. */
  readonly start: (
    parameters?: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ) => RunningTool;
  readonly push: (...parameters: string[]) => Promise<Outcome>;
  /** Runs a query as a superuser. */
  readonly query: <Row extends pg.QueryResultRow>(
    sql: string,
    values?: unknown[],
  ) => Promise<Row[]>;
  /** The versions in the history, in order. */
  readonly history: () => Promise<string[]>;
  /** The tables and indexes of schema public, by name. */
  readonly relations: () => Promise<string[]>;
}

/**
 * Hands out a checkout without migrations and an empty Supabase database; removes both.
 *
 * @param given a database of another server, which is left
 */
export async function withPushTarget(
  use: (target: PushTarget) => Promise<void>,
  given?: RunDatabase,
): Promise<void> {
  const checkout = await createSmallCheckout({});
  const migrations = join(checkout.directory, 'supabase/migrations');
  const database = given ?? (await createRunDatabase(baseTemplate));
  const query = <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) =>
    withClient(database.adminUrl, async (client) => (await client.query<Row>(sql, values)).rows);
  const plan: PushTarget['plan'] = (parameters = ['--dry-run'], environment = {}) =>
    checkout.start('push', parameters, {
      environment: { ...onServerOfTheRun(), PROD_DB_URL: database.ownerUrl, ...environment },
    });
  const start: PushTarget['start'] = (parameters = ['--yes'], environment = {}) =>
    plan(['--no-observe', ...parameters], environment);
  try {
    await use({
      checkout,
      database,
      owner: pg.escapeIdentifier(new URL(database.ownerUrl).username),
      write: (version, sql) =>
        writeFile(join(migrations, `${version}_${nameOf(version)}.sql`), sql),
      plan,
      start,
      push: (...parameters) => start(['--yes', ...parameters]).outcome,
      query,
      async history() {
        const [table] = await query<{ there: boolean }>(
          `select to_regclass('supabase_migrations.schema_migrations') is not null as there`,
        );
        if (!table?.there) return [];
        const rows = await query<{ version: string }>(
          'select version from supabase_migrations.schema_migrations order by version',
        );
        return rows.map(({ version }) => version);
      },
      async relations() {
        const rows = await query<{ name: string }>(
          `select relname::text as name from pg_class
           where relnamespace = 'public'::regnamespace and relkind in ('r', 'i') order by relname`,
        );
        return rows.map(({ name }) => name);
      },
    });
  } finally {
    if (!given) await dropRunDatabase(database);
    await checkout.remove();
  }
}

/** The name of the migration with a version; a letter for each. */
export function nameOf(version: string): string {
  return `step_${Number(version.slice(-3))}`;
}

/** Versions of migrations, in order. */
export const [first, second, third] = ['20300101000001', '20300101000002', '20300101000003'];

/** Waits until something is so, and fails where it does not become so. */
export async function until(
  what: string,
  condition: () => Promise<boolean>,
  deadlineMs = 90_000,
): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`it did not come to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
