import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toolsRoot } from '@parakeet/command-kit';
import { type Checkout } from '@parakeet/db-harness/checkout';
import { createBareCheckout, onServerOfTheRun } from '@parakeet/db-harness/small-checkout';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// The command in a project that has nothing but a supabase folder.

const migration = `
create schema billing;
create type public.nothing as enum ();
create table public.orders (
  id uuid primary key default gen_random_uuid(),
  state text not null check (state in ('open', 'paid')),
  note jsonb,
  kind public.nothing
);
create table billing."Invoice Lines" (
  id bigint primary key,
  amount numeric not null,
  detail jsonb
);
create view public.paid with (security_invoker = true) as
  select id, state from public.orders where state = 'paid';
`;

let checkout: Checkout;
beforeAll(async () => {
  checkout = await createBareCheckout({
    'migrations/20260101000000_orders.sql': migration,
    'config.toml':
      'project_id = "foreign"\n[api]\nschemas = ["public", "graphql_public", "billing"]\n',
  });
});
afterAll(() => checkout.remove());

const generate = (...parameters: readonly string[]) =>
  checkout.run('generate', parameters, { environment: onServerOfTheRun() });

const configure = (config: object) =>
  writeFile(
    join(checkout.directory, 'schema-tools.config.mjs'),
    `export default ${JSON.stringify(config)};\n`,
  );

it('describes each exposed schema, and says in a line what it does not know', async () => {
  await configure({ types: 'lib/database', importEnding: '' });
  const { code, output, stderr } = await generate();
  expect(code, stderr).toBe(0);
  expect(output).toContain('unknown: public.orders.kind is nothing');
  const folder = join(checkout.directory, 'lib/database/rows');
  expect((await readdir(folder, { recursive: true })).toSorted()).toEqual([
    'billing',
    'billing/invoice-lines.ts',
    'index.ts',
    'orders.ts',
    'paid.ts',
  ]);
  const paid = await readFile(join(folder, 'paid.ts'), 'utf8');
  expect(paid).toMatch(/oneOf\(\[["']open["'], ["']paid["']\]\)/);
  expect(paid).toMatch(/from ["']\.\.\/database["']/);
  const check = await generate('--check');
  expect(check.code, check.stderr).toBe(0);
});

it('removes what it generated once, and says so', async () => {
  await configure({ types: 'lib/database', importEnding: '' });
  const former = join(checkout.directory, 'lib/database/rows/former.ts');
  await cp(join(checkout.directory, 'lib/database/rows/orders.ts'), former);
  const { code, output, stderr } = await generate();
  expect(code, stderr).toBe(0);
  expect(output).toMatch(/✔ \d+ files in step, 0 changed, 1 removed, in /);
  expect(output).toContain('  lib/database/rows/former.ts (no longer generated)\n');
  expect(existsSync(former)).toBe(false);
});

it.each([
  ['of another name', 'helpers.ts'],
  ['with the name of a generated file', 'database.ts'],
])('leaves a file of the project %s as it is, and writes nothing', async (_, name) => {
  const own = 'export type Mine = 1;\n';
  await configure({ types: 'lib/own' });
  const folder = join(checkout.directory, 'lib/own');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), own);
  for (const parameters of [[], ['--check']]) {
    const { code, stderr } = await generate(...parameters);
    expect(code).toBe(1);
    expect(stderr).toContain(`lib/own has files that are not generated: ${name}`);
    expect(stderr).toContain('Nothing was written.');
  }
  expect(await readdir(folder)).toEqual([name]);
  expect(await readFile(join(folder, name), 'utf8')).toBe(own);
  await rm(folder, { recursive: true });
});

describe('where the config asks for contracts', () => {
  beforeAll(() =>
    symlink(join(toolsRoot, 'node_modules'), join(checkout.directory, 'node_modules')),
  );

  const module = (tables: string) =>
    writeFile(
      join(checkout.directory, 'contracts.ts'),
      `import * as z from 'zod';
       export const Note = z.strictObject({ by: z.string().max(20) });
       export type Note = z.infer<typeof Note>;
       export const jsonContracts = ${tables};`,
    );

  it.each([
    ['exposed', {}, '{ orders: { note: Note } }', 'billing.Invoice Lines.detail'],
    [
      'of the config',
      { schemas: ['billing', 'public'] },
      "{ 'Invoice Lines': { detail: Note } }",
      'public.orders.note',
    ],
  ])('generate and contracts miss the same of the schemas %s', async (_, config, has, lacks) => {
    await configure({ requireContracts: true, contracts: 'contracts.ts', ...config });
    await module(has);
    for (const command of ['generate', 'contracts']) {
      const { code, stderr } = await checkout.run(command, ['--check'], {
        environment: onServerOfTheRun(),
      });
      expect(stderr).toContain(`JSONB columns without a contract: ${lacks}\n`);
      expect(code).toBe(1);
    }
  });
});
