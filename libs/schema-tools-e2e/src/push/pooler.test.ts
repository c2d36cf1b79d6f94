import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { pgbouncer, withPooler } from './pooler.ts';
import { first, second, withPushTarget } from './target.ts';

if (pgbouncer === undefined) {
  process.stdout.write('skipped: a pooler needs pgbouncer, which is not installed\n');
}

describe.skipIf(pgbouncer === undefined)('through pgbouncer', () => {
  it.each(['refused', 'dropped'] as const)(
    'in session mode, with settings %s, push applies files and keeps its lock timeout',
    async (settings) => {
      await withPushTarget(async (target) => {
        const { ownerUrl, adminUrl } = target.database;
        await withPooler(ownerUrl, { mode: 'session', settings }, async (url) => {
          await target.write(first, 'create table public.busy (id int);');
          const applied = await target.start(['--yes'], { PROD_DB_URL: url }).outcome;
          expect(applied.code, applied.stderr).toBe(0);
          expect(applied.stderr).toContain('push enforces the lock timeout itself');

          await target.write(second, 'alter table public.busy add column more int;');
          const holder = new pg.Client({ connectionString: adminUrl });
          await holder.connect();
          try {
            await holder.query('begin; lock table public.busy in access share mode');
            const running = target.start(['--yes', '--lock-timeout=300ms'], { PROD_DB_URL: url });
            await running.says('did not get a lock in time and left nothing behind; trying again');
            // another session that reads does not wait behind a push that has given up
            await holder.query('commit');
            const { code, stderr } = await running.outcome;
            expect(code, stderr).toBe(0);
          } finally {
            await holder.end();
          }
          expect(await target.history()).toEqual([first, second]);
        });
      });
    },
  );

  it('in transaction mode push refuses, in words, and changes nothing', async () => {
    await withPushTarget(async (target) => {
      const kind = { mode: 'transaction', settings: 'dropped' } as const;
      await withPooler(target.database.ownerUrl, kind, async (url) => {
        await target.write(first, 'create table public.made (id int);');
        const { code, stderr } = await target.start(['--yes'], { PROD_DB_URL: url }).outcome;
        expect(code).toBe(1);
        expect(stderr).toContain('is a pooler in transaction mode');
        expect(stderr).toContain('Nothing was changed.');
        expect(await target.relations()).toEqual([]);
      });
    });
  });
});
