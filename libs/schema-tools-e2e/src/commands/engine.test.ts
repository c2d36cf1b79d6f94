import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startTool, toolsRoot, type Outcome } from '@parakeet/command-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';

// The engine `url` reports a missing address before it does anything, which shows the chosen
// engine.

const program = join(toolsRoot, 'libs/schema-tools/src/program.ts');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schema-tools engine '));
  await mkdir(join(folder, 'apps/shop/supabase/migrations'), { recursive: true });
  await mkdir(join(folder, 'apps/shop/supabase/routines'));
  await writeFile(join(folder, 'apps/shop/supabase/migrations/001_one.sql'), 'select 1;\n');
  await writeFile(join(folder, 'apps/shop/supabase/config.toml'), '[api]\nmax_rows = "ten"\n');
  await writeFile(join(folder, 'contracts.mjs'), 'export const jsonContracts = {};\n');
  const config = { supabase: 'apps/shop/supabase', engine: 'url', contracts: 'contracts.mjs' };
  await writeFile(
    join(folder, 'schema-tools.config.mjs'),
    `export default ${JSON.stringify({ ...config, schemas: ['public'] })};\n`,
  );
});
afterAll(async () => {
  // a process of an engine that nobody chose
  await run(['stop', '--engine=embedded']);
  await rm(folder, { recursive: true });
});

const run = (parameters: readonly string[], environment = {}): Promise<Outcome> =>
  startTool(program, parameters, {
    cwd: folder,
    environment: { PATH: process.env['PATH'], ...environment },
  }).outcome;

it.each([
  ['start'],
  ['stop'],
  ['status'],
  ['reset', '--no-seed'],
  ['generate'],
  ['contracts'],
  ['functions'],
])('%s takes the engine of the config', async (...parameters) => {
  const { stderr } = await run(parameters);
  expect(stderr).toMatch(/PARAKEET_DB_URL/);
});

it('the environment wins over the config, and the option over both', async () => {
  const environment = { PARAKEET_DB_ENGINE: 'nothing' };
  expect((await run(['status'], environment)).stderr).toContain('There is no engine "nothing"');
  const { code, output } = await run(['status', '--engine=embedded'], environment);
  expect({ code, output }).toMatchObject({ code: 1 });
  expect(output).toContain('not running (embedded');
});

it('serve reads config.toml of the folder that the config names, and its engine', async () => {
  const serve = ['serve', `--port=${await freePort()}`];
  expect((await run(serve)).stderr).toContain('api.max_rows is "ten"');
  await writeFile(join(folder, 'apps/shop/supabase/config.toml'), '');
  expect((await run(serve)).stderr).toContain('PARAKEET_DB_URL');
});

it('audit wants contracts before it wants an address', async () => {
  await rm(join(folder, 'schema-tools.config.mjs'));
  const { code, stderr } = await run(['audit']);
  expect(stderr).toContain('The config names no module of contracts.');
  expect(code).toBe(2);
});
