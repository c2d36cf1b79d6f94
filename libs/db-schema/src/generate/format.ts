import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ToolError, toolsRoot } from '@parakeet/command-kit';

/** The texts by file name, each as the workspace's formatter writes it; SQL stays as it is. */
export async function formatted(texts: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const entries = await Promise.all(
    [...texts].map(async ([file, text]): Promise<[string, string]> => {
      return [file, file.endsWith('.ts') ? await formatOne(file, text) : text];
    }),
  );
  return new Map(entries);
}

async function formatOne(file: string, text: string): Promise<string> {
  const program = new URL('bin/oxfmt', import.meta.resolve('oxfmt/package.json'));
  const child = spawn(process.execPath, [fileURLToPath(program), `--stdin-filepath=${file}`], {
    cwd: toolsRoot,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  child.stdin.end(text);
  if ((await ended) !== 0) throw new ToolError(`oxfmt could not format ${file}: ${said.trim()}`);
  return output;
}
