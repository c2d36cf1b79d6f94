import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, it } from 'vitest';
import { withForwarder } from './forwarder.ts';
import { first, second, until, withPushTarget, type PushTarget } from './target.ts';

/** SQL that waits until the test lets it go on: the table has a row. */
const untilGo = `do $$ begin while not exists (select from public.go) loop perform pg_sleep(0.01); end loop; end $$`;

/** A session of another program that has a lock on a table until it is told to let go. */
async function withHeldLock(
  { database, owner, query }: PushTarget,
  use: (release: () => Promise<void>) => Promise<void>,
): Promise<void> {
  await query(`create table public.busy (id int); alter table public.busy owner to ${owner}`);
  const holder = new pg.Client({ connectionString: database.adminUrl });
  await holder.connect();
  try {
    await holder.query('begin; lock table public.busy in access share mode');
    await use(async () => {
      await holder.query('commit');
    });
  } finally {
    await holder.end();
  }
}

it('tries again while a lock is held, and applies the file once it is free', async () => {
  await withPushTarget(async (target) => {
    await withHeldLock(target, async (release) => {
      await target.write(
        first,
        'create table public.made (id int);\nalter table public.busy add column more int;\n',
      );
      const running = target.start(['--yes', '--lock-timeout=300ms']);
      await running.says('did not get a lock in time and left nothing behind; trying again in');
      expect(await target.relations()).not.toContain('made');
      await release();
      const { code, stderr } = await running.outcome;
      expect(code, stderr).toBe(0);
      expect(await target.history()).toEqual([first]);
    });
  });
});

it('gives up on a lock that stays, and advises to wait and not to fix the file (55P03)', async () => {
  await withPushTarget(async (target) => {
    await withHeldLock(target, async () => {
      await target.write(first, 'alter table public.busy add column more int;\n');
      const { code, stderr } = await target.push('--lock-timeout=20ms');
      expect(code).toBe(1);
      expect(stderr).toContain('(SQLSTATE 55P03)');
      expect(stderr).toContain('Nothing is wrong with the file');
      expect(stderr).not.toContain('Fix');
      expect(stderr.match(/trying again/g)).toHaveLength(4);
    });
  });
});

it('waits for a lock as long as the migration itself says', async () => {
  await withPushTarget(async (target) => {
    await target.query('create table public.seen (what text); grant all on public.seen to public');
    await target.write(
      first,
      `insert into public.seen values ('usual ' || current_setting('lock_timeout'));
       set lock_timeout = '7s';
       insert into public.seen values ('own ' || current_setting('lock_timeout'));`,
    );
    await target.write(
      second,
      `insert into public.seen values ('next ' || current_setting('lock_timeout'));`,
    );
    const { code, stderr } = await target.push();
    expect(code, stderr).toBe(0);
    expect(await target.query('table public.seen')).toEqual([
      { what: 'usual 3s' },
      { what: 'own 7s' },
      { what: 'next 3s' },
    ]);
  });
});

it('refuses a lock timeout without a unit, and says how to write it', async () => {
  await withPushTarget(async ({ push }) => {
    const { code, stderr } = await push('--lock-timeout=3');
    expect(code).toBe(2);
    expect(stderr).toContain('--lock-timeout=3 is not a duration.');
    expect(stderr).toContain('3s, 500ms or 1min');
  });
});

it('a second push waits for the first, names it, and then finds its work done', async () => {
  await withPushTarget(async (target) => {
    await target.query('create table public.go (); grant all on public.go to public');
    await target.write(first, `${untilGo};\ncreate table public.once (id int);\n`);
    const one = target.start();
    await one.says(`applying ${first}`);
    const two = target.start();
    await two.says('waiting for another push to end: parakeet push by');
    const none = await target.push('--no-wait');
    expect(none.code).toBe(1);
    expect(none.stderr).toMatch(
      /Another push works on this database: parakeet push by .+ since \d{4}-/,
    );
    expect(none.stderr).toContain('This one changed nothing');
    await target.query('insert into public.go default values');
    expect((await one.outcome).code).toBe(0);
    const { code, output, stderr } = await two.outcome;
    expect(code, stderr).toBe(0);
    expect(output).toContain('every migration is applied there');
  });
});

it('a push waits for the server process of one that was killed', async () => {
  await withPushTarget(async (target) => {
    // a statement that does not notice its client's end
    await target.query('create table public.go (); grant all on public.go to public');
    await target.write(
      first,
      `set client_connection_check_interval = 0;
       ${untilGo};
       create table public.late (id int);`,
    );
    const one = target.start();
    const working = `select pid from pg_stat_activity
      where datname = current_database() and state = 'active' and query like 'do $$%'`;
    await until('the server runs the statement', async () => {
      return (await target.query(working)).length === 1;
    });
    one.process.kill('SIGKILL');
    await one.outcome;
    expect(await target.query(working)).toHaveLength(1);
    const two = target.start();
    await two.says('waiting for another push to end: @effect/sql-pg (server process');
    await target.query('insert into public.go default values');
    const { code, stderr } = await two.outcome;
    expect(code, stderr).toBe(0);
    expect(await target.query(working)).toEqual([]);
    expect(await target.history()).toEqual([first]);
    expect(await target.relations()).toEqual(['go', 'late']);
  });
});

it('a file that somebody else applied meanwhile is not to be fixed', async () => {
  await withPushTarget(async (target) => {
    await target.query('create table public.go (); grant all on public.go to public');
    await target.write(first, `${untilGo};\ncreate table public.twice (id int);\n`);
    const running = target.start();
    await running.says(`applying ${first}`);
    // as the Supabase CLI does it, which knows nothing of our lock
    await target.query(
      `create table public.twice (id int);
       insert into supabase_migrations.schema_migrations (version, name, statements)
       values ('${first}', 'step_1', '{select 1}');
       insert into public.go default values`,
    );
    const { code, stderr } = await running.outcome;
    expect(code).toBe(1);
    expect(stderr).toContain(`applied by this push or another\n    ${first}_step_1.sql`);
    expect(stderr).toContain('There is nothing to fix');
    expect(stderr).not.toContain('Fix supabase');
  });
});

it('a second Ctrl-C does not wait, and says that the outcome is not known', async () => {
  await withPushTarget(async (target) => {
    await target.write(first, 'select pg_sleep(30);');
    await withForwarder(target.database.ownerUrl, async (forwarder) => {
      const running = target.start(['--yes'], { PROD_DB_URL: forwarder.url });
      await running.says(`applying ${first}`);
      // the target does not answer any more, so there is something to wait for
      forwarder.stall();
      running.process.kill('SIGINT');
      await running.says('interrupted; waiting until the work on the target has ended');
      // signals within a second of the first are the same request
      await sleep(1200);
      running.process.kill('SIGINT');
      const { code, stderr } = await running.outcome;
      expect(code).toBe(130);
      expect(stderr).toContain(`The outcome of ${first}_step_1.sql on `);
      expect(stderr).toContain('is not known: it was sent last.');
      expect(stderr).toContain('npx nx run db-schema:push --dry-run');
      expect(stderr).not.toContain('The state of');
    });
  });
});
