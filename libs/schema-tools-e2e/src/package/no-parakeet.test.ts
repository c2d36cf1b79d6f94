import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { toolsRoot } from '@parakeet/command-kit';
import ts from 'typescript';
import { expect, it } from 'vitest';

/** The projects that anybody may use: they know no other project, and no database. */
const tools = ['command-kit', 'local-supabase', 'schema-tools', 'schema-runtime'];

const read = (file: string) => readFileSync(join(toolsRoot, file), 'utf8');
const find = (pattern: string) => globSync(pattern, { cwd: toolsRoot });

/** What the migrations of this workspace make. */
const made = find('supabase/migrations/*.sql').flatMap((file) =>
  Array.from(
    read(file).matchAll(
      /\bcreate (?:or replace )?(?:table|function|view) (?:public\.)?(\w+)\b(?!\.)/gi,
    ),
    ([, name = '']) => name,
  ),
);

/** The other projects of this workspace. */
const projects = find('{libs,apps}/*/package.json')
  .map((file) => basename(dirname(file)))
  .filter((name) => !tools.includes(name));

const words = [
  ...projects,
  // a single word, such as sessions, is anybody's
  ...made.filter((name) => name.includes('_')),
  ...made.map((name) => `public\\.${name}`),
];
const known = new RegExp(`(?<![\\w-])(?:${[...new Set(words)].join('|')})(?![\\w-])`, 'g');

/** A source without its comments. */
function codeOf(file: string): string {
  if (!/\.[cm]?ts$/.test(file)) return read(file);
  const compilerOptions = { removeComments: true, target: ts.ScriptTarget.ESNext };
  return ts.transpileModule(read(file), { compilerOptions }).outputText;
}

it('knows what to look for', () => {
  expect(projects).toContain('db-types');
  expect(made.length).toBeGreaterThan(10);
  expect('a row of session_logs, in libs/db-types'.match(known)).toEqual([
    'session_logs',
    'db-types',
  ]);
});

it.each(tools)('%s names no project, path, table or function of this workspace', (project) => {
  const sources = find(`libs/${project}/src/**/*.*`).filter((file) => !file.endsWith('.test.ts'));
  expect(sources.length).toBeGreaterThan(3);
  const found = sources.flatMap((file) =>
    (codeOf(file).match(known) ?? []).map((word) => `${relative('libs', file)}: ${word}`),
  );
  expect(found).toEqual([]);
});
