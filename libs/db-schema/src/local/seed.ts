import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import pg from 'pg';
import { withClient, type ToolError } from '@parakeet/local-supabase';
import { sqlError } from '../migrations/sql-failure.ts';
import { splitStatements, type SqlStatement } from '../migrations/sql-statements.ts';
import { seedFile } from '../workspace.ts';

/**
 * Runs supabase/seed.sql in one transaction, as the role that migrates. It is run here
 * and not by `supabase db push --include-seed`, which does not say where a seed fails.
 *
 * @throws ToolError naming line and statement
 */
export async function seed(url: string): Promise<void> {
  if (!existsSync(seedFile)) return;
  const text = await readFile(seedFile, 'utf8');
  await withClient(url, async (client) => {
    try {
      // several statements in one query are one transaction
      await client.query(text);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      throw await seedError(client, text, error);
    }
  });
}

/** The failure with its place in the file. */
async function seedError(
  client: pg.ClientBase,
  text: string,
  error: pg.DatabaseError,
): Promise<ToolError> {
  const words = [
    `${error.severity ?? 'ERROR'}: ${error.message} (SQLSTATE ${error.code})`,
    error.detail,
    error.hint,
  ];
  const at = error.position === undefined ? undefined : Number(error.position) - 1;
  // a file with a syntax error has no statements: then the place is all that there is
  const statements = await splitStatements(text).catch(() => []);
  const failing =
    at === undefined
      ? await firstToFail(client, statements)
      : statements.findLast(({ start }) => start <= at);
  const from = failing?.start ?? at ?? 0;
  return sqlError(
    {
      path: seedFile,
      text,
      words: words.filter(Boolean).join('\n'),
      from,
      to: failing ? from + failing.text.length : from,
      at,
    },
    'Mend the seed and run this again.',
  );
}

/** Finds the statement that fails, where Postgres gave no place: runs them one by one. */
async function firstToFail(
  client: pg.ClientBase,
  statements: readonly SqlStatement[],
): Promise<SqlStatement | undefined> {
  await client.query('begin');
  try {
    for (const statement of statements) {
      try {
        await client.query(statement.text);
      } catch {
        return statement;
      }
    }
    return undefined;
  } finally {
    await client.query('rollback');
  }
}
