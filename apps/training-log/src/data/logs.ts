import type { CompleteSessionArgs, SessionLogsRow } from '@parakeet/db-types';
import { answered } from './answer.ts';
import type { Client } from './client.ts';
import { readList, Rows } from './read.ts';

/** The logs of some sessions, corrections among them. */
export async function logsOfSessions(client: Client, sessions: readonly string[]) {
  if (sessions.length === 0) return new Rows<SessionLogsRow>('workout log', [], []);
  return readList(
    'workout log',
    ({ log }) => log,
    client.from('session_logs').select('*').in('session_id', sessions),
  );
}

/**
 * Logs a session: its log, its status and its metrics, or none of them. Sent again with the same
 * id it logs nothing twice.
 */
export async function completeSession(client: Client, workout: CompleteSessionArgs): Promise<void> {
  await answered(client.rpc('complete_session', workout));
}
