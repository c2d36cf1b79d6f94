import { withClient } from '@parakeet/local-supabase';
import type { Checkout, Outcome } from './checkout.ts';

/** Expects a command to succeed; otherwise shows its output. */
export async function succeeds(outcome: Promise<Outcome>): Promise<void> {
  const { code, stderr } = await outcome;
  if (code !== 0) throw new Error(`it ended with ${code}:\n${stderr}`);
}

/** Leaves a mark in the database, which shows later whether it is still the same. */
export async function mark(checkout: Checkout): Promise<void> {
  await withClient(checkout.url, (client) => client.query('create table if not exists mark ()'));
}

/** Whether the mark still exists. */
export async function isMarked(checkout: Checkout): Promise<boolean> {
  return withClient(checkout.url, async (client) => {
    const { rows } = await client.query<{ there: boolean }>(
      `select to_regclass('mark') is not null as there`,
    );
    return rows[0]?.there ?? false;
  });
}
