import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { Session, withRunDatabase } from '@parakeet/db-harness';
import { insertRow } from '@parakeet/db-harness/made-rows';
import { refusalCode, untilWaiting } from './device.ts';
import { brokenInvariants } from './invariants.ts';

// phones cannot race here: a lifter adds corrections and changes none, so the test uses the secret
// key

it('two servers that close a circle of corrections, each with one half, run one after the other', async () => {
  await withRunDatabase(async ({ ownerUrl }) => {
    const connect = async () => {
      const client = new Client({ connectionString: ownerUrl, application_name: 'server' });
      await client.connect();
      await client.query('set role service_role');
      return client;
    };
    const [first, second] = [await connect(), await connect()];
    const owner = new Client(ownerUrl);
    await owner.connect();
    try {
      const db = new Session(() => owner);
      const log = await insertRow(db, 'session_logs', await db.createLifter());
      const [one, other] = [randomUUID(), randomUUID()];
      await db.query(
        `insert into public.session_logs (id, session_id, user_id, actual_sets, is_correction, corrects_log_id)
         select unnest($2::uuid[]), session_id, user_id, '[]', true, id from public.session_logs where id = $1`,
        [log, [one, other]],
      );
      // both have to wait, and neither sees the other's change
      await db.query('begin');
      await db.query('select from public.sessions for no key update');
      const point = (server: Client, from: string, to: string): Promise<string> =>
        server
          .query('update public.session_logs set corrects_log_id = $2 where id = $1', [from, to])
          .then(() => 'answered', refusalCode);
      const heard = [point(first, one, other), point(second, other, one)];
      await untilWaiting(db, 'server', 2);
      await db.query('commit');
      expect((await Promise.all(heard)).toSorted()).toEqual(['PK104', 'answered']);
      expect((await brokenInvariants(db)).join('\n')).not.toContain('corrections lead to');
    } finally {
      await Promise.all([first, second, owner].map((client) => client.end()));
    }
  });
});
