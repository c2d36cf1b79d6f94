import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withClient } from '@parakeet/local-supabase';
import type { Checkout } from '@parakeet/db-harness/checkout';
import { createSmallCheckout } from '@parakeet/db-harness/small-checkout';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { handMade } from '../drift/drifts.ts';
import { notesMigrations } from '../drift/notes.ts';
import { pushToProduction, type Production } from '../drift/production.ts';

let production: Production;
let checkout: Checkout;
let name: string;
let database: string;

beforeAll(async () => {
  production = await pushToProduction(notesMigrations);
  checkout = await createSmallCheckout(
    Object.fromEntries(
      Object.entries(notesMigrations).map(([file, text]) => [`migrations/${file}`, text]),
    ),
  );
});
afterAll(async () => {
  await checkout.remove();
  await production.server.stop();
});
afterEach(async () => {
  await production.drop(name);
  for (const file of await migrations()) if (!(file in notesMigrations)) await rm(inFolder(file));
  for (const [file, text] of Object.entries(notesMigrations)) await writeFile(inFolder(file), text);
});

const inFolder = (file: string) => join(checkout.directory, 'supabase/migrations', file);
const migrations = () => readdir(join(checkout.directory, 'supabase/migrations'));

/** Changes a clone of production by hand, and compares it. */
async function diffAfter(sql: string, ...parameters: string[]) {
  name = await production.clone();
  database = production.server.ownerUrl(name);
  await withClient(database, (client) => client.query(sql));
  return diff(...parameters);
}

const diff = (...parameters: string[]) =>
  checkout.run('diff', parameters, { environment: { PROD_DB_URL: database } });
const push = (...parameters: string[]) =>
  checkout.run('push', parameters, { environment: { PROD_DB_URL: database } });

/** Makes every change that a migration can adopt and the others leave possible. */
async function makeByHand(client: pg.Client): Promise<string[]> {
  const made: string[] = [];
  for (const { by, refused, undo, superuser } of handMade) {
    if (refused ?? undo ?? superuser) continue;
    try {
      await client.query(by.replaceAll(':database', name));
      made.push(by);
    } catch {
      // what it changes is gone
    }
  }
  return made;
}

describe('diff', () => {
  it('ends with 0 where the database is as the files make it, and shows no password', async () => {
    const { code, output, stderr } = await diffAfter('');
    expect(code, output + stderr).toBe(0);
    expect(output).toMatch(/✔ no drift: \d+ objects compared in [\d.]+ s/);
    expect(output).toContain('applied  2 migrations');
    expect(output + stderr).not.toContain('postgres:postgres@');
  });

  it('ends with 1, and shows the actual and the expected state with the line', async () => {
    const { code, output } = await diffAfter(
      'alter table public.notes disable row level security; grant select on public.notes to anon',
    );
    expect(code).toBe(1);
    expect(output).toContain(
      '✘ table public.notes\n' +
        '    last touched by supabase/migrations/20300101000001_make_notes.sql:21\n' +
        '    row level security\n' +
        '      is         off\n' +
        '      should be  on\n',
    );
    expect(output).toContain(
      '✘ grant anon on table public.notes is there\n' +
        '    no migration makes it\n    privileges: SELECT\n',
    );
    expect(output).toMatch(/✘ 2 differences: \d+ objects compared/);
  });

  it('--output-format=json is one object', async () => {
    const { code, output } = await diffAfter(
      'drop policy read_own on public.notes',
      '--output-format=json',
    );
    expect(code).toBe(1);
    const report = JSON.parse(output) as Record<string, unknown>;
    expect(report).toMatchObject({ applied: 2, pending: [], history: [], server: '17.10' });
    expect(report['drifts']).toEqual([
      {
        level: 'access',
        kind: 'policy',
        name: 'public.notes.read_own',
        is: 'missing',
        differences: expect.arrayContaining([{ fact: 'to', there: null, should: 'authenticated' }]),
        parts: [],
        file: 'supabase/migrations/20300101000001_make_notes.sql',
        line: 24,
      },
    ]);
  });

  it('a pending file is said, and is no drift', async () => {
    const pending = '20300101000003_later.sql';
    await writeFile(inFolder(pending), 'create table public.later (id int primary key);');
    const { code, output, stderr } = await diffAfter('');
    expect(code, output + stderr).toBe(0);
    expect(output).toContain(`pending  ${pending} (no drift)`);
    const { code: refused, stderr: why } = await diff('--write=adopt_something');
    expect(refused).toBe(2);
    expect(why).toContain(`${pending} is not applied there yet`);
  });

  it('a file that was edited or removed after it was applied is a difference', async () => {
    const [first, second] = Object.keys(notesMigrations) as [string, string];
    await writeFile(inFolder(first), notesMigrations[first]?.replace('< 200', '< 300') ?? '');
    const { code, output } = await diffAfter('');
    expect(code).toBe(1);
    expect(output).toContain(`${first}:18 was edited`);
    expect(output).toContain('✘ constraint public.notes.notes_title_check');
    await rm(inFolder(second));
    expect((await diff()).output).toContain('was removed: it has no file');
  });

  it('options that are not understood end with 2', async () => {
    name = await production.clone();
    expect((await checkout.run('diff', ['--db-url=nonsense'])).code).toBe(2);
    expect((await checkout.run('diff')).code).toBe(2);
    expect((await checkout.run('diff', ['--output-format=xml'])).code).toBe(2);
    expect((await checkout.run('diff', ['--write=Not A Name'])).code).toBe(2);
  });

  it('ends with 3 where nothing can be looked at', async () => {
    name = await production.clone();
    database = 'postgresql://postgres:secret@127.0.0.1:1/postgres';
    const gone = await diff();
    expect(gone.code).toBe(3);
    expect(gone.stderr).toContain('does not answer');
    database = production.server.ownerUrl(name).replace('/production', '/not_production');
    expect((await diff()).code).toBe(3);
  });

  it('needs only the right to read the history; without it ends with 3', async () => {
    name = await production.clone();
    const role = `looker_${process.pid}`;
    const { server } = production;
    await withClient(server.adminUrl(name), (client) =>
      client.query(`create role ${role} login password 'looker'`),
    );
    const address = new URL(server.ownerUrl(name));
    [address.username, address.password] = [role, 'looker'];
    database = address.toString();
    try {
      const refused = await diff();
      expect(refused.code).toBe(3);
      expect(refused.stderr).toMatch(/supabase_migrations of .* cannot be read/);
      await withClient(server.adminUrl(name), (client) =>
        client.query(`grant usage on schema supabase_migrations to ${role};
          grant select on supabase_migrations.schema_migrations to ${role}`),
      );
      const { code, output, stderr } = await diff();
      // the role itself was made by hand
      expect(code, stderr).toBe(1);
      expect(output).toContain(`✘ role ${role} is there`);
      expect(output).toContain('1 difference:');
    } finally {
      await withClient(server.adminUrl(name), (client) =>
        client.query(`drop owned by ${role}; drop role ${role}`),
      );
    }
  });
});

describe('diff --write', () => {
  it('writes the migration that adopts production, after proving it', async () => {
    const { code, output, stderr } = await diffAfter(
      `create policy everybody on public.notes for select to anon using (title = 'public');
       grant select (title) on public.notes to anon;
       alter table public.notes alter column title set default 'new';
       create index by_title on public.notes (title)`,
      '--write=adopt_production',
    );
    expect(code, output + stderr).toBe(0);
    const file = (await migrations()).find((one) => one.endsWith('_adopt_production.sql')) ?? '';
    expect(stderr).toContain(file);
    const text = await readFile(inFolder(file), 'utf8');
    expect(text).toContain('grant select (title) on table public.notes to anon;');
    const after = await diff();
    expect(after.output).toContain(`pending  ${file} (no drift)`);
  });

  it('what it writes is pushed as it is, whatever was done there, and leaves no drift', async () => {
    name = await production.clone();
    database = production.server.ownerUrl(name);
    const done = await withClient(database, makeByHand);
    expect(done.length).toBeGreaterThan(30);
    const { code, output, stderr } = await diff('--write=adopt_all');
    expect(code, output + stderr).toBe(0);
    const file = (await migrations()).find((one) => one.endsWith('_adopt_all.sql')) ?? '';

    const pushed = await push('--yes', '--output-format=json');
    expect(pushed.code, pushed.output + pushed.stderr).toBe(0);
    const [plan, account] = pushed.output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, readonly Record<string, unknown>[]>);
    expect(plan?.['findings']?.filter(({ level }) => level === 'refuse')).toEqual([]);
    expect(plan?.['findings']).toContainEqual(
      expect.objectContaining({ rule: 'drift-adopted', object: file }),
    );
    // the throwaway database has what production has: nothing is left to do
    expect(plan?.['statements']?.filter(({ cost }) => cost !== 'instant')).toEqual([]);
    expect(account?.['afterwards']).toMatchObject({ wrong: [] });
    const after = await diff();
    expect(after.code, after.output).toBe(0);
  });

  it('an edited migration that does more than adopt is refused for what it does', async () => {
    await diffAfter(
      `alter table public.notes alter title set default 'new';
       insert into auth.users (id) values ('00000000-0000-4000-8000-000000000001');
       insert into public.notes (owner) values ('00000000-0000-4000-8000-000000000001')`,
      '--write=adopt_more',
    );
    const file = (await migrations()).find((one) => one.endsWith('_adopt_more.sql')) ?? '';
    await appendFile(
      inFolder(file),
      `alter table public.notes drop column shade cascade;
       truncate public.notes;`,
    );
    const { code, output, stderr } = await push('--dry-run');
    expect(code).toBe(1);
    expect(output).toContain(`drift-adopted ${file}`);
    expect(stderr).toContain('column-no-delete public.notes.shade');
    expect(stderr).toContain('rows-lost public.notes');
  });

  it('says what no migration can adopt, and ends with 1', async () => {
    name = await production.clone();
    database = production.server.ownerUrl(name);
    await withClient(production.server.adminUrl(name), (client) =>
      client.query(
        `update pg_index set indisvalid = false
           where indexrelid = 'public.notes_owner_idx'::regclass;
         comment on table public.notes is 'Adopted.'`,
      ),
    );
    const { code, stderr } = await diff('--write=adopt_some');
    expect(code).toBe(1);
    expect(stderr).toContain(
      'not adopted: index public.notes_owner_idx: an invalid index is not adopted; rebuild it there',
    );
    expect((await migrations()).some((one) => one.endsWith('_adopt_some.sql'))).toBe(true);
  });
});
