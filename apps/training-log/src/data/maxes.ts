import type { Tables, TablesInsert } from '@parakeet/db-types';
import { answered } from './answer.ts';
import type { Client } from './client.ts';
import { readOne } from './read.ts';

export type LifterMaxes = Tables<'lifter_maxes'>;

/** The newest max, which is the current one, or null. */
export async function newestMaxes(client: Client, lifter: string) {
  return readOne(
    'one-rep max',
    ({ maxes }) => maxes,
    client
      .from('lifter_maxes')
      .select('*')
      .eq('user_id', lifter)
      .order('recorded_at', { ascending: false })
      .limit(1)
      .maybeSingle(),
  );
}

/** Maxes are only ever added: the newest counts. */
export async function enterMaxes(
  client: Client,
  maxes: TablesInsert<'lifter_maxes'>,
): Promise<void> {
  await answered(client.from('lifter_maxes').insert(maxes));
}
