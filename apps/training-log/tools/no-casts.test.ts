import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const execute = promisify(execFile);
const app = fileURLToPath(new URL('..', import.meta.url));
const oxlint = join(app, '../../node_modules/.bin/oxlint');

/** The linter's findings for a file of the app. */
async function lint(code: string): Promise<string> {
  // beside the app's files, so the linter knows its types
  const directory = await mkdtemp(join(app, 'src/.refused-'));
  try {
    const file = join(directory, 'refused.ts');
    await writeFile(file, code);
    const { stdout } = await execute(oxlint, ['--type-aware', '--deny-warnings', file], {
      cwd: join(app, '../..'),
    }).catch((error: unknown) => {
      if (error instanceof Error && 'stdout' in error) return { stdout: String(error.stdout) };
      throw error;
    });
    return stdout;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const types = `import type { Json, Tables } from '@parakeet/db-types';\n`;
it.each([
  ['as any', 'no-explicit-any', 'export const one = (row: object) => row as any;'],
  [
    'as unknown as',
    'consistent-type-assertions',
    `${types}export const one = (row: Json) => row as unknown as Tables<'sessions'>;`,
  ],
  [
    'as Json',
    'consistent-type-assertions',
    `${types}export const one = (row: object) => row as Json;`,
  ],
  ['as never', 'consistent-type-assertions', 'export const one = (row: object) => row as never;'],
  ['<Type>', 'consistent-type-assertions', 'export const one = (row: unknown) => <string>row;'],
  ['a non-null !', 'no-non-null-assertion', 'export const one = (row?: string) => row!.length;'],
  [
    '@ts-expect-error',
    'ban-ts-comment',
    '// @ts-expect-error it is text\nexport const one: number = "1";',
  ],
  ['@ts-ignore', 'ban-ts-comment', '// @ts-ignore it is text\nexport const one: number = "1";'],
  [
    'JSON.parse that is believed',
    'no-unsafe-assignment',
    'export const one: { id: string } = JSON.parse("{}");',
  ],
  [
    'JSON.parse that is returned',
    'no-unsafe-return',
    'export function one(text: string): string { return JSON.parse(text); }',
  ],
  [
    'JSON.parse that is read from',
    'no-unsafe-member-access',
    'export const one = (text: string) => String(JSON.parse(text).id);',
  ],
  [
    'JSON.parse that is passed on',
    'no-unsafe-argument',
    'const take = (id: string) => id;\nexport const one = (text: string) => take(JSON.parse(text));',
  ],
])('the linter refuses %s (%s)', async (_what, rule, code) => {
  expect(await lint(code)).toContain(rule);
});

it('accepts checked values', async () => {
  const said = await lint(
    'export function one(text: string): unknown {\n  const value: unknown = JSON.parse(text);\n  return value;\n}\nexport const two = ["a"] as const;\n',
  );
  expect(said).toContain('Found 0 warnings and 0 errors');
});
