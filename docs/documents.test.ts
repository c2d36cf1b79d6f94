// Run by the gate and not by `npm test`: what it reads, such as the README, is no input of any
// project, so that a change to it makes none affected.
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createCheckout } from '@parakeet/db-harness/checkout';
import { expect, it } from 'vitest';

const workspaceRoot = join(import.meta.dirname, '..');
const projects = (await readdir(join(workspaceRoot, 'libs'))).toSorted();

it('the documents cite paths that exist', async () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    'docs/domain.md',
    'docs/errors.md',
    ...(await readdir(join(workspaceRoot, 'docs/adr'))).map((name) => `docs/adr/${name}`),
    ...projects.map((name) => `libs/${name}/README.md`),
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

/** What a project's file says; undefined where it has none. */
async function read<Content>(project: string, file: string): Promise<Content | undefined> {
  const path = join(workspaceRoot, 'libs', project, file);
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as Content) : undefined;
}

it('the README names every command', async () => {
  const readme = await readFile(join(workspaceRoot, 'README.md'), 'utf8');
  const missing: string[] = [];
  for (const project of projects) {
    const found = await read<{ executors: Record<string, unknown> }>(project, 'executors.json');
    for (const name of Object.keys(found?.executors ?? {})) {
      if (!readme.includes(`${project}:${name}`)) missing.push(`${project}:${name}`);
    }
  }
  expect(missing).toEqual([]);
});

it('the README shows what the two commands print', async () => {
  const readme = await readFile(join(workspaceRoot, 'README.md'), 'utf8');
  const sample = (start: string) => {
    const found = new RegExp(`\`\`\`\\n(${start}[^\`]+)\`\`\``).exec(readme)?.[1];
    if (found === undefined) throw new Error(`the README has no sample that starts with ${start}`);
    return pattern(found);
  };
  const checkout = await createCheckout();
  try {
    const { output } = await checkout.run('reset');
    expect(output).toMatch(sample('✔'));
  } finally {
    await checkout.remove();
  }
  const targets = await Promise.all(
    [...projects.map((name) => `libs/${name}`), 'apps/training-log'].map(async (folder) => {
      const text = await readFile(join(workspaceRoot, folder, 'project.json'), 'utf8');
      return Object.keys((JSON.parse(text) as { targets: object }).targets);
    }),
  );
  const tested = targets.filter((names) => names.includes('test')).length;
  expect(` NX   Successfully ran target test for ${tested} projects`).toMatch(sample(' NX'));
});

/** What a sample stands for: `…` is what differs from run to run. */
function pattern(sample: string): RegExp {
  const literal = sample.trimEnd().replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(literal.replaceAll('…', '.+'));
}
