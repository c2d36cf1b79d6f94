import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { withClient } from '@parakeet/local-supabase';
import {
  applyMigrations,
  parseObject,
  readLanded,
  readMigrationFiles,
  supabase,
  supabaseDirectory,
} from '@parakeet/db-schema';
import { expect, it } from 'vitest';
import { withRunDatabase } from '../harness/index.ts';

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

it('every migration that has landed is there as it landed', async () => {
  const { edited, removed, files } = await readLanded(await readMigrationFiles());
  expect({ edited, removed }).toEqual({ edited: [], removed: [] });
  expect(files.size).toBeGreaterThan(0);
});

/** Findings that stand, each with the reason: `<rule>: <object>` to the reason. */
const knownFindings: Readonly<Record<string, string>> = {};

/** What `supabase db advisors` finds of a level: the splinter lints, on a real database. */
async function findings(url: string, level: 'info' | 'warn' | 'error'): Promise<string[]> {
  const result = await supabase(
    ['db', 'advisors', '--level', level, '--fail-on', 'none', '--output-format', 'json'],
    { remote: { url } },
  );
  const results = parseObject(result.output)?.['results'];
  if (!result.ok || !Array.isArray(results)) {
    throw new Error(`supabase db advisors failed: ${result.output} ${result.stderr}`);
  }
  return (results as { name: string; detail: string }[]).map(
    ({ name, detail }) => `${name}: ${detail}`,
  );
}

it('supabase db advisors has nothing of level warn or above', async () => {
  await withRunDatabase(async ({ ownerUrl }) => {
    const found = await findings(ownerUrl, 'warn');
    expect(found.filter((finding) => !(finding in knownFindings))).toEqual([]);
  });
});

/** What the advisors say at level info, and stands: the start of the finding, and the reason. */
const knownRemarks: Readonly<Record<string, string>> = {
  unused_index: 'a database that nobody has read from yet uses none; the proofs of reads/ do',
  ...withoutOwner('session_logs', 'session_logs_corrects_log_id_fkey'),
  ...withoutOwner('sessions', 'sessions_program_id_fkey'),
  ...withoutOwner('soreness_checkins', 'soreness_checkins_session_id_fkey'),
};

/** A foreign key that carries the owner, where the index is of the id. */
function withoutOwner(table: string, foreignKey: string): Record<string, string> {
  const remark = `unindexed_foreign_keys: Table \`public.${table}\` has a foreign key \`${foreignKey}\``;
  return { [remark]: 'an index begins with the id, and the owner beside an id selects nothing' };
}

it('supabase db advisors says nothing of level info but what is known', async () => {
  await withRunDatabase(async ({ ownerUrl }) => {
    const known = Object.keys(knownRemarks);
    const found = await findings(ownerUrl, 'info');
    expect(found.filter((finding) => !known.some((start) => finding.startsWith(start)))).toEqual(
      [],
    );
    // the level is told apart at all: nobody has read from this database
    expect(found.some((finding) => finding.startsWith('unused_index'))).toBe(true);
  });
});

it('supabase db advisors does find a foreign key without an index', async () => {
  await withRunDatabase(async ({ ownerUrl }) => {
    await withClient(ownerUrl, (client) =>
      client.query('drop index public.programs_lifter_maxes_id_user_id_idx'),
    );
    const found = await findings(ownerUrl, 'info');
    expect(found.join('\n')).toContain('programs_lifter_maxes_id_fkey');
  });
});

it('supabase db advisors does find a table without row level security', async () => {
  await withRunDatabase(async ({ ownerUrl }) => {
    await withClient(ownerUrl, (client) =>
      client.query(`
        create table public.unguarded (id uuid primary key);
        grant select on public.unguarded to anon, authenticated`),
    );
    const found = await findings(ownerUrl, 'warn');
    expect(found.filter((finding) => finding.includes('unguarded'))).not.toEqual([]);
    expect(found.join('\n')).toContain('rls_disabled_in_public');
  });
});

it('the snapshot of the schema is readable as SQL and names every table', async () => {
  const snapshot = await readFile(join(supabaseDirectory, 'schema.sql'), 'utf8');
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
