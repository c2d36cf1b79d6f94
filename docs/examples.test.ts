// Run by the gate, as the other tests of the documents. Examples in SQL are run by `docs --check`.
import { execFile } from 'node:child_process';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { nodeEnvironment, nodeParameters } from '@parakeet/command-kit';
import { expect, it } from 'vitest';

const workspaceRoot = join(import.meta.dirname, '..');
const execute = promisify(execFile);

interface Example {
  readonly file: string;
  readonly code: string;
}

/** The blocks of documents that say `ts run`. */
async function examples(): Promise<Example[]> {
  const blocks: Example[] = [];
  const exclude = ['**/node_modules/**'];
  for await (const file of glob('docs/**/*.md', { cwd: workspaceRoot, exclude })) {
    const text = await readFile(join(workspaceRoot, file), 'utf8');
    for (const [, code = ''] of text.matchAll(/^```ts run\n([\s\S]*?)^```$/gm)) {
      blocks.push({ file, code });
    }
  }
  return blocks;
}

const found = await examples();

it('there are examples in TypeScript', () => {
  expect(found).not.toEqual([]);
});

it.each(found)('an example of $file prints what it says', async ({ code }) => {
  const { stdout } = await execute(
    process.execPath,
    [...nodeParameters, '--input-type=module-typescript', '--eval', code],
    { cwd: workspaceRoot, env: { ...process.env, ...nodeEnvironment, NO_COLOR: '1' } },
  );
  const gives = Array.from(code.matchAll(/^\/\/ gives: (.*)$/gm), ([, line]) => line);
  expect(gives).not.toEqual([]);
  expect(stdout.trimEnd().split('\n')).toEqual(gives);
});
