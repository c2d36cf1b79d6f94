import pg from 'pg';
import { fillVolume, type VolumeOptions } from '@parakeet/db-schema';
import { Session } from '@parakeet/db-harness';
import { hotReads } from '@parakeet/db-harness/hot-reads';
import { explain, faultsOf, type Explained } from './plan.ts';
import { chooseSubject } from './subject.ts';

/** Today in the volumes of the proofs: a Wednesday, when a session is planned. */
const volumeDay = '2026-06-17';

/** The plan of each read, and its faults. */
export type MeasuredReads = ReadonlyMap<string, Explained & { readonly faults: readonly string[] }>;

/** Fills a migrated database with the volume of the proofs. */
export async function fillForReads(
  ownerUrl: string,
  size: Pick<VolumeOptions, 'lifters' | 'weeks' | 'signal' | 'onStep'>,
): Promise<number> {
  return withSession(ownerUrl, async (_, client) => {
    const counts = await fillVolume(client, { ...size, until: volumeDay });
    return counts['session_logs'] ?? 0;
  });
}

/**
 * Runs every hot read as an ordinary lifter, under row level security.
 *
 * @param change runs first, as the role that migrates, and is undone at the end: a fault to find
 */
export async function measureReads(ownerUrl: string, change?: string): Promise<MeasuredReads> {
  return withSession(ownerUrl, async (session, client) => {
    await client.query('begin');
    const subject = await chooseSubject(session, volumeDay);
    if (change !== undefined) await client.query(change);
    await session.asLifter(subject.user_id);
    const measured = new Map<string, Explained & { faults: string[] }>();
    for (const [name, read] of Object.entries(hotReads)) {
      const explained = await explain(session, read, subject);
      measured.set(name, { ...explained, faults: faultsOf(read, explained) });
    }
    await client.query('rollback');
    return measured;
  });
}

/**
 * Reads that use more buffers in the larger database for the same number of rows. An index with ten
 * times as many rows has at most one more level, and each lookup reads it.
 */
export function growthFaults(small: MeasuredReads, large: MeasuredReads): string[] {
  const faults: string[] = [];
  for (const [name, { rows, buffers }] of small) {
    const larger = large.get(name);
    if (larger === undefined) continue;
    const perRow = (count: number, of: number) => count / Math.max(of, 1);
    const most = 1.4 * perRow(buffers, rows) + 3;
    if (perRow(larger.buffers, larger.rows) > most) {
      faults.push(
        `${name}: ${buffers} buffers for ${rows} rows became ${larger.buffers} for ${larger.rows}`,
      );
    }
  }
  return faults;
}

async function withSession<Result>(
  url: string,
  use: (session: Session, client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'db-tests' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(new Session(() => client), client);
  } finally {
    await client.end();
  }
}
