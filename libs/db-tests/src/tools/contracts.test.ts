import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCheckout, type Checkout } from './checkout.ts';

let checkout: Checkout;
/** The newest migration of contracts. */
let newest: string;

const inMigrations = (file: string) => join(checkout.directory, 'supabase/migrations', file);

beforeAll(async () => {
  checkout = await createCheckout();
  const ofContracts = checkout.migrations.filter((file) =>
    /_enforce_\w+_contracts\.sql$/.test(file),
  );
  newest = ofContracts.at(-1) ?? '';
});
afterAll(() => checkout.remove());

describe('db-schema:contracts', () => {
  /** What the newest one and those behind it say; without them the database is out of step. */
  const later = new Map<string, string>();
  const takeBack = () => Promise.all([...later.keys()].map((file) => rm(inMigrations(file))));

  beforeAll(async () => {
    for (const file of checkout.migrations.filter((one) => one >= newest)) {
      later.set(file, await readFile(inMigrations(file), 'utf8'));
    }
  });
  afterEach(async () => {
    const known = new Set(checkout.migrations);
    for (const file of await migrations()) if (!known.has(file)) await rm(inMigrations(file));
    for (const [file, sql] of later) await writeFile(inMigrations(file), sql);
  });

  it('says so when all is in step, and writes nothing', async () => {
    const { code, output, said } = await checkout.run('contracts');
    expect(code, said).toBe(0);
    expect(output).toMatch(/✔ \d+ contracts and \d+ CHECKs in step/);
    expect(await migrations()).toEqual(checkout.migrations);
  });

  it('with --check names what is out of step, writes nothing and ends with 1', async () => {
    await takeBack();
    const { code, said } = await checkout.run('contracts', ['--check']);
    expect(code).toBe(1);
    expect(said).toContain('out of step with the contracts');
    expect(said).toMatch(
      /CHECK +auxiliary_pool_changes_exercises_contract on auxiliary_pool_changes/,
    );
    expect(said).toMatch(/domain +program_sessions/);
    expect(said).toContain('npx nx run db-schema:contracts');
    expect(await migrations()).toEqual(checkout.migrations.filter((file) => !later.has(file)));
  });

  it('writes the migration that is there, under the name it is told, and is then in step', async () => {
    await takeBack();
    const { code, output, said } = await checkout.run('contracts', ['--name=hold_to_contracts']);
    expect(code, said).toBe(0);
    const made = (await migrations()).find((file) => /^\d{14}_hold_to_contracts\.sql$/.test(file));
    expect(output).toContain(`supabase/migrations/${made}`);
    expect(output).toMatch(/function +contracts\.auxiliary_pool/);
    expect(await readFile(inMigrations(made ?? ''), 'utf8')).toBe(later.get(newest));

    const again = await checkout.run('contracts');
    expect(again.output).toContain('in step');
    expect(again.code).toBe(0);
  });

  it('refuses a name that is none, before it starts anything', async () => {
    await takeBack();
    const { code, said } = await checkout.run('contracts', ['--name=Hold To']);
    expect(code).toBe(1);
    expect(said).toContain('"Hold To" is no name for a migration');
    expect(said).not.toContain('applying');
  });

  it('has a --help of its own, and refuses an option that it has not', async () => {
    const help = await checkout.run('contracts', ['--help']);
    expect(help.code).toBe(0);
    expect(help.output).toContain('--check');
    expect(await checkout.run('contracts', ['--fix'])).toMatchObject({ code: 2 });
  });
});

async function migrations(): Promise<string[]> {
  return (await readdir(join(checkout.directory, 'supabase/migrations'))).toSorted();
}
