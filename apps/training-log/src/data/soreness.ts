import type { TablesInsert } from '@parakeet/db-types';
import { Refusal } from '../errors/refusal.ts';
import { answered } from './answer.ts';
import type { Client } from './client.ts';
import { readList } from './read.ts';

/** The check-ins of a session, newest first. */
export async function sorenessOfSession(client: Client, session: string) {
  return readList(
    'check-in',
    ({ checkIn }) => checkIn,
    client
      .from('soreness_checkins')
      .select('*')
      .eq('session_id', session)
      .order('recorded_at', { ascending: false }),
  );
}

/** Keeps how sore the lifter is. One that is sent again, with the same id, is kept once. */
export async function checkInSoreness(
  client: Client,
  checkIn: TablesInsert<'soreness_checkins'> & { readonly id: string },
): Promise<void> {
  try {
    await answered(client.from('soreness_checkins').insert(checkIn));
  } catch (error) {
    const isThere =
      error instanceof Refusal &&
      error.code === '23505' &&
      error.constraint === 'soreness_checkins_pkey';
    if (!isThere) throw error;
  }
}
