import { withClient } from '@parakeet/local-supabase';
import { expect, it } from 'vitest';
import { withRunDatabase } from '@parakeet/db-harness';
import { first, withPushTarget } from './target.ts';

it('refuses a database that is no Supabase database, before anything is made in it', async () => {
  await withPushTarget(async ({ start, write }) => {
    await write(first, 'create table public.a (id int);');
    await withRunDatabase(async ({ adminUrl, ownerUrl }) => {
      const { code, stderr } = await start(['--yes'], { PROD_DB_URL: ownerUrl }).outcome;
      expect(code).toBe(1);
      expect(stderr).toContain('is not a Supabase database: it lacks the table auth.users');
      expect(stderr).toContain('Nothing was changed');
      expect(stderr).not.toContain('Fix');
      const schemas = await withClient(adminUrl, (client) =>
        client.query(`select from pg_namespace where nspname = 'supabase_migrations'`),
      );
      expect(schemas.rowCount).toBe(0);
    }, 'template0');
  });
});

it('refuses a role that may not read the history, in a sentence', async () => {
  await withPushTarget(async (target) => {
    await target.write(first, 'create table public.a (id int);');
    expect(await target.push()).toMatchObject({ code: 0 });
    const role = `stranger_to_${target.database.name}`;
    await target.query(`create role ${role} login password 'stranger'`);
    try {
      const address = new URL(target.database.ownerUrl);
      [address.username, address.password] = [role, 'stranger'];
      const { code, stderr } = await target.start(['--yes'], { PROD_DB_URL: address.toString() })
        .outcome;
      expect(code).toBe(1);
      expect(stderr).toContain(
        `The role ${role} may not read supabase_migrations.schema_migrations.`,
      );
      expect(stderr).not.toMatch(/^ +at /m);
    } finally {
      await target.query(`drop role ${role}`);
    }
  });
});

it('refuses a role that may make nothing there, in a sentence', async () => {
  await withPushTarget(async (target) => {
    await target.write(first, 'create table public.a (id int);');
    const role = `guest_of_${target.database.name}`;
    await target.query(`create role ${role} login password 'guest'`);
    try {
      const address = new URL(target.database.ownerUrl);
      [address.username, address.password] = [role, 'guest'];
      const { code, stderr } = await target.start(['--yes'], { PROD_DB_URL: address.toString() })
        .outcome;
      expect(code).toBe(1);
      expect(stderr).toContain(`The role ${role} may not create schemas`);
    } finally {
      await target.query(`drop role ${role}`);
    }
  });
});

// what each state is answered with: advice.test.ts of schema-tools
it.each([
  ['old rows (PK901)', `do $$ begin raise 'old' using errcode = 'PK901'; end $$;`, 'Fix the rows'],
  ['a mistake (42601)', 'create tabel x ();', 'Fix supabase/migrations/'],
])('what is advised after %s fits the cause', async (_title, sql, advice) => {
  await withPushTarget(async ({ push, write }) => {
    await write(first, sql);
    const { code, stderr } = await push();
    expect(code).toBe(1);
    expect(stderr).toContain(advice);
    expect(stderr).toContain('it left nothing behind');
  });
});
