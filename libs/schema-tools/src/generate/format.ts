import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { nearestFile, ToolError } from '@parakeet/command-kit';
import { withTemporaryFolder } from '@parakeet/local-supabase';
import { project } from '../project/project.ts';

/** The files that the workspace's formatter can format; others, such as SQL, stay as they are. */
const isFormatted = (file: string) => /\.(?:ts|json)$/.test(file);

/**
 * The texts by file name, after the workspace's formatter. It formats all of them at once in a
 * temporary folder, because a start for each file would take longer than everything else.
 */
export async function formatted(texts: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const program = new URL('bin/oxfmt', import.meta.resolve('oxfmt/package.json'));
  const files = [...texts.keys()].filter(isFormatted);
  return withTemporaryFolder('format', async (folder) => {
    for (const file of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), texts.get(file) ?? '');
    }
    const config = nearestFile(project().root, ['.oxfmtrc.json', '.oxfmtrc.jsonc']);
    const parameters = [
      fileURLToPath(program),
      ...(config === undefined ? [] : [`--config=${config}`]),
      '.',
    ];
    await promisify(execFile)(process.execPath, parameters, { cwd: folder }).catch(
      (cause: unknown) => {
        const said =
          cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause);
        throw new ToolError(`oxfmt could not format the generated code: ${said.trim()}`, { cause });
      },
    );
    const outputs = new Map(texts);
    for (const file of files) outputs.set(file, await readFile(join(folder, file), 'utf8'));
    return outputs;
  });
}
