import { basename } from 'node:path';
import {
  createEmptyDatabase,
  dropDatabase,
  exposeNewObjects,
  maintenanceDatabase,
  withClient,
  type Server,
  type ThrowawayServer,
} from '@parakeet/local-supabase';
import { project } from '../project/project.ts';
import { applyMigrations, type ApplyOptions } from './apply-migrations.ts';
import { refuseBlanks } from './blanks.ts';
import type { MigrationFile } from './migration-files.ts';
import { replay } from './replay.ts';

/**
 * Makes a database from the base and every migration of the checkout, with the Supabase CLI. It
 * replaces an existing database of that name.
 *
 * @param migrations those of the checkout, or of the `workdir` instead
 *
 * @throws ToolError with file, line and statement if a migration fails or has blanks. The
 *   unfinished database is dropped then.
 */
export async function buildDatabase(
  server: Server,
  name: string,
  migrations: readonly MigrationFile[],
  options: Pick<ApplyOptions, 'onMigration' | 'signal' | 'workdir'> = {},
): Promise<void> {
  refuseBlanks(migrations);
  const url = await createEmptyDatabase(server, name);
  try {
    await exposeNewObjects(url, options.workdir ?? project().workdir);
    const failure = await applyMigrations({ url }, migrations, options);
    options.signal?.throwIfAborted();
    if (failure) throw failure.error;
  } catch (error) {
    // if that fails too, the first error is more useful; the next build drops the rest
    await withClient(server.adminUrl(maintenanceDatabase), (client) =>
      dropDatabase(client, name),
    ).catch(() => undefined);
    throw error;
  }
}

/**
 * Makes the same database without a start of the Supabase CLI, which takes a second. If a file
 * fails, the CLI builds it after all, because its words name the statement.
 *
 * @throws ToolError as `buildDatabase` does
 */
export async function buildThrowaway(
  server: ThrowawayServer,
  name: string,
  migrations: readonly MigrationFile[],
  options: Pick<ApplyOptions, 'onMigration' | 'signal' | 'workdir'> = {},
): Promise<void> {
  const { onMigration, signal, workdir = project().workdir } = options;
  refuseBlanks(migrations);
  const url = await createEmptyDatabase(server, name);
  await exposeNewObjects(url, workdir);
  const isBuilt = await withClient(url, async (client) => {
    for (const file of migrations) {
      signal?.throwIfAborted();
      onMigration?.(basename(file.path));
      await replay(client, [file]);
    }
  }).then(
    () => true,
    () => false,
  );
  signal?.throwIfAborted();
  if (!isBuilt) await buildDatabase(server, name, migrations, { signal, workdir });
}
