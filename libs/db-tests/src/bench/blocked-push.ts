// How long others wait while a push waits for a lock that a session holds: the longest statement of
// a reader and of a writer, as a ratio to the lock timeout. Part of `npx nx run db-tests:bench`.
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@parakeet/local-supabase';
import { first, type PushTarget } from '../push/target.ts';

/** What was measured, in milliseconds. */
export interface BlockedPush {
  readonly reader: number;
  readonly writer: number;
  /** How often the push asked for its lock. */
  readonly attempts: number;
}

/**
 * Pushes a change of a table that another session only reads, in a transaction that it leaves
 * open, while clients read and write the table.
 *
 * @param lockTimeout as push takes it; `0` waits as the Supabase CLI by itself would
 * @param releaseMs after which the other session ends its transaction
 */
export async function pushAgainstIdleTransaction(
  target: PushTarget,
  lockTimeout: string,
  releaseMs: number,
): Promise<BlockedPush> {
  await target.query(
    `create table public.busy (id int primary key); insert into public.busy values (1);
     alter table public.busy owner to ${target.owner}`,
  );
  await target.write(first, 'alter table public.busy add column more int;');
  const connections = await Promise.all(
    [1, 2, 3].map(() => connect(target.database.adminUrl, { application: 'bench' })),
  );
  const [holder, reader, writer] = connections.map(({ client }) => client);
  if (!holder || !reader || !writer) throw new Error('three connections were asked for');
  let ended = false;
  /** Repeats a statement until the push has ended. @returns the longest that one took */
  const longest = async (client: typeof holder, statement: string): Promise<number> => {
    let most = 0;
    while (!ended) {
      const began = performance.now();
      await client.query(statement);
      most = Math.max(most, performance.now() - began);
      await sleep(5);
    }
    return most;
  };
  try {
    await holder.query('begin; select from public.busy');
    const waits = Promise.all([
      longest(reader, 'select id from public.busy'),
      longest(writer, 'update public.busy set id = id'),
    ]);
    const running = target.start(['--yes', `--lock-timeout=${lockTimeout}`]);
    await running.says(`applying ${first}`);
    await sleep(releaseMs);
    await holder.query('commit');
    const { code, said } = await running.outcome;
    ended = true;
    const [reading, writing] = await waits;
    if (code !== 0) throw new Error(`the push failed:\n${said}`);
    return {
      reader: reading,
      writer: writing,
      attempts: 1 + (said.match(/trying again/g)?.length ?? 0),
    };
  } finally {
    ended = true;
    await Promise.all(connections.map(({ client }) => client.end()));
  }
}
