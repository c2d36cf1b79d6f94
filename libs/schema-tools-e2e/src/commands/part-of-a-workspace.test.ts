import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { startTool, toolsRoot } from '@parakeet/command-kit';
import { succeeds } from '@parakeet/db-harness/expectations';
import { onServerOfTheRun } from '@parakeet/db-harness/small-checkout';
import { afterAll, beforeAll, expect, it } from 'vitest';

// A project in a folder of a workspace: packages, the base branch and the style are those of the
// workspace, a folder above.

const contracts = (most: number) => `
  import * as z from 'zod';
  export const Note = z.strictObject({ text: z.string().max(${most}) });
  export type Note = z.infer<typeof Note>;
  export const jsonContracts = { orders: { note: Note } };`;
const module = 'src/verträge/index.ts';

let workspace: string;
const inShop = (file: string) => join(workspace, 'apps/shop', file);
const write = async (file: string, text: string) => {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
};
const git = (...parameters: string[]) =>
  promisify(execFile)('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.test', ...parameters], {
    cwd: workspace,
  });
const run = (command: string, ...parameters: string[]) =>
  startTool(join(toolsRoot, 'libs/schema-tools/src/program.ts'), [command, ...parameters], {
    cwd: inShop('.'),
    environment: { PATH: process.env['PATH'], ...onServerOfTheRun() },
  }).outcome;

beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'schema-tools workspace '));
  await symlink(join(toolsRoot, 'node_modules'), join(workspace, 'node_modules'));
  await write(join(workspace, 'nx.json'), '{ "defaultBase": "trunk" }');
  await write(join(workspace, '.oxfmtrc.json'), '{ "singleQuote": true }');
  await write(join(workspace, 'package.json'), '{ "name": "workspace" }');
  await write(inShop('package.json'), '{ "name": "shop" }');
  await write(
    inShop('schema-tools.config.mjs'),
    `export default ${JSON.stringify({ contracts: module, importEnding: '.ts' })};\n`,
  );
  await write(
    inShop('supabase/migrations/20260101000000_orders.sql'),
    'create table public.orders (id uuid primary key, note jsonb);\n' +
      'grant select, insert on public.orders to authenticated;\n',
  );
  await write(inShop(module), contracts(100));
  await git('init', '--quiet', '--initial-branch=trunk');
  await git('add', 'apps');
  await git('commit', '--quiet', '--message=first');
});
afterAll(() => rm(workspace, { recursive: true }));

it('breaking finds the base branch, and the contracts of its commit', async () => {
  await write(inShop(module), contracts(50));
  const { code, output, stderr } = await run('breaking');
  expect(output, stderr).toContain(
    'public.orders.note: text: 0 to 50 characters now, and 0 to 100 before',
  );
  expect(output).toMatch(/against trunk \(/);
  expect(code).toBe(1);
  // without a package of its own, as in a workspace that has one for all
  await rm(inShop('package.json'));
  expect((await run('breaking')).output).toContain('0 to 50 characters now, and 0 to 100');
  await write(inShop(module), contracts(100));
  expect((await run('breaking')).output).toContain('0 findings');
});

it('generate writes in the style of the workspace', async () => {
  await succeeds(run('generate'));
  const text = await readFile(inShop('src/database/rows/orders.ts'), 'utf8');
  expect(text).toMatch(/ from '/);
  expect(text).toContain("from '../../verträge/index.ts'");
});

it('breaking remembers the keys of contracts of earlier commits', async () => {
  const facts = inShop('supabase/contracts.json');
  const commit = async () => {
    await git('add', 'apps');
    await git('commit', '--quiet', '--message=change');
  };
  await commit();
  const without = contracts(100).replace('text:', 'words:');
  await write(inShop(module), without);
  const renamed = (await readFile(facts, 'utf8')).replace(/("key": ?)"text"/, '$1"words"');
  await write(facts, renamed);
  await commit();
  expect((await run('breaking')).output).toContain('0 findings');
  await write(inShop(module), without.replace('words:', 'text: z.int32().optional(), words:'));
  const { output, stderr } = await run('breaking');
  expect(output, stderr).toMatch(/name-reused\n +public\.orders\.note: text: the key had/);
});

it('breaking loads the contracts of a commit from a package beside the project', async () => {
  const beside = join(workspace, 'libs/contracts/src/index.ts');
  const config = { contracts: '../../libs/contracts/src/index.ts' };
  await write(join(workspace, 'libs/contracts/package.json'), '{ "name": "contracts" }');
  await write(
    inShop('schema-tools.config.mjs'),
    `export default ${JSON.stringify({ ...config, importEnding: '.ts' })};\n`,
  );
  await write(beside, contracts(100));
  await git('rm', '--quiet', '-f', 'apps/shop/supabase/contracts.json');
  await git('add', 'apps', 'libs');
  await git('commit', '--quiet', '--message=package');
  await write(beside, contracts(50));
  const { output, stderr } = await run('breaking', '--against=HEAD');
  expect(output, stderr).toContain('text: 0 to 50 characters now, and 0 to 100 before');
});
