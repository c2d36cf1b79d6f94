// Run by the gate and not by `npm test`: what it reads, such as the README, is no input of any
// project, so that a change to it makes none affected.
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const workspaceRoot = join(import.meta.dirname, '..');

it('the documents cite paths that exist', async () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    'docs/domain.md',
    'docs/errors.md',
    ...(await readdir(join(workspaceRoot, 'docs/adr'))).map((name) => `docs/adr/${name}`),
  ];
  const missing: string[] = [];
  for (const document of documents) {
    const text = await readFile(join(workspaceRoot, document), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) =>
      join(dirname(document), path),
    );
    const cited = [
      ...text.matchAll(/`((?:apps|libs|supabase|docs|\.ci|\.github)\/[^`\s*<>{}…]*)`/g),
    ];
    for (const file of [...links, ...cited.map(([, path = '']) => path)]) {
      if (!existsSync(join(workspaceRoot, file))) missing.push(`${document}: ${file}`);
    }
  }
  expect(missing).toEqual([]);
});

it.each(['db-schema', 'db-tests', 'local-supabase'])(
  'the README names every command of %s',
  async (project) => {
    const readme = await readFile(join(workspaceRoot, 'README.md'), 'utf8');
    const { executors } = JSON.parse(
      await readFile(join(workspaceRoot, 'libs', project, 'executors.json'), 'utf8'),
    ) as { executors: Record<string, unknown> };
    for (const name of Object.keys(executors)) expect(readme).toContain(`${project}:${name}`);
  },
);
