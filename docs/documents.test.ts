// The gate runs this file, not `npm test`. It reads files such as the README that are inputs of no
// project, so a change to them affects none.
import { existsSync, statSync } from 'node:fs';
import { glob, readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nodeParameters } from '@parakeet/command-kit';
import { createCheckout } from '@parakeet/db-harness/checkout';
import { expect, it } from 'vitest';

const workspaceRoot = join(import.meta.dirname, '..');
const projects = (await readdir(join(workspaceRoot, 'libs'))).toSorted();

/** The files of the workspace that match, as paths from its root, in their order. */
async function files(...patterns: string[]): Promise<string[]> {
  const exclude = ['**/node_modules/**', '**/dist/**'];
  const found: string[] = [];
  for await (const file of glob(patterns, { cwd: workspaceRoot, exclude })) found.push(file);
  return found.toSorted();
}

const documents = await files(
  '*.md',
  '.github/**/*.md',
  'docs/**/*.md',
  '{apps,libs}/README.md',
  '{apps,libs}/*/README.md',
);

it('a line of a document has at most 100 columns, but for tables and links', async () => {
  const tooLong: string[] = [];
  for (const document of documents) {
    const text = await readFile(join(workspaceRoot, document), 'utf8');
    for (const [index, line] of text.split('\n').entries()) {
      if (line.length <= 100 || line.startsWith('|') || /\]\(|https?:/.test(line)) continue;
      tooLong.push(`${document}:${index + 1}`);
    }
  }
  expect(tooLong).toEqual([]);
});

it('the documents cite paths that exist', async () => {
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

it('the index of decisions has each of them, in order, with status and date', async () => {
  const index = await readFile(join(workspaceRoot, 'docs/adr/README.md'), 'utf8');
  const rows = index.split('\n').filter((line) => line.startsWith('| ['));
  const status = String.raw`(Proposed|Accepted|Replaced by \d+)`;
  const form = new RegExp(String.raw`^(.+) \| ${status} \| \d{4}-\d\d-\d\d \|$`);
  const decisions = await files('docs/adr/0*.md');
  const expected = await Promise.all(
    decisions.map(async (file) => {
      const heading = (await readFile(join(workspaceRoot, file), 'utf8')).split('\n', 1)[0] ?? '';
      const name = file.slice('docs/adr/'.length);
      // a number is taken when its branch begins, so one may be missing until another lands
      const number = Number(name.slice(0, 4));
      return `| [${number}](${name}) | ${heading.replace(`# ${number}. `, '')}`;
    }),
  );
  expect(rows.map((row) => form.exec(row)?.[1] ?? `no row of the index: ${row}`)).toEqual(expected);
});

/** Variables that the operating system and Node define. */
const systemVariables = new Set(['PATH', 'NODE_ENV']);

it('.env.example explains each variable that the code reads, and sets none', async () => {
  const variables = new Set<string>();
  for (const file of await files('.ci/run', '{apps,libs}/**/*.{ts,tsx,cjs}')) {
    const text = await readFile(join(workspaceRoot, file), 'utf8');
    // ours by their name, wherever it stands; any other where it is read, and not by a test
    const names = [...text.matchAll(/\b(?:(?:PARAKEET|VITE|PROD)(?:_[A-Z]+)+|PGPASS[A-Z]+)\b/g)];
    if (!file.endsWith('.test.ts')) {
      names.push(...text.matchAll(/(?<=\benv(?:ironment)?(?:\.|\[['"]))[A-Z][A-Z0-9_]+/g));
    }
    for (const [name] of names) if (!systemVariables.has(name)) variables.add(name);
  }
  const example = await readFile(join(workspaceRoot, '.env.example'), 'utf8');
  const explained = [...example.matchAll(/(?<=^# [A-Z"].+\.\n#)[A-Z][A-Z0-9_]+(?==)/gm)];
  expect(explained.map(([name]) => name).toSorted()).toEqual([...variables].toSorted());
  expect(example).not.toMatch(/^[^#\n]/m);
});

it('the editor starts a command with the parameters that Nx gives it', async () => {
  const launch = await readFile(join(workspaceRoot, '.vscode/launch.json'), 'utf8');
  const { configurations } = JSON.parse(launch) as { configurations: { runtimeArgs?: string[] }[] };
  expect(configurations.map(({ runtimeArgs }) => runtimeArgs)).toContainEqual(nodeParameters);
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
    const found = await read<{ targets: Record<string, { executor?: string }> }>(
      project,
      'project.json',
    );
    for (const [name, { executor }] of Object.entries(found?.targets ?? {})) {
      // a check is the command with an option, as CI runs it
      if (!executor?.startsWith('@parakeet/') || name.endsWith('-check')) continue;
      if (!readme.includes(`${project}:${name}`)) missing.push(`${project}:${name}`);
    }
  }
  expect(missing).toEqual([]);
});

it('every target that a text names is there', async () => {
  const targets = new Map<string, Set<string>>();
  for (const file of await files('{apps,libs}/*/project.json')) {
    const text = await readFile(join(workspaceRoot, file), 'utf8');
    const project = JSON.parse(text) as { name: string; targets: object };
    targets.set(project.name, new Set(Object.keys(project.targets)));
  }
  // after the scope of npm it is an executor
  const named = new RegExp(
    String.raw`(?<!@parakeet/)\b(${[...targets.keys()].join('|')}):([a-z][a-z0-9-]*)`,
    'g',
  );
  // the CHANGELOG says what there was
  const texts = (
    await files(
      '*.{md,json}',
      '.{ci,github,vscode}/**/*',
      'docs/**/*.{md,ts}',
      'supabase/**/*.sql',
      '{apps,libs}/**/*.{md,ts,tsx,cjs,json}',
    )
  ).filter((file) => file !== 'CHANGELOG.md' && statSync(join(workspaceRoot, file)).isFile());
  const missing: string[] = [];
  let found = 0;
  for (const file of texts) {
    for (const [target, project = '', name = ''] of (
      await readFile(join(workspaceRoot, file), 'utf8')
    ).matchAll(named)) {
      found += 1;
      if (!targets.get(project)?.has(name)) missing.push(`${file}: ${target}`);
    }
  }
  expect(found).toBeGreaterThan(0);
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
