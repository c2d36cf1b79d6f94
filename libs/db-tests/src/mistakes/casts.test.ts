import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { workspaceRoot } from '@parakeet/command-kit';

/** Unchecked casts, as `line: text`. */
function uncheckedCasts(text: string): string[] {
  const file = ts.createSourceFile('x.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const tell = (node: ts.Node) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${line + 1}: ${node.getText().replaceAll(/\s+/g, ' ')}`);
  };
  const visit = (node: ts.Node) => {
    if (ts.isAsExpression(node)) {
      const { kind } = node.type;
      const blind =
        kind === ts.SyntaxKind.AnyKeyword ||
        kind === ts.SyntaxKind.NeverKeyword ||
        node.type.getText() === 'Json' ||
        // `as unknown as T`: the compiler then believes T
        (ts.isAsExpression(node.expression) &&
          node.expression.type.kind === ts.SyntaxKind.UnknownKeyword);
      if (blind) tell(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const [at, line] of text.split('\n').entries()) {
    if (/^\s*(?:\/\/|\/\*).*@ts-(?:ignore|nocheck)/.test(line))
      found.push(`${at + 1}: ${line.trim()}`);
  }
  return found;
}

/** The sources of apps and libs, except the Supabase CLI's types. */
async function sources(): Promise<string[]> {
  const files: string[] = [];
  for (const root of ['apps', 'libs']) {
    for (const entry of await readdir(join(workspaceRoot, root), { recursive: true })) {
      const path = join(root, entry);
      if (!/\.[cm]?tsx?$/.test(path) || /(?:node_modules|dist|\.vitest)\//.test(path)) continue;
      files.push(path);
    }
  }
  return files;
}

/** The linter's findings, with types, for a file at a place in the workspace. */
async function lint(place: string, text: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'parakeet-lint-'));
  try {
    for (const name of ['.oxlintrc.json', 'tsconfig.base.json']) {
      await cp(join(workspaceRoot, name), join(directory, name));
    }
    await mkdir(dirname(join(directory, place)), { recursive: true });
    await writeFile(join(directory, place), text);
    const base = relative(dirname(join(directory, place)), join(directory, 'tsconfig.base.json'));
    await writeFile(
      join(directory, dirname(place), 'tsconfig.json'),
      JSON.stringify({ extends: base, compilerOptions: { types: [] }, include: ['.'] }),
    );
    const programs = join(workspaceRoot, 'node_modules/.bin');
    const { stdout } = await promisify(execFile)(
      join(programs, 'oxlint'),
      ['--type-aware', '-c', '.oxlintrc.json', '.'],
      {
        cwd: directory,
        env: { ...process.env, OXLINT_TSGOLINT_PATH: join(programs, 'tsgolint') },
      },
    ).catch((error: { stdout: string }) => error);
    return stdout;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const types = `
type Json = string | number | boolean | null | { [key: string]: Json } | Json[];
interface ActualSet { readonly set_number: number }
export declare const column: Json;
`;

describe('some forty unchecked casts between `Json` and the real types', () => {
  it('there is none in the apps and the libraries', async () => {
    const files = await sources();
    expect(files.length).toBeGreaterThan(100);
    const found: string[] = [];
    for (const path of files) {
      const text = await readFile(join(workspaceRoot, path), 'utf8');
      for (const cast of uncheckedCasts(text)) found.push(`${path}:${cast}`);
    }
    expect(found).toEqual([]);
  });

  it.each([
    'export const a = column as any;',
    'export const a = column as unknown as ActualSet[];',
    'export const a = sets as Json;',

    'export const a = column as never;',
    '// @ts-ignore: it is one\nexport const a: ActualSet = column;',
  ])('and one would be found: %s', (text) => {
    expect(uncheckedCasts(text)).toHaveLength(1);
  });

  it('words in comments and text are none', () => {
    expect(
      uncheckedCasts(
        "// typed as any\nexport const a = 'x as any';\nexport const b = [1] as const;",
      ),
    ).toEqual([]);
  });

  it.each(['apps/training-log/src/x.ts', 'libs/db-types/src/x.ts'])(
    'the linter refuses one from Json to a real type in %s, and takes a check',
    async (place) => {
      const cast = await lint(
        place,
        `${types}export const sets = column as unknown[] as ActualSet[];`,
      );
      expect(cast).toContain('no-unsafe-type-assertion');
      const parsed = await lint(
        place,
        `${types}export const sets = JSON.parse('[]') as ActualSet[];`,
      );
      expect(parsed).toContain('no-unsafe-type-assertion');
      const checked = await lint(
        place,
        `${types}export const count = Array.isArray(column) ? column.length : 0;`,
      );
      expect(checked).not.toContain('no-unsafe-type-assertion');
    },
  );
});
