import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRunDatabase, dropRunDatabase, type RunDatabase } from '@parakeet/db-harness';
import { hotReads } from '@parakeet/db-harness/hot-reads';
import { fillForReads, growthFaults, measureReads, type MeasuredReads } from './measure-reads.ts';

// `npx nx run db-tests:reads-at-volume` does the same with ten times as many rows, and an unchanged
// planner
const weeks = 18;
const lifters = 40;

// A sequential scan is right for a table of three pages, and some tables are that small here. The
// test is whether the indexes can serve.
const planner = 'set local enable_seqscan = off;';

let small: RunDatabase;
let large: RunDatabase;
let inSmall: MeasuredReads;
let inLarge: MeasuredReads;

beforeAll(async () => {
  small = await createRunDatabase();
  large = await createRunDatabase();
  await fillForReads(small.ownerUrl, { lifters, weeks });
  await fillForReads(large.ownerUrl, { lifters: 10 * lifters, weeks });
  inSmall = await measureReads(small.ownerUrl, planner);
  inLarge = await measureReads(large.ownerUrl, planner);
}, 600_000);
afterAll(async () => {
  await dropRunDatabase(small);
  await dropRunDatabase(large);
});

const faultsIn = (reads: MeasuredReads, name: string) => reads.get(name)?.faults.join('\n') ?? '';

describe('a read that must stay fast, as a lifter under row level security', () => {
  it.each(Object.keys(hotReads))(
    '%s: by its index, auth.uid() once, and few buffers for its rows',
    (name) => {
      expect(faultsIn(inSmall, name)).toBe('');
      expect(faultsIn(inLarge, name)).toBe('');
    },
  );

  it('each of the eight reads has a measurement', () => {
    const numbers = new Set(Object.values(hotReads).map(({ number }) => number));
    expect(numbers).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
  });

  it('none uses more buffers with ten times as many lifters', () => {
    expect(growthFaults(inSmall, inLarge)).toEqual([]);
  });
});

describe('the proof finds', () => {
  it('a missing index, and a read that then grows with the table', async () => {
    const change = `${planner} drop index public.recovery_snapshots_user_id_recorded_at_idx`;
    const without = await measureReads(large.ownerUrl, change);
    const faults = faultsIn(without, 'recovery over time');
    expect(faults).toMatch(/reads all of recovery_snapshots/);
    expect(faults).toMatch(/\d+ buffers for \d+ rows, at most/);
    expect(faultsIn(without, 'the newest max')).toBe('');
    const fewer = await measureReads(small.ownerUrl, change);
    expect(growthFaults(fewer, without)).toEqual([expect.stringMatching(/^recovery over time: /)]);
  });

  it('an index that is not the expected one', async () => {
    const without = await measureReads(
      large.ownerUrl,
      `${planner} drop index public.session_logs_user_id_completed_at_idx`,
    );
    expect(faultsIn(without, 'the last 6 logs')).toMatch(
      /by session_logs_user_id_completed_at_idx was expected, and is idx_session_logs_user_time/,
    );
  });

  it('a policy that runs auth.uid() for every row', async () => {
    const bare = await measureReads(
      large.ownerUrl,
      `${planner} alter policy select_own on public.session_logs using (auth.uid() = user_id)`,
    );
    for (const name of ['the last 30 logs', 'logs of given sessions']) {
      expect(faultsIn(bare, name)).toMatch(/auth\.uid\(\) runs for rows/);
    }
    expect(faultsIn(bare, 'the newest max')).toBe('');
  });
});
