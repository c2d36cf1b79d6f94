import type { Lift } from '@parakeet/db-types';
import type { Client } from './client.ts';
import { readList } from './read.ts';

/** How a lift went over time: the last 60 sessions of it, newest first. */
export async function metricsOfLift(client: Client, lifter: string, lift: Lift) {
  return readList(
    'result',
    ({ metrics }) => metrics,
    client
      .from('performance_metrics')
      .select(
        'recorded_at, estimated_1rm_grams, actual_volume_grams, max_rpe_actual, sets_per_muscle',
      )
      .eq('user_id', lifter)
      .eq('lift', lift)
      .order('recorded_at', { ascending: false })
      .limit(60),
  );
}
