import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@parakeet/local-supabase';

/** The keys that clients insert: none twice, also when clients come again. */
let lastKey = 10_000_000;

/**
 * Clients that read and write single rows of `public.logs` by their key, until the callback ends.
 * They scan no table, so that scans are those of the migrations.
 *
 * @throws what a client was refused
 */
export async function withClients(
  url: string,
  count: number,
  use: () => Promise<void>,
): Promise<void> {
  let isOver = false;
  const work = async (place: number) => {
    const { client } = await connect(url, { application: `client ${place}` });
    try {
      await client.query('set enable_seqscan = off');
      for (let round = 0; !isOver; round += 1) {
        const id = 1 + ((place * 7919 + round * 104_729) % 1000);
        await client.query('select id, reps from public.logs where id = $1', [id]);
        await client.query('update public.logs set reps = reps where id = $1', [id]);
        await client.query(
          `insert into public.logs (id, lifter_id, reps)
           select $1, lifter_id, 1 from public.logs where id = 1`,
          [(lastKey += 1)],
        );
        await sleep(20);
      }
    } finally {
      await client.end();
    }
  };
  const working = Promise.all(Array.from({ length: count }, (_, place) => work(place)));
  // it is awaited below
  working.catch(() => undefined);
  try {
    await use();
  } finally {
    isOver = true;
  }
  await working;
}
