import { basename } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import pg from 'pg';
import { readHistory, type AppliedMigration } from '../local/describe.ts';
import { compareFiles } from '../migrations/file-changes.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import type { Target } from '../target/target.ts';

/** The files that a database has applied, from its history. */
export interface Applied {
  readonly applied: readonly MigrationFile[];
  /** Names of pending files, which are not drift. */
  readonly pending: readonly string[];
  /** The differences between the files and the applied migrations, a few lines each. */
  readonly history: readonly string[];
  readonly remarks: readonly string[];
}

/**
 * Reads which files a database has applied.
 *
 * @throws ToolError with exit code 3 if it is not a Supabase database, or the history is unreadable
 */
export async function readApplied(
  client: pg.ClientBase,
  target: Target,
  files: readonly MigrationFile[],
): Promise<Applied> {
  const { rows } = await client.query<{ missing: string }>(
    `select unnest(array['anon', 'authenticated', 'service_role']) as missing
     except select rolname::text from pg_catalog.pg_roles`,
  );
  if (rows.length > 0) {
    const roles = rows.map(({ missing }) => missing).toSorted();
    throw new ToolError(
      `${target.shown} is not a Supabase database: it lacks the roles ${roles.join(', ')}.`,
      { next: 'Check that the address names the right server and database.', exitCode: 3 },
    );
  }
  const history = await readHistory(client).catch((cause: unknown): AppliedMigration[] => {
    if (!(cause instanceof pg.DatabaseError)) throw cause;
    throw new ToolError(
      `supabase_migrations of ${target.shown} cannot be read: ${cause.message}.`,
      {
        next: 'Connect as a role that may read it, such as postgres.',
        exitCode: 3,
        cause,
      },
    );
  });
  const versions = new Set(history.map(({ version }) => version));
  const { changed, remarks } = compareFiles(files, history);
  return {
    applied: files.filter(({ version }) => versions.has(version)),
    pending: files
      .filter(({ version }) => !versions.has(version))
      .map(({ path }) => basename(path)),
    history: changed,
    remarks: [
      ...remarks,
      ...(history.length === 0 ? ['No migration was ever applied there.'] : []),
    ],
  };
}
