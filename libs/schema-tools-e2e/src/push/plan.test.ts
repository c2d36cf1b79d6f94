import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { baseTemplate } from '@parakeet/local-supabase';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRunDatabase, dropRunDatabase, type RunDatabase } from '@parakeet/db-harness';
import { succeeds } from '@parakeet/db-harness/expectations';
import { landed } from '../observe/statements.ts';
import { first, second, third, withPushTarget, type PushTarget } from './target.ts';

interface Plan {
  readonly statements: readonly {
    readonly line: number;
    readonly cost: string;
    readonly does: string;
    readonly waiting: string;
    readonly seconds?: readonly number[];
  }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly object: string;
    readonly level: string;
    readonly says: string;
    readonly allowed?: string;
  }[];
  readonly unseen: readonly string[];
}

/** A database that `landed` was pushed to. */
let template: RunDatabase;

beforeAll(async () => {
  template = await createRunDatabase(baseTemplate);
  await withPushTarget(async (target) => {
    await target.write(first, landed);
    await succeeds(target.push());
  }, template);
});
afterAll(() => dropRunDatabase(template));

/** A target with `landed`, and rows in its tables. */
async function withLogs(rows: number, use: (target: PushTarget) => Promise<void>): Promise<void> {
  const database = await createRunDatabase(template.name);
  try {
    await withPushTarget(async (target) => {
      await target.write(first, landed);
      await target.query(
        `insert into public.lifters (name) select 'x' from generate_series(1, 20);
         insert into public.logs (id, lifter_id, note, reps)
         select place, (select id from public.lifters limit 1), 'n' || place, place % 50
         from generate_series(1, ${rows}) as place;
         analyze public.logs, public.lifters`,
      );
      await use(target);
    }, database);
  } finally {
    await dropRunDatabase(database);
  }
}

/** Makes a plan, and reads it from the file that it is written to. */
async function planned(target: PushTarget, ...parameters: string[]) {
  const file = join(target.checkout.directory, 'planned.json');
  const { code, output, stderr } = await target.plan(['--dry-run', `--plan=${file}`, ...parameters])
    .outcome;
  expect([0, 1], stderr).toContain(code);
  const { plan } = JSON.parse(await readFile(file, 'utf8')) as { plan: Plan };
  return { code, output, stderr, plan };
}

const ids = ({ findings }: Plan, level: string) =>
  findings.filter((one) => one.level === level).map(({ rule, object }) => `${rule} ${object}`);

it("says what each statement costs with the target's rows, and refuses long work under locks", async () => {
  await withLogs(120_000, async (target) => {
    await target.write(
      second,
      `alter table public.logs add column other int;
create index more on public.logs (note);
alter table public.logs alter reps type bigint;
alter table public.logs add constraint more check (reps < 2000);
update public.lifters set name = 'y';
create table public.fresh (id int);
create index fresh_idx on public.fresh (id);
grant select on public.fresh to authenticated;`,
    );
    const { code, output, stderr, plan } = await planned(target);
    expect(code).toBe(1);
    const [instant, build, rewrite, scan, write, ...fresh] = plan.statements;
    expect(instant).toMatchObject({ cost: 'instant', waiting: 'everybody' });
    expect(build).toMatchObject({
      cost: 'builds',
      does: 'builds more over 120,000 rows of public.logs',
      // the lock of the statement before
      waiting: 'everybody',
    });
    expect(rewrite?.does).toMatch(/^rewrites \d+ MB of public\.logs \(120,000 rows\)$/);
    expect(scan).toMatchObject({ cost: 'scans', does: 'reads 120,000 rows of public.logs' });
    expect(write).toMatchObject({ cost: 'writes', does: 'updates all 20 rows of public.lifters' });
    expect(fresh.map(({ cost }) => cost)).toEqual(['instant', 'instant', 'instant']);
    for (const { cost, seconds } of plan.statements) {
      expect(seconds === undefined).toBe(cost === 'instant');
    }
    expect(ids(plan, 'refuse')).toEqual([
      'build-blocks public.logs',
      'rewrite-blocks public.logs',
      'scan-blocks public.logs',
    ]);
    // as `lint` says
    expect(ids(plan, 'note')).toContain('row-security-off public.fresh');
    expect(output).toContain('by estimate');
    expect(output).toContain('4 of 8 statements are instant');
    expect(stderr).toContain("--allow='build-blocks public.logs: <reason>'");
    expect(await target.history()).toEqual([first]);
  });
});

it('the safe way to the same is not refused', async () => {
  await withLogs(120_000, async (target) => {
    await target.write(
      second,
      `begin;
alter table public.logs add constraint more check (reps < 2000) not valid;
commit;
begin;
alter table public.logs validate constraint more;
commit;
create index concurrently more on public.logs (note);`,
    );
    const { code, plan, stderr } = await planned(target);
    expect(plan.statements.map(({ cost, waiting }) => `${cost} ${waiting}`)).toEqual([
      'instant everybody',
      'scans nobody',
      'builds nobody',
    ]);
    expect(ids(plan, 'refuse'), stderr).toEqual([]);
    expect(code).toBe(0);
  });
});

it('finds rows of the target that break a new rule, and no others', async () => {
  await withLogs(200, async (target) => {
    await target.query(`create index by_hand on public.logs (reps);
      update public.logs set note = 'same' where id <= 3;
      update public.logs set reps = null where id <= 2;
      set session_replication_role = replica;
      insert into public.logs (id, lifter_id) values (0, gen_random_uuid())`);
    await target.write(
      second,
      `alter table public.logs add column more int not null;
alter table public.logs add constraint few check (reps < 40) not valid;
alter table public.logs validate constraint few;
alter table public.logs add constraint many check (reps < 1000);
alter table public.logs alter reps set not null;
alter table public.logs alter note set not null;
alter table public.logs validate constraint logs_lifter_id_fkey;
create unique index once on public.logs (note);
alter table public.lifters add constraint named check (name <> '');`,
    );
    const { plan } = await planned(target);
    expect(ids(plan, 'refuse').toSorted()).toEqual([
      'rows-break public.logs.few',
      'rows-break public.logs.logs_lifter_id_fkey',
      'rows-break public.logs.note',
      'rows-break public.logs.once',
      'rows-break public.logs.reps',
      'rows-refuse public.logs.more',
    ]);
    const says = Object.fromEntries(
      plan.findings.map(({ object, says: words }) => [object, words]),
    );
    expect(says['public.logs.few']).toBe(
      '40 rows of public.logs violate it (check); the push would fail',
    );
    expect(says['public.logs.once']).toBe('1 key of public.logs occur more than once');
    expect(ids(plan, 'note')).not.toContain('rows-may-refuse public.logs.many');
    expect(ids(plan, 'note')).toContain('drift index public.by_hand');
  });
});

it('names rows that would be lost, and statements that Postgres refuses', async () => {
  await withLogs(200, async (target) => {
    await target.write(second, 'truncate public.logs;\ndelete from public.lifters;');
    await target.write(third, 'select 1;\nalter table public.nowhere add column id int;');
    const { plan } = await planned(target);
    expect(ids(plan, 'refuse').toSorted()).toEqual([
      'rows-lost public.lifters',
      'rows-lost public.logs',
      `statement-fails ${third}_step_3.sql`,
    ]);
  });
});

it('a push goes on in spite of what is allowed with a reason, and the account says so', async () => {
  await withLogs(200, async (target) => {
    await target.write(second, 'truncate public.logs;');
    await target.write(
      third,
      '-- allow: rows-lost public.lifters: nobody trains\ndelete from public.lifters;',
    );
    const refused = await target.plan(['--yes']).outcome;
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('rows-lost public.logs');
    expect(refused.stderr).not.toContain('rows-lost public.lifters');
    expect((await target.start(['--yes', '--allow=rows-lost public.logs']).outcome).code).toBe(2);
    const { code, output, stderr } = await target.plan([
      '--yes',
      '--allow=rows-lost public.logs: they are old',
      '--allow=rows-lost public.nowhere: a slip',
    ]).outcome;
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("nothing needs --allow='rows-lost public.nowhere: …'");
    expect(output).toContain(
      'Allowed:\n  rows-lost public.logs: they are old\n  rows-lost public.lifters: nobody trains\n',
    );
    expect(output).toContain('the history has 3 migrations, equal to the files');
  });
});

it('a push in JSON prints a line for the plan, and one for what was done', async () => {
  await withPushTarget(async (target) => {
    await target.write(first, 'create table public.a (id int);');
    const { code, output, stderr } = await target.start(['--yes', '--output-format=json']).outcome;
    expect(code, stderr).toBe(0);
    const [plan, done] = output
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(plan).toMatchObject({
      files: [{ version: first }],
      unseen: ['the files were not run on a throwaway database (--no-observe)'],
    });
    expect(done).toEqual({
      applied: [`${first}_step_1.sql`],
      afterwards: { right: ['the history has 1 migration, equal to the files'], wrong: [] },
    });
  });
});

it('what installed apps notice is refused until it is allowed in the file', async () => {
  await withLogs(20, async (target) => {
    await target.write(second, 'grant select on public.lifters to authenticated;');
    expect(
      (await target.plan(['--yes', '--allow=grant-add public.lifters: tests']).outcome).code,
    ).toBe(0);
    await target.write(third, 'alter table public.lifters drop column email;');
    expect(ids((await planned(target)).plan, 'refuse')).toEqual([
      'column-no-delete public.lifters.email',
    ]);
    await target.write(
      third,
      '-- allow: column-no-delete public.lifters.email: nobody reads it\nalter table public.lifters drop column email;',
    );
    const { code, plan } = await planned(target);
    expect(code).toBe(0);
    expect(plan.findings[0]).toMatchObject({ allowed: 'nobody reads it' });
  });
});

it('a plan that was written is carried out, and refused once files or target have changed', async () => {
  await withLogs(20, async (target) => {
    const file = join(target.checkout.directory, 'plan.json');
    await target.write(second, 'alter table public.logs add column more int;');
    const missing = await target.start(['--yes', `--plan=${file}`]).outcome;
    expect(missing.code).toBe(2);
    expect((await target.start(['--dry-run', `--plan=${file}`]).outcome).code).toBe(0);
    expect(await readFile(file, 'utf8')).toContain('"target": "postgresql://postgres:***@');

    await target.write(second, 'alter table public.logs add column more text;');
    const edited = await target.start(['--yes', `--plan=${file}`]).outcome;
    expect(edited.code).toBe(1);
    expect(edited.stderr).toContain(`${second}_step_2.sql was edited`);
    await target.write(second, 'alter table public.logs add column more int;');

    await target.write(third, 'select 1;');
    const added = await target.start(['--yes', `--plan=${file}`]).outcome;
    expect(added.stderr).toContain(`${third}_step_3.sql is pending, but not in the plan`);
    await target.write(third, 'select 2;');
    expect((await target.start(['--dry-run', `--plan=${file}`]).outcome).code).toBe(0);

    await target.query('alter table public.lifters add column by_hand int');
    const drifted = await target.start(['--yes', `--plan=${file}`]).outcome;
    expect(drifted.code).toBe(1);
    expect(drifted.stderr).toContain('the schema of the target has changed');
    expect(await target.history()).toEqual([first]);

    expect((await target.plan(['--dry-run', `--plan=${file}`]).outcome).code).toBe(0);
    // rows are no change of the schema
    await target.query(`insert into public.lifters (name) values ('z'); analyze public.lifters`);
    const done = await target.plan(['--yes', `--plan=${file}`]).outcome;
    expect(done.code, done.stderr).toBe(0);
    expect(done.stderr).not.toContain('running the pending files');
    expect(done.output).toContain('1 object not as in the files: column public.lifters.by_hand');
    expect(await target.history()).toEqual([first, second, third]);
    await writeFile(file, '{}');
    expect((await target.start(['--yes', `--plan=${file}`]).outcome).code).toBe(2);
  });
});

it('stored documents that a new contract refuses are found, by the contract itself', async () => {
  await withPushTarget(async (target) => {
    await target.write(
      first,
      `create table public.notes (id int primary key, body jsonb);
       grant select, insert on public.notes to authenticated;`,
    );
    await succeeds(target.start().outcome);
    await target.query(
      `insert into public.notes select place, jsonb_build_object('stars', place % 7)
       from generate_series(1, 70) as place`,
    );
    const folder = target.checkout.directory;
    await writeFile(
      join(folder, 'contracts.ts'),
      `import * as z from ${JSON.stringify(import.meta.resolve('zod'))};
       export const NoteBody = z.strictObject({ stars: z.int().min(0).max(5) });
       export const jsonContracts = { notes: { body: NoteBody } };`,
    );
    await writeFile(
      join(folder, 'schema-tools.config.mjs'),
      `export default { contracts: 'contracts.ts' };`,
    );
    await succeeds(target.checkout.run('contracts', ['--name=enforce_notes']));
    const { plan } = await planned(target);
    expect(ids(plan, 'refuse')).toContain('rows-break public.notes.notes_body_contract');
    const found = plan.findings.find(({ rule }) => rule === 'rows-break');
    expect(found?.says).toContain('10 rows of public.notes violate it');
    await target.query(`delete from public.notes where (body->>'stars')::int > 5`);
    const mended = await planned(target);
    expect(ids(mended.plan, 'refuse')).not.toContain('rows-break public.notes.notes_body_contract');
  });
});

it('counts the rows of partitions, and says which table was dropped by hand', async () => {
  await withLogs(20, async (target) => {
    await target.query(
      `create table public.part_three partition of public.parts for values in (3);
       insert into public.parts select place, 3 from generate_series(1, 500) as place;
       drop table public.lifters cascade`,
    );
    await target.write(
      second,
      `alter table public.parts add column more int;
drop table public.parts;
alter table public.lifters add column x int;`,
    );
    const { plan } = await planned(target);
    expect(plan.findings.find(({ rule }) => rule === 'rows-lost')?.says).toBe(
      'drops public.parts, which has 500 rows',
    );
    const says = Object.fromEntries(plan.findings.map((one) => [one.rule, one.says]));
    expect(says['statement-fails']).toContain('"public.lifters" does not exist (42P01)');
    expect(ids(plan, 'note')).toContain('drift table public.lifters');
  });
});

it('names holders of locks, unfinished changes, and drift of touched tables', async () => {
  await withLogs(20, async (target) => {
    await target.query(
      "update pg_index set indisvalid = false where indexrelid = 'public.logs_reps_idx'::regclass",
    );
    await target.query('alter table public.logs add column by_hand int');
    await target.write(second, 'alter table public.logs add column more int;');
    await target.write(third, 'alter table public.logs add column by_hand int;');
    const { default: pg } = await import('pg');
    const holder = new pg.Client({
      connectionString: target.database.adminUrl,
      application_name: 'a report',
    });
    await holder.connect();
    try {
      await holder.query('begin; lock table public.logs in share mode');
      const { plan } = await planned(target);
      expect(ids(plan, 'note').toSorted()).toEqual([
        'constraint-not-validated public.logs.logs_lifter_id_fkey',
        'constraint-not-validated public.logs.logs_reps_check',
        'drift column public.logs.by_hand',
        'drift index public.logs_reps_idx',
        'index-invalid public.logs_reps_idx',
        'lock-held public.logs',
      ]);
      // the files meet what the target has
      expect(ids(plan, 'refuse')).toEqual([`statement-fails ${third}_step_3.sql`]);
      const held = plan.findings.find(({ rule }) => rule === 'lock-held');
      expect(held?.says).toMatch(
        /^a report \(server process \d+, role \w+\) is in a transaction for \d+ s/,
      );
      expect(held?.says).toContain('holds public.logs ShareLock');
    } finally {
      await holder.end();
    }
  });
});
