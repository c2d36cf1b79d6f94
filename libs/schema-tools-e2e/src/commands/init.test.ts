import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTool, toolsRoot } from '@parakeet/command-kit';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { withRunDatabase } from '@parakeet/db-harness';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const program = join(toolsRoot, 'libs/schema-tools/src/program.ts');
const shop = join(toolsRoot, 'libs/schema-tools-e2e/shop');

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'schema-tools init '));
});
afterAll(() => rm(home, { recursive: true }));

const run = (folder: string, ...parameters: string[]) => runIn(folder, 'init', ...parameters);
const runIn = (folder: string, ...parameters: string[]) =>
  startTool(program, parameters, {
    cwd: folder,
    environment: { PATH: process.env['PATH'], NO_COLOR: '1', PARAKEET_DB_ENGINE: 'embedded' },
  }).outcome;

/** A folder with a shop at each path. */
async function withShops(name: string, ...paths: readonly string[]): Promise<string> {
  const folder = join(home, name);
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{}');
  for (const path of paths) await cp(shop, join(folder, path), { recursive: true });
  return folder;
}

describe('init', () => {
  it('finds the folder from below it, and refuses to write a second config', async () => {
    const folder = await withShops('below', 'apps/shop');
    const made = await run(join(folder, 'apps/shop/src/contracts'));
    expect(made.code, made.stderr).toBe(0);
    const config = await readFile(join(folder, 'apps/shop/schema-tools.config.ts'), 'utf8');
    expect(config).toContain("importEnding: '',");
    const again = await run(folder);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('apps/shop/schema-tools.config.ts is there already');
  });

  it('asks which folder, where there are several', async () => {
    const folder = await withShops('several', 'apps/one', 'apps/two');
    const asked = await run(folder);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain('--supabase=apps/one/supabase\n  --supabase=apps/two/supabase');
    // other commands name the folders too, and make none here
    for (const command of [['reset'], ['new', '--name=add_a']]) {
      const elsewhere = await runIn(folder, ...command);
      expect(elsewhere.stderr).toContain('below: apps/one/supabase, apps/two/supabase');
    }
    expect(await readdir(folder)).not.toContain('supabase');
    const chosen = await run(folder, '--supabase=apps/two/supabase');
    expect(chosen.code, chosen.stderr).toBe(0);
    expect(chosen.output).toContain('✔ apps/two/schema-tools.config.ts');
    expect(await readdir(join(folder, 'apps/one'))).not.toContain('schema-tools.config.ts');
  });

  it('says what will not work', async () => {
    const folder = await withShops('obstacles', '.');
    const migrations = join(folder, 'supabase/migrations');
    await writeFile(join(migrations, '20260102000000_time.sql'), 'create extension timescaledb;');
    await writeFile(join(migrations, '20260103000000_wrong.sql'), 'creat table a ();');
    await writeFile(join(migrations, '20260103000000_inner.sql'), 'create table inner_ones.a ();');
    await writeFile(join(migrations, 'notes.sql'), 'select 1;');
    await rm(join(folder, 'supabase/seed.sql'));
    const { code, output, stderr } = await run(folder);
    expect(code, stderr).toBe(0);
    for (const line of [
      '! Postgres does not read 20260103000000_wrong.sql: syntax error at or near "creat"',
      '! notes.sql is not named like a migration',
      '! Several migrations have the version 20260103000000',
      '! Tables in inner_ones get no types',
      "  schemas: ['public', 'billing', 'inner_ones'] in the config",
      '! The embedded Postgres has no extension timescaledb.',
      '! No seed file matches ./seed.sql of config.toml.',
      '  npm install zod @parakeet/schema-runtime',
    ]) {
      expect(output).toContain(line);
    }
    expect(output).not.toContain('no extension pg_trgm');
  });

  it('writes the ending of imports that tsconfig.json asks for, and .mjs without TypeScript', async () => {
    const folder = await withShops('endings', '.');
    const config = join(folder, 'schema-tools.config.ts');
    for (const [options, line] of [
      [{ module: 'nodenext' }, 'defineConfig({})'],
      [{ module: 'nodenext', allowImportingTsExtensions: true, noEmit: true }, "'.ts'"],
      [{ module: 'esnext', moduleResolution: 'bundler' }, "importEnding: ''"],
    ] as const) {
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
      const { code, stderr } = await run(folder);
      expect(code, stderr).toBe(0);
      expect(await readFile(config, 'utf8')).toContain(line);
      await rm(config);
    }
    await rm(join(folder, 'tsconfig.json'));
    expect((await run(folder)).output).toContain('✔ schema-tools.config.mjs');
  });

  it('makes the first migration of a database, and only reads it', async () => {
    const folder = join(home, 'from-database');
    await mkdir(folder);
    await writeFile(join(folder, 'package.json'), '{}');
    const nothing = await run(folder);
    expect(nothing.code).toBe(1);
    expect(nothing.stderr).toContain('There is no supabase folder here, above, or below.');

    await withRunDatabase(async ({ ownerUrl }) => {
      const text = await readFile(
        join(shop, 'supabase/migrations/20260101000000_shop.sql'),
        'utf8',
      );
      const history = await withClient(ownerUrl, async (client) => {
        await client.query(text);
        const { rows } = await client.query("select to_regnamespace('supabase_migrations') as it");
        return rows;
      });
      const { code, output, stderr } = await run(folder, `--from-db-url=${ownerUrl}`);
      expect(code, stderr).toBe(0);
      expect(output).toMatch(/JSONB columns +products\.details/);
      const [file = ''] = await readdir(join(folder, 'supabase/migrations'));
      const made = await readFile(join(folder, 'supabase/migrations', file), 'utf8');
      expect(made).toContain('CREATE TABLE "billing"."invoices"');
      // it makes the same tables: a second database of it differs in nothing
      await withRunDatabase(async (copy) => {
        await withClient(copy.ownerUrl, (client) => client.query(made));
        expect(await columnsOf(copy.ownerUrl)).toEqual(await columnsOf(ownerUrl));
      }, baseTemplate);
      const after = await withClient(ownerUrl, async (client) => {
        const { rows } = await client.query("select to_regnamespace('supabase_migrations') as it");
        return rows;
      });
      expect(after).toEqual(history);
    }, baseTemplate);
    const again = await run(folder, '--from-db-url=postgresql://127.0.0.1:1/x');
    expect(again.code).toBe(2);
  }, 120_000);
});

/** The columns of all tables that a person made, with their types. */
function columnsOf(url: string): Promise<unknown[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Record<string, unknown>>(
      `select table_schema, table_name, column_name, data_type, is_nullable, column_default
         from information_schema.columns where table_schema in ('public', 'billing')
        order by 1, 2, 3`,
    );
    return rows;
  });
}
