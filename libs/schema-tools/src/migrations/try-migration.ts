import { basename, join } from 'node:path';
import type { ToolError } from '@parakeet/command-kit';
import { withWorkdir } from '../supabase-cli/workdir.ts';
import { project } from '../project/project.ts';
import { applyMigrations, type ApplyOptions } from './apply-migrations.ts';
import type { MigrationFile } from './migration-files.ts';
import { nextVersion } from './new-migration.ts';

/**
 * Applies a draft from a temporary directory, because the checkout should get the file only after
 * it is proved.
 *
 * @param url of a database with all earlier migrations
 * @param draft has the next version by default
 * @returns the reason of a refusal; undefined if it is applied
 */
export async function tryMigration(
  url: string,
  before: readonly MigrationFile[],
  draft: { readonly name: string; readonly text: string; readonly version?: string | undefined },
  options: Pick<ApplyOptions, 'onMigration' | 'signal'>,
): Promise<ToolError | undefined> {
  const { name, text, version = nextVersion(before.map(({ path }) => basename(path))) } = draft;
  const path = join(project().migrations, `${version}_${name}.sql`);
  const written: MigrationFile = { version, name, path, text };
  const failure = await withWorkdir([...before, written], '', (workdir) =>
    applyMigrations({ url }, [written], { ...options, workdir }),
  );
  options.signal?.throwIfAborted();
  return failure?.error;
}
