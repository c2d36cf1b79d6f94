import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { createEmptyDatabase, withTemporaryFolder, withThrowaway } from '@parakeet/local-supabase';
import { writeMigration } from '../migrations/new-migration.ts';
import { schemaDifference } from '../supabase-cli/schema-difference.ts';
import { cliAddress } from '../supabase-cli/supabase-cli.ts';
import { closeClient, connectTarget, readTarget } from '../target/target.ts';

interface Options {
  readonly signal: AbortSignal;
  readonly step: (text: string) => void;
}

/**
 * Writes a first migration: a database's additions to an empty Supabase database. It only reads the
 * database.
 *
 * @param root the folder with the supabase folder, which is created if missing
 * @returns the path of the file
 * @throws ToolError if there are migrations already, or the database has no additions
 */
export async function migrationFromDatabase(
  root: string,
  given: string,
  { signal, step }: Options,
): Promise<string> {
  const folder = join(root, 'supabase/migrations');
  const there = (await readdir(folder).catch(() => [])).find((file) => file.endsWith('.sql'));
  if (there !== undefined) {
    throw new ToolError(`Migrations exist already, such as ${there}.`, {
      next: '--from-db-url is for a database that has none yet. Nothing was changed.',
    });
  }
  const target = readTarget(given, 'read', { option: 'from-db-url', isTyped: true });
  const { client, encrypted } = await connectTarget(target);
  try {
    const text = await withThrowaway({ workspace: root, report: step }, async (server) => {
      const empty = await createEmptyDatabase(server, server.databaseName('empty'));
      step(`reading the schema of ${target.shown}`);
      const { password } = new URL(empty);
      const from = withPassword(cliAddress({ url: empty }), password);
      const to = {
        url: target.url,
        encrypted,
        password: client.password ?? undefined,
        settings: '-c default_transaction_read_only=on',
      };
      // the CLI leaves its own notes in its working folder
      return withTemporaryFolder('init', (workdir) =>
        schemaDifference(from, to, { workdir, signal }),
      );
    });
    if (text === '') {
      throw new ToolError(`${target.shown} has nothing beyond an empty Supabase database.`, {
        next: 'Nothing was changed. Is it the right database?',
      });
    }
    return await writeMigration('initial_schema', `${text}\n`, folder);
  } finally {
    await closeClient(client);
  }
}

/**
 * The throwaway server's own password, which is not secret. The environment has the other one's.
 */
function withPassword(address: string, password: string): string {
  const url = new URL(address);
  url.password = password;
  return url.toString();
}
