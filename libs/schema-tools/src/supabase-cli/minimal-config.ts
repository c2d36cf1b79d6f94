import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTemporaryFolder } from '@parakeet/local-supabase';

/** Why the Supabase CLI refuses supabase/config.toml; undefined if that is not why it failed. */
export function refusedConfig(result: {
  readonly output: string;
  readonly stderr: string;
}): string | undefined {
  const json = /"code":"\w*Config\w*Error","message":"((?:[^"\\]|\\.)*)"/.exec(result.output);
  if (json) return String(JSON.parse(`"${json[1]}"`)).split('\n', 1)[0];
  return /^.*(?:supabase\/config\.toml|[Ii]nvalid config).*$/m.exec(result.stderr)?.[0];
}

/**
 * A directory for the Supabase CLI: a copy of another supabase/ with an empty config.toml. What the
 * tools read of the other's is theirs to honour.
 */
export async function withMinimalConfig<Result>(
  workdir: string,
  use: (minimal: string) => Promise<Result>,
): Promise<Result> {
  return withTemporaryFolder('config', async (minimal) => {
    const to = join(minimal, 'supabase');
    const from = join(workdir, 'supabase');
    await mkdir(to);
    await writeFile(join(to, 'config.toml'), 'project_id = "parakeet"\n');
    for (const name of await readdir(from)) {
      // what the CLI keeps for itself is in hidden directories
      if (name === 'config.toml' || name.startsWith('.')) continue;
      await symlink(join(from, name), join(to, name));
    }
    return use(minimal);
  });
}
