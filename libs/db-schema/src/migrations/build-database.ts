import {
  baseTemplate,
  createDatabase,
  dropDatabase,
  maintenanceDatabase,
  ToolError,
  withClient,
  type Server,
} from '@parakeet/local-supabase';
import { cliError, remote, supabase, type CliOptions } from '../supabase-cli/supabase-cli.ts';
import { shortPath } from '../workspace.ts';
import type { MigrationFile } from './migration-files.ts';
import { readCliFailure, remedyFor, sqlError } from './sql-failure.ts';

/**
 * Makes a database from the base and every migration of the checkout, by the Supabase CLI.
 * Whatever had its name before is dropped.
 *
 * @throws ToolError naming file, line and statement when a migration fails; the half-built
 *   database is then dropped.
 */
export async function buildDatabase(
  server: Server,
  name: string,
  migrations: readonly MigrationFile[],
  options: CliOptions & { onMigration?: (file: string) => void } = {},
): Promise<void> {
  const maintenance = server.adminUrl(maintenanceDatabase);
  await withClient(maintenance, async (client) => {
    await dropDatabase(client, name);
    await createDatabase(client, { name, owner: server.owner, template: baseTemplate });
  });
  try {
    await applyMigrations(server.ownerUrl(name), migrations, options);
  } catch (error) {
    await withClient(maintenance, (client) => dropDatabase(client, name));
    throw error;
  }
}

/**
 * Applies the pending migrations to a database with `supabase db push`: one transaction a
 * file, earlier files stay when a later one fails.
 *
 * @returns the names of the files that were applied
 * @throws ToolError naming file, line and statement
 */
export async function applyMigrations(
  url: string,
  migrations: readonly MigrationFile[],
  options: CliOptions & { onMigration?: (file: string) => void } = {},
): Promise<string[]> {
  const started: string[] = [];
  const result = await supabase(['db', 'push', remote(url), '--yes', '--output-format', 'json'], {
    signal: options.signal,
    onLine(line) {
      const file = /^Applying migration (\S+\.sql)\.\.\.$/.exec(line)?.[1];
      if (file === undefined) return;
      started.push(file);
      options.onMigration?.(file);
    },
  });
  if (result.ok) return started;
  const words = cliError(result);
  const failing = migrations.find(
    ({ path }) => started.length > 0 && path.endsWith(`/${started.at(-1)}`),
  );
  if (!failing) throw new ToolError(`supabase db push failed: ${words}`);
  const failure = await readCliFailure(words, failing.path, failing.text);
  const next = remedyFor(words, failing.path);
  if (failure) throw sqlError(failure, next);
  throw new ToolError(`${shortPath(failing.path)}\n${words}`, { next });
}
