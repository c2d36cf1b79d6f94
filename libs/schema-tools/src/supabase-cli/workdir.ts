import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { withTemporaryFolder } from '@parakeet/local-supabase';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { project } from '../project/project.ts';

/**
 * A directory for the Supabase CLI. It has copies of the files up to one pending file, so the CLI
 * cannot begin the next one, and nobody can change a file after the plan. Only the user can read
 * it.
 *
 * @param sessionSql SQL that the CLI runs first, in the session that applies the file
 */
export async function withWorkdir<Result>(
  files: readonly MigrationFile[],
  sessionSql: string,
  use: (workdir: string) => Promise<Result>,
): Promise<Result> {
  return withTemporaryFolder('push', async (workdir) => {
    const supabase = join(workdir, 'supabase');
    await mkdir(join(supabase, 'migrations'), { recursive: true });
    const config = join(project().supabase, 'config.toml');
    if (existsSync(config)) await cp(config, join(supabase, 'config.toml'));
    // the CLI runs this file before the migrations, in the same session
    await writeFile(join(supabase, 'roles.sql'), sessionSql);
    for (const { path, text } of files) {
      await writeFile(join(supabase, 'migrations', basename(path)), text);
    }
    return use(workdir);
  });
}
