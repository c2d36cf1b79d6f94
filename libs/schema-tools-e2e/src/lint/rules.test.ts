import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@parakeet/command-kit';
import { createRunDatabase, dropRunDatabase } from '@parakeet/db-harness';
import { baseTemplate } from '@parakeet/local-supabase';
import {
  lint,
  lintRules,
  readMigrationFiles,
  readProject,
  unacknowledged,
  type LintExample,
  type LintFinding,
  type LintSubject,
} from '@parakeet/schema-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// Each rule by its own examples, on a real Postgres.

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parakeet-lint-'));
  await symlink(join(workspaceRoot, 'node_modules'), join(directory, 'node_modules'));
});
afterAll(() => rm(directory, { recursive: true }));

let made = 0;

const off = Object.fromEntries(Array.from(lintRules.keys(), (id) => [id, 'off'] as const));

/** The findings of a single rule in its example project. */
async function findingsIn(
  id: string,
  given: string | LintExample,
): Promise<readonly LintFinding[]> {
  const example: LintExample = typeof given === 'string' ? { sql: given } : given;
  const rules = { ...off, [id]: 'error' } as const;
  return withProject({ ...example, lint: { ...example.lint, rules } }, async (subject) => {
    const { findings, blind } = await lint(subject);
    expect(blind).toEqual([]);
    return findings;
  });
}

async function withProject<Result>(
  example: LintExample,
  use: (subject: LintSubject) => Promise<Result>,
): Promise<Result> {
  made += 1;
  const root = join(directory, String(made));
  const migrations = join(root, 'supabase/migrations');
  await mkdir(migrations, { recursive: true });
  await writeFile(join(root, 'supabase/config.toml'), example.config ?? '');
  await writeFile(join(migrations, '1_landed.sql'), example.landed ?? 'select 1;');
  await writeFile(join(migrations, '2_draft.sql'), example.sql ?? 'select 1;');
  const contracts = join(root, 'contracts.ts');
  if (example.contracts !== undefined) await writeFile(contracts, example.contracts);
  const database = await createRunDatabase(baseTemplate);
  try {
    return await use({
      project: {
        ...readProject(root),
        lint: example.lint ?? {},
        ...(example.contracts === undefined ? {} : { contracts }),
      },
      files: await readMigrationFiles(migrations),
      database,
      isDraft: ({ name }) => name === 'draft',
    });
  } finally {
    await dropRunDatabase(database);
  }
}

describe.each([...lintRules.values()])('$id', ({ id, bad, good }) => {
  it('is found in its bad example, at a line of it', async () => {
    const [finding, ...others] = await findingsIn(id, bad);
    expect(finding?.rule).toBe(id);
    expect(others).toEqual([]);
    expect(finding?.place?.path).toMatch(/2_draft\.sql$|config\.toml$/);
    expect(finding?.place?.caret?.text.trim()).not.toBe('');
  });

  it('is not found in its good example', async () => {
    expect(await findingsIn(id, good)).toEqual([]);
  });
});

it('a push shows the open findings of drafts, and no older ones', async () => {
  const example = {
    landed: 'create table public.old (body text); create table public.notes (id int primary key);',
    sql: `-- allow: table-without-primary-key public.lines: rows of a log
      create table public.lines (body text);
      create table public.points (x integer);
      alter table public.notes add column body text not null;`,
    config: '[api]\nauto_expose_new_tables = false\n',
  };
  const { findings } = await withProject(example, unacknowledged);
  expect(findings.map(({ rule, object }) => `${rule} ${object}`)).toEqual([
    'table-without-primary-key public.points',
    'rows-refuse public.notes.body',
  ]);
});
