import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import {
  applyMigrations,
  readMigrationFiles,
  replay,
  type MigrationFile,
} from '@parakeet/schema-tools';
import { expect, it } from 'vitest';
import { type RunDatabase, Session, withRunDatabase } from '@parakeet/db-harness';
import { readStructure } from '../upgrade/contents.ts';

/** All objects that migrations create in a database, and the history. */
const contentsOf = ({ ownerUrl }: RunDatabase) =>
  withClient(ownerUrl, async (client) => ({
    structure: await readStructure(new Session(() => client)),
    history: (
      await client.query(
        `select version, name, statements from supabase_migrations.schema_migrations order by 1`,
      )
    ).rows as { version: string }[],
  }));

const replayInto = ({ ownerUrl }: RunDatabase, files: readonly MigrationFile[]) =>
  withClient(ownerUrl, (client) => replay(client, files));

it('makes the same database and history from the migrations as the Supabase CLI', async () => {
  const made = await withRunDatabase(contentsOf);
  const files = await readMigrationFiles();
  expect(made.history.map(({ version }) => version)).toEqual(files.map(({ version }) => version));
  await withRunDatabase(async (database) => {
    await replayInto(database, files);
    expect(await contentsOf(database)).toEqual(made);
  }, baseTemplate);
});

const odd = {
  '20300101000001_remarks.sql': `-- first\ncreate table public.a (id int); ;\n-- between; with a semicolon\n
    insert into public.a values (1);\ncomment on table public.a is '; ''quoted'' 😀';\n-- last\n`,
  '20300101000002_own_commits.sql': `set statement_timeout = '1min';\nbegin;\n
    insert into public.a values (2);\ncommit;\nset lock_timeout = '7s';\n
    insert into public.a values (3)`,
  '20300101000003_alone.sql': `create table public.b (id int);\n
    create index concurrently a_id on public.a (id);\n
    insert into public.b select id from public.a;`,
  '20300101000004_ends_alone.sql': 'vacuum public.a;\n',
  '20300101000005_settings.sql': `create table public.settings as
    select current_setting('lock_timeout') as lock,
      current_setting('statement_timeout') as statement;`,
  '20300101000006_body.sql': `create function public.f() returns text language plpgsql as $body$
    begin perform 'a;b'; return $$;$$; end $body$;\n/* a; b */ select public.f()`,
  '20300101000007_empty.sql': '-- nothing yet\n',
  // larger than one write to the server
  '20300101000008_large.sql':
    'create table public.large (line int, transaction bigint);\n' +
    Array.from(
      { length: 1000 },
      (_, line) => `-- line ${line}\ninsert into public.large values (${line}, txid_current());\n`,
    ).join(''),
};

it('does so for files that are not one transaction, and for comments anywhere', async () => {
  const workdir = await mkdtemp(join(tmpdir(), 'parakeet-replay-'));
  const folder = join(workdir, 'supabase/migrations');
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(odd)) await writeFile(join(folder, name), text);
    const files = Object.entries(odd).map(([name, text]) => ({
      path: join(folder, name),
      version: name.slice(0, 14),
      name: basename(name, '.sql').slice(15),
      text,
    }));
    const [made, rows] = await withRunDatabase(async (database) => {
      const failure = await applyMigrations({ url: database.ownerUrl }, files, { workdir });
      expect(failure?.error.message).toBeUndefined();
      return [await contentsOf(database), await rowsOf(database)] as const;
    }, baseTemplate);
    await withRunDatabase(async (database) => {
      await replayInto(database, files);
      expect(await contentsOf(database)).toEqual(made);
      expect(await rowsOf(database)).toEqual(rows);
    }, baseTemplate);
  } finally {
    await rm(workdir, { recursive: true, force: true });
  }
});

const rowsOf = ({ ownerUrl }: RunDatabase) =>
  withClient(
    ownerUrl,
    async (client) =>
      (
        await client.query(
          `select (select array_agg(id order by id) from public.b), settings.*,
             (select count(*) from public.large) as lines,
             (select count(distinct transaction) from public.large) as transactions
           from public.settings`,
        )
      ).rows as unknown[],
  );

it.each([
  ['a file', 0],
  ['a large file', 40_000],
])('leaves nothing of %s that fails, if it is one transaction', async (_, length) => {
  await withRunDatabase(async (database) => {
    const remark = `/* ${'x'.repeat(length)} */`;
    const made = `create table public.a (id int); ${remark} select 1;\n`;
    const text = `${made}insert into public.a values (1, 2);\n`;
    const file = { path: 'supabase/migrations/1_fails.sql', version: '1', name: 'fails', text };
    await expect(replayInto(database, [file])).rejects.toThrow('more expressions than target');
    const { structure, history } = await contentsOf(database);
    expect(history).toEqual([]);
    expect(structure.filter((line) => line.includes('public.a') || / a\b/.test(line))).toEqual([]);
  }, baseTemplate);
});
