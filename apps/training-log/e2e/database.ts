import pg from 'pg';
import { checkoutAt } from '@parakeet/db-harness/checkout';
import { stackOfRun } from './app.ts';

/** Reads the database as the role that sees everything. */
export async function rowsOf(
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const stack = stackOfRun();
  const { url } = await checkoutAt(stack.directory, stack);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql, [...parameters]);
    return rows;
  } finally {
    await client.end();
  }
}

/** The logs of a lifter with their sets, corrections among them, in the order of logging. */
export function logsOf(email: string): Promise<Record<string, unknown>[]> {
  return rowsOf(
    `select logs.actual_sets, logs.auxiliary_sets, logs.is_correction, logs.session_notes,
       logs.session_rpe::float, logs.duration_seconds, logs.completed_at
     from public.session_logs as logs join auth.users as lifter on lifter.id = logs.user_id
     where lifter.email = $1 order by logs.logged_at`,
    [email],
  );
}

/** Ends all sessions of a lifter: no refresh token of theirs is good any more. */
export async function endSessions(email: string): Promise<void> {
  await rowsOf(
    'delete from auth.sessions where user_id = (select id from auth.users where email = $1)',
    [email],
  );
}

/** Rows of a table that belong to a lifter. */
export function ownRows(
  email: string,
  table: string,
  columns: string,
  condition = '',
): Promise<Record<string, unknown>[]> {
  return rowsOf(
    `select ${columns} from public.${table}
     where user_id = (select id from auth.users where email = $1) ${condition}`,
    [email],
  );
}
