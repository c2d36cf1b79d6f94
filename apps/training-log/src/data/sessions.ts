import type { JitInputSnapshot, PlannedSets, Tables } from '@parakeet/db-types';
import { addDays } from '../training/day.ts';
import { answered } from './answer.ts';
import type { Client } from './client.ts';
import { readList, readOne } from './read.ts';

export type Session = Tables<'sessions'>;

/** Days that a session waits for a lifter who missed it, or trains past midnight. */
const daysToCatchUp = 6;
export const pageSize = 20;

/**
 * The lifter's next session of the active program, or null. An archived program's sessions that
 * were never done are not next.
 *
 * @param today the lifter's calendar day
 */
export async function nextSession(client: Client, lifter: string, today: string) {
  return readOne(
    'session',
    ({ session }) => session,
    client
      .from('sessions')
      .select('*, programs!inner(status)')
      .eq('user_id', lifter)
      .eq('programs.status', 'active')
      .in('status', ['planned', 'in_progress'])
      .gte('planned_date', addDays(today, -daysToCatchUp))
      .order('planned_date')
      .limit(1)
      .maybeSingle(),
  );
}

/** The sessions of a week of a program, by their day. */
export async function weekSessions(client: Client, program: string, week: number) {
  return readList(
    'session',
    ({ session }) => session,
    client
      .from('sessions')
      .select('*')
      .eq('program_id', program)
      .eq('week_number', week)
      .order('day_number'),
  );
}

/**
 * The lifter's completed sessions, of all programs, newest first.
 *
 * @param page from 0, of 20
 */
export async function completedSessions(client: Client, lifter: string, page: number) {
  return readList(
    'session',
    ({ completedSession }) => completedSession,
    client
      .from('sessions')
      .select('id, planned_date, week_number, day_number, primary_lift, intensity_type, status')
      .eq('user_id', lifter)
      .eq('status', 'completed')
      .order('planned_date', { ascending: false })
      .range(page * pageSize, (page + 1) * pageSize - 1),
  );
}

/** Writes the plan of a session, and what it was made from. */
export async function planSession(
  client: Client,
  session: string,
  planned_sets: PlannedSets,
  jit_input_snapshot: JitInputSnapshot,
): Promise<void> {
  await answered(
    client
      .from('sessions')
      .update({ planned_sets, jit_input_snapshot, jit_generated_at: new Date().toISOString() })
      .eq('id', session),
  );
}

/** The workout begins; one that has begun on another device goes on. */
export async function beginSession(client: Client, session: string): Promise<void> {
  await answered(
    client
      .from('sessions')
      .update({ status: 'in_progress' })
      .eq('id', session)
      .eq('status', 'planned'),
  );
}

/** The session is not done, unless the lifter plans it again. */
export async function skipSession(client: Client, session: string): Promise<void> {
  await answered(client.from('sessions').update({ status: 'skipped' }).eq('id', session));
}
