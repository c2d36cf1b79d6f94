import { setTimeout as sleep } from 'node:timers/promises';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@parakeet/command-kit';
import { connect, createEmptyDatabase, withClient, withThrowaway } from '@parakeet/local-supabase';
import { type Checkout, createCheckout } from '@parakeet/db-harness/checkout';
import { row } from '@parakeet/db-harness/measure';

const file = '20300101000001_wait_for_a_lock.sql';

/** Lock timeouts in push's notation, and in ms. `0` waits for ever, as the Supabase CLI does. */
const lockTimeouts = [
  ['300ms', 300],
  ['3s', 3000],
  ['0', 0],
] as const;

/** Prints how long clients wait while a push waits for a lock that a session holds for 8 s. */
export async function measureBlockedPush(rounds: number): Promise<void> {
  process.stdout.write('\nothers, while a push waits for a lock that a session holds\n');
  await withThrowaway({ workspace: workspaceRoot }, async (server) => {
    const checkout = await createCheckout();
    try {
      // one round shows that the measurement still works
      const timed = rounds === 1 ? lockTimeouts.slice(0, 1) : lockTimeouts;
      for (const [lockTimeout, timeoutMs] of timed) {
        const name = server.databaseName(`busy_${timeoutMs}`);
        const addresses = {
          ownerUrl: await createEmptyDatabase(server, name),
          adminUrl: server.adminUrl(name),
        };
        const heldMs = rounds === 1 ? 1000 : 8000;
        const blocked = await pushAgainstIdleTransaction(checkout, addresses, lockTimeout, heldMs);
        process.stdout.write(`--lock-timeout=${lockTimeout}, attempts: ${blocked.attempts}\n`);
        row('  the longest wait of a reader', [blocked.reader]);
        row('  the longest wait of a writer', [blocked.writer]);
        if (timeoutMs > 0) row('  reader : lock timeout', [blocked.reader / timeoutMs], 'times');
      }
    } finally {
      await checkout.remove();
    }
  });
}

/** The result, in milliseconds. */
interface BlockedPush {
  readonly reader: number;
  readonly writer: number;
  /** The number of times that the push requested its lock. */
  readonly attempts: number;
}

/**
 * How long clients wait while a push waits for a lock. The push changes a table that another
 * session has read in an open transaction, while clients read and write the table.
 *
 * @param lockTimeout in push's notation; `0` waits for ever, as the Supabase CLI does
 * @param releaseMs until the other session ends its transaction
 */
async function pushAgainstIdleTransaction(
  checkout: Checkout,
  { ownerUrl, adminUrl }: { ownerUrl: string; adminUrl: string },
  lockTimeout: string,
  releaseMs: number,
): Promise<BlockedPush> {
  await withClient(ownerUrl, (client) =>
    client.query('create table public.busy as select 1 as id; grant all on public.busy to public'),
  );
  const migrations = join(checkout.directory, 'supabase/migrations');
  for (const name of await readdir(migrations)) await rm(join(migrations, name));
  await writeFile(join(migrations, file), 'alter table public.busy add column more int;');
  const connections = await Promise.all(
    [1, 2, 3].map(() => connect(adminUrl, { application: 'bench' })),
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
    const running = checkout.start(
      'push',
      ['--yes', '--no-observe', `--lock-timeout=${lockTimeout}`],
      { environment: { PROD_DB_URL: ownerUrl } },
    );
    await running.says(`applying ${file}`);
    await sleep(releaseMs);
    await holder.query('commit');
    const { code, stderr } = await running.outcome;
    ended = true;
    const [reading, writing] = await waits;
    if (code !== 0) throw new Error(`the push failed:\n${stderr}`);
    return {
      reader: reading,
      writer: writing,
      attempts: 1 + (stderr.match(/trying again/g)?.length ?? 0),
    };
  } finally {
    ended = true;
    await Promise.all(connections.map(({ client }) => client.end()));
  }
}
