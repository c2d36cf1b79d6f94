import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { withClient } from '@parakeet/local-supabase';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, createCheckout } from '@parakeet/db-harness/checkout';
import { isMarked, mark, succeeds } from '@parakeet/db-harness/expectations';
import { tables } from '@parakeet/db-harness/made-rows';

let checkout: Checkout;
const broken = () => join(checkout.directory, 'supabase/migrations/20300101000000_broken.sql');

beforeAll(async () => {
  checkout = await createCheckout();
  await succeeds(checkout.run('reset'));
});
afterEach(() => rm(broken(), { force: true }));
afterAll(() => checkout.remove());

async function databases(): Promise<string[]> {
  return withClient(checkout.url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database order by 1',
    );
    return rows.map(({ name }) => name);
  });
}

const whole = ['parakeet_base', 'postgres', 'template0', 'template1'];

describe('a reset that succeeds', () => {
  it('replaces the database, says what is in it now and leaves nothing beside it', async () => {
    await mark(checkout);
    const { code, output, stderr } = await checkout.run('reset');
    expect(code, stderr).toBe(0);
    expect(await isMarked(checkout)).toBe(false);
    expect(await databases()).toEqual(whole);
    expect(output).toContain('PostgreSQL 17');
    expect(output).toContain(`127.0.0.1:${checkout.port}/postgres`);
    expect(output).toContain(`migrations  ${checkout.migrations.length} applied`);
    expect(output).toMatch(new RegExp(`tables +${tables.length}, all with row level security`));
    expect(output).toMatch(/seed +\d+ rows/);
    expect(output + stderr).not.toContain('postgres:postgres@');
    expect(stderr).toContain('applying 001_initial_schema.sql');
  });

  it('swaps the database under clients that come back again and again', async () => {
    let ended = false;
    const seen = new Set<string>();
    const knocking = (async () => {
      while (!ended) {
        try {
          await withClient(checkout.url, (client) => client.query('select pg_sleep(0.005)'));
        } catch (error) {
          seen.add(String((error as { code?: string }).code));
        }
      }
    })();
    const { code, stderr } = await checkout.run('reset', ['--no-seed']);
    ended = true;
    await knocking;
    expect(code, stderr).toBe(0);
    // Ended by the swap, come too early for the new name, or cut off without a word while
    // connecting: all may try again.
    expect(
      [...seen].filter((one) => !['57P01', '3D000', '08006', 'undefined'].includes(one)),
    ).toEqual([]);
  });

  it('works from another directory', async () => {
    expect(await checkout.run('reset', ['--no-seed'], { cwd: tmpdir() })).toMatchObject({
      code: 0,
    });
  });

  it('run twice at once in a fresh checkout, both end well', async () => {
    const fresh = await createCheckout();
    try {
      const [one, two] = await Promise.all([fresh.run('reset'), fresh.run('reset')]);
      expect([one.code, two.code], one.stderr + two.stderr).toEqual([0, 0]);
    } finally {
      await fresh.remove();
    }
  });

  it('run twice at once, both end well and one database is left', async () => {
    const [one, two] = await Promise.all([checkout.run('reset'), checkout.run('reset')]);
    expect([one.code, two.code], one.stderr + two.stderr).toEqual([0, 0]);
    expect(one.stderr + two.stderr).toContain('another reset is running');
    expect(await databases()).toEqual(whole);
  });
});

describe('a reset that fails leaves the old database serving', () => {
  it('a broken migration is named with file, line, statement and the words of Postgres', async () => {
    await mark(checkout);
    await writeFile(
      broken(),
      'create table public.a (id int);\n\n-- why\ncreate table public.b (\n  id int,\n  x nosuchtype\n);\nselect 1;\n',
    );
    const { code, stderr } = await checkout.run('reset');
    expect(code).toBe(1);
    expect(stderr).toContain('supabase/migrations/20300101000000_broken.sql:6');
    expect(stderr).toContain('ERROR: type "nosuchtype" does not exist (SQLSTATE 42704)');
    expect(stderr).toContain('  4 | create table public.b (');
    expect(stderr).toContain('> 6 |   x nosuchtype');
    expect(stderr).toContain('is as it was');
    expect(await isMarked(checkout)).toBe(true);
    expect(await databases()).toEqual(whole);
  });

  it('a statement that fails as it runs is named by its own line, also when it stands there twice', async () => {
    await writeFile(broken(), 'select 1;\nselect 2;\nselect 1;\n\nselect 1/0;\nselect 1;\n');
    const { code, stderr } = await checkout.run('reset');
    expect(code).toBe(1);
    expect(stderr).toContain('20300101000000_broken.sql:5');
    expect(stderr).toContain('division by zero (SQLSTATE 22012)');
    expect(stderr).toContain('> 5 | select 1/0;');
  });

  it('a broken seed is named with its line', async () => {
    await mark(checkout);
    const seed = join(checkout.directory, 'supabase/seed.sql');
    const good = await readFile(seed, 'utf8');
    try {
      await writeFile(seed, "select 1;\ninsert into public.profiles (id)\nvalues ('x');\n");
      const first = await checkout.run('reset');
      expect(first.code).toBe(1);
      expect(first.stderr).toContain('supabase/seed.sql:3');
      expect(first.stderr).toContain('invalid input syntax for type uuid: "x" (SQLSTATE 22P02)');
      await writeFile(seed, 'select 1;\nselct 2;\n');
      const second = await checkout.run('reset');
      expect(second.code).toBe(1);
      expect(second.stderr).toContain('supabase/seed.sql:2');
      expect(second.stderr).toContain('syntax error at or near "selct"');
      // an error at run time, for which Postgres gives no position
      await writeFile(
        seed,
        'select 1;\n\n-- why\nselect 1 / (n - n) from generate_series(1, 2) as n;\n',
      );
      const third = await checkout.run('reset');
      expect(third.code).toBe(1);
      expect(third.stderr).toContain('supabase/seed.sql:4');
      expect(third.stderr).toContain('division by zero (SQLSTATE 22012)');
    } finally {
      await writeFile(seed, good);
    }
    expect(await isMarked(checkout)).toBe(true);
  });

  it('a version that is used twice is refused before anything is done', async () => {
    const twin = join(checkout.directory, 'supabase/migrations/001_twin.sql');
    await writeFile(twin, 'select 1;');
    const { code, stderr } = await checkout.run('reset');
    await rm(twin);
    expect(code).toBe(1);
    expect(stderr).toContain('The version 001 is used twice');
  });

  it('killed half-way (kill -9), and the next one cleans up', async () => {
    await mark(checkout);
    await writeFile(broken(), 'select pg_sleep(60);\n');
    const killed = checkout.start('reset');
    await killed.says('applying 20300101000000_broken.sql');
    killed.process.kill('SIGKILL');
    await killed.outcome;
    expect(await isMarked(checkout)).toBe(true);

    await rm(broken());
    await succeeds(checkout.run('reset'));
    expect(await isMarked(checkout)).toBe(false);
    expect(await databases()).toEqual(whole);
    expect(await processesOf('supabase', checkout.directory)).toEqual([]);
  });

  it('interrupted (Ctrl-C), it cleans up itself and ends with 130', async () => {
    await mark(checkout);
    await writeFile(broken(), 'select pg_sleep(60);\n');
    const interrupted = checkout.start('reset');
    await interrupted.says('applying 20300101000000_broken.sql');
    interrupted.process.kill('SIGINT');
    const { code, stderr } = await interrupted.outcome;
    expect({ code, stderr }).toMatchObject({ code: 130 });
    expect(await isMarked(checkout)).toBe(true);
    expect(await databases()).toEqual(whole);
    expect(await processesOf('supabase', checkout.directory)).toEqual([]);
  });
});

/** The command lines of running processes that name both words; a dying one gets a moment. */
async function processesOf(...words: string[]): Promise<string[]> {
  let found: string[] = [];
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { stdout } = await promisify(execFile)('ps', ['-eo', 'args']);
    found = stdout.split('\n').filter((line) => words.every((word) => line.includes(word)));
    if (found.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return found;
}
