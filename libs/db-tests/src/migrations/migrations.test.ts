import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { withClient } from '@parakeet/local-supabase';
import {
  applyMigrations,
  readLanded,
  readMigrationFiles,
  skippedFiles,
  project,
} from '@parakeet/schema-tools';
import { expect, it } from 'vitest';
import { withRunDatabase } from '@parakeet/db-harness';

it('the migrations were applied from nothing, each file once and in order', async () => {
  const files = await readMigrationFiles();
  const applied = await withRunDatabase(({ ownerUrl }) =>
    withClient(ownerUrl, async (client) => {
      const { rows } = await client.query<{ file: string }>(
        `select version || '_' || name || '.sql' as file
         from supabase_migrations.schema_migrations order by version`,
      );
      return rows.map(({ file }) => file);
    }),
  );
  expect(applied).toEqual(files.map(({ path }) => basename(path)));
  expect(applied).toEqual(applied.toSorted());
  expect(applied[0]).toBe('001_initial_schema.sql');
});

it('no file in the folder is skipped: each is a migration, or belongs elsewhere', async () => {
  expect(await skippedFiles()).toEqual([]);
});

it('applied twice, they change nothing', async () => {
  await withRunDatabase(async ({ ownerUrl }) => {
    const schemaOf = () =>
      withClient(ownerUrl, async (client) => {
        const { rows } = await client.query(
          `select classid::regclass, objid, obj_description(objid) as comment from pg_depend
           where refobjid = 'public'::regnamespace order by 1, 2`,
        );
        return rows;
      });
    const before = await schemaOf();
    const failure = await applyMigrations({ url: ownerUrl }, await readMigrationFiles(), {
      onMigration: (name) => expect.unreachable(name),
    });
    expect(failure).toBeUndefined();
    expect(await schemaOf()).toEqual(before);
  });
});

it('every landed migration is unchanged', async () => {
  const { edited, removed, files } = await readLanded(await readMigrationFiles());
  expect({ edited, removed }).toEqual({ edited: [], removed: [] });
  expect(files.size).toBeGreaterThan(0);
});

it('the snapshot of the schema is readable as SQL and names every table', async () => {
  const snapshot = await readFile(join(project().supabase, 'schema.sql'), 'utf8');
  await withRunDatabase(({ ownerUrl }) =>
    withClient(ownerUrl, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select relname as name from pg_class
         where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
      );
      for (const { name } of rows) expect(snapshot).toContain(`CREATE TABLE "public"."${name}"`);
    }),
  );
});
