import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { markdownProse, schemaProse, sqlComments, sqlProse } from './other-prose.ts';
import type { Prose } from './sentences.ts';
import { typeScriptProse } from './typescript-prose.ts';

/** All prose of a checkout, by where a person meets it. */
export type ProseByKind = Record<
  'Markdown' | 'printed' | 'SQL' | 'comments' | 'SQL comments' | 'test titles',
  Prose[]
>;

const exclude = ['**/node_modules/**', '**/dist/**', '**/generated/**', '**/.parakeet/**'];

/** Reads the prose of the checkout in a folder. */
export async function readProse(root: string): Promise<ProseByKind> {
  const prose: ProseByKind = {
    Markdown: [],
    printed: [],
    SQL: [],
    comments: [],
    'SQL comments': [],
    'test titles': [],
  };
  const each = async (patterns: string[], read: (file: string, text: string) => void) => {
    for await (const file of glob(patterns, { cwd: root, exclude })) {
      read(file, await readFile(join(root, file), 'utf8'));
    }
  };
  await each(['*.md', '.github/**/*.md', 'docs/**/*.md', '{apps,libs}/**/*.md'], (file, text) =>
    prose.Markdown.push(...markdownProse(file, text)),
  );
  await each(['libs/**/*.schema.json'], (file, text) =>
    prose.printed.push(...schemaProse(file, text)),
  );
  // the snapshot has what the migrations result in; landed migrations do not change
  await each(['supabase/schema.sql'], (file, text) => prose.SQL.push(...sqlProse(file, text)));
  await each(['supabase/{routines,migrations}/**/*.sql', 'libs/*/src/**/*.sql'], (file, text) =>
    prose['SQL comments'].push(...sqlComments(file, text)),
  );
  await each(['{apps,libs,docs}/**/*.{ts,tsx}'], (file, text) => {
    const { printed, comments, titles } = typeScriptProse(file, text);
    prose.comments.push(...comments);
    prose['test titles'].push(...titles);
    // a string of a test is what a test looks for, or data
    if (isProduct(file)) prose.printed.push(...printed);
  });
  return prose;
}

/** Whether users read the strings of a file, not only its tests. */
function isProduct(file: string): boolean {
  const tests = /\.test|-e2e\/|db-(?:tests|bench|harness)\/|\/e2e\/|package-tests|^docs\/|fixtures/;
  return !tests.test(file);
}
