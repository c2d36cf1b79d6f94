import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Landed } from './landed.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parakeet landed '));
  await mkdir(join(directory, 'supabase/migrations'), { recursive: true });
  await writeFile(join(directory, 'nx.json'), '{ "defaultBase": "trunk" }');
  await write('001_first.sql', 'select 1;');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  // the next file must not find modules that were loaded for this directory
  vi.resetModules();
  await rm(directory, { recursive: true });
});

const write = (name: string, text: string) =>
  writeFile(join(directory, 'supabase/migrations', name), text);

const git = (...parameters: string[]) =>
  execFileSync(
    'git',
    ['-c', 'user.name=Maya', '-c', 'user.email=maya@parakeet.test', ...parameters],
    { cwd: directory, stdio: 'pipe' },
  );

function commit(): void {
  git('add', '--all');
  git('commit', '--quiet', '--message=change');
}

/** The result of the modules, loaded again for the directory. */
async function read(): Promise<Landed> {
  vi.stubEnv('PARAKEET_WORKSPACE', directory);
  vi.resetModules();
  const { readMigrationFiles } = await import('./migration-files.ts');
  const { readLanded } = await import('./landed.ts');
  return readLanded(await readMigrationFiles());
}

it('a file has landed when the base branch has it; on a branch it is a draft', async () => {
  git('init', '--quiet', '--initial-branch=trunk');
  commit();
  git('switch', '--quiet', '--create', 'change');
  await write('002_draft.sql', 'select 2;');
  commit();
  await write('002_draft.sql', 'select 3;');
  const landed = await read();
  expect(landed).toMatchObject({ by: 'trunk', edited: [], removed: [] });
  expect([...landed.files]).toEqual(['001_first.sql']);
  expect(landed.record).toMatch(/^[0-9a-f]{64} {2}migrations\/001_first\.sql\n$/);
});

it('the branch on the remote decides where it is known', async () => {
  git('init', '--quiet', '--initial-branch=trunk');
  commit();
  git('update-ref', 'refs/remotes/origin/trunk', 'HEAD');
  await write('002_draft.sql', 'select 2;');
  commit();
  const landed = await read();
  expect(landed.by).toBe('origin/trunk');
  expect([...landed.files]).toEqual(['001_first.sql']);
});

it('keeps the line of a draft as long as it fits', async () => {
  git('init', '--quiet', '--initial-branch=trunk');
  commit();
  git('switch', '--quiet', '--create', 'change');
  await write('002_draft.sql', 'select 2;');
  const digest = createHash('sha256').update('select 2;').digest('hex');
  const record = join(directory, 'supabase/migrations.sha256');
  await writeFile(record, `${digest}  migrations/002_draft.sql\n`);
  expect((await read()).record).toContain(`${digest}  migrations/002_draft.sql\n`);
  await write('002_draft.sql', 'select 3;');
  expect(await read()).toMatchObject({
    edited: [],
    record: expect.not.stringContaining('002_draft') as string,
  });
});

it('finds edited and removed landed files, and no newly landed ones', async () => {
  git('init', '--quiet', '--initial-branch=trunk');
  await write('002_second.sql', 'select 2;');
  commit();
  git('switch', '--quiet', '--create', 'change');
  git('switch', '--quiet', 'trunk');
  await write('003_of_others.sql', 'select 3;');
  commit();
  git('switch', '--quiet', 'change');
  await write('001_first.sql', 'select 0;');
  await rm(join(directory, 'supabase/migrations/002_second.sql'));
  expect(await read()).toMatchObject({
    edited: ['001_first.sql'],
    removed: ['002_second.sql'],
  });
});

it('without a repository the record decides', async () => {
  // a repository that knows none of these files does not count
  const record = join(directory, 'supabase/migrations.sha256');
  await writeFile(record, `${'0'.repeat(64)}  migrations/001_first.sql\n`);
  await write('002_draft.sql', 'select 2;');
  const landed = await read();
  expect(landed).toMatchObject({ by: 'migrations.sha256', edited: ['001_first.sql'] });
  expect([...landed.files]).toEqual(['001_first.sql']);
});

it('reads its own record of a name with spaces', async () => {
  git('init', '--quiet', '--initial-branch=trunk');
  await write('002_more of it.sql', 'select 2;');
  commit();
  const { record } = await read();
  await writeFile(join(directory, 'supabase/migrations.sha256'), record);
  expect(await read()).toMatchObject({ record, keepsRecord: true, edited: [], removed: [] });
});

it('says when a line of the record has to go', async () => {
  git('init', '--quiet', '--initial-branch=trunk');
  commit();
  git('switch', '--quiet', '--create', 'change');
  await write('002_draft.sql', 'select 2;');
  const digest = createHash('sha256').update('select 3;').digest('hex');
  const line = `${digest}  migrations/002_draft.sql\n`;
  await writeFile(join(directory, 'supabase/migrations.sha256'), line);
  expect((await read()).keepsRecord).toBe(false);
  // a missing one comes with the next change
  await writeFile(join(directory, 'supabase/migrations.sha256'), '');
  expect((await read()).keepsRecord).toBe(true);
});
