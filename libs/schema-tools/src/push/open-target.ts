import type pg from 'pg';
import { ToolError } from '@parakeet/command-kit';
import type { Connection } from '@parakeet/local-supabase';
import { closeClient, connectTarget, type Target } from '../target/target.ts';
import { applicationName } from './push-lock.ts';

/** A connection to a target, and whether its sessions keep their initial settings. */
export interface OpenTarget extends Pick<Connection, 'client' | 'encrypted'> {
  /** False for some poolers in session mode: they drop or refuse `options`. */
  readonly keepsSettings: boolean;
}

/**
 * Opens the connection of a push. It has the lock timeout even through a pooler.
 *
 * @param settings as `-c name=value`
 * @throws ToolError if the target does not answer, or a pooler gives each transaction another
 * session
 */
export async function openTarget(
  target: Target,
  settings: string,
  lockTimeout: string,
): Promise<OpenTarget> {
  const { client, encrypted } = await connectAnyway(target, settings);
  try {
    await requireSessions(target, client);
    const { rows } = await client.query<{ keeps: boolean }>(
      `select current_setting('lock_timeout')::interval = $1::interval as keeps`,
      [lockTimeout === '0' ? '0 s' : lockTimeout],
    );
    await client.query(`select set_config('lock_timeout', $1, false)`, [lockTimeout]);
    return { client, encrypted, keepsSettings: rows[0]?.keeps ?? false };
  } catch (cause) {
    await closeClient(client);
    throw cause;
  }
}

/** With the settings, or without them if a pooler refuses them (08P01). */
async function connectAnyway(target: Target, settings: string): Promise<Connection> {
  const application = applicationName();
  try {
    return await connectTarget(target, { application, settings });
  } catch (error) {
    const cause = error instanceof ToolError ? error.cause : error;
    if (!(cause instanceof Error) || !/startup parameter.*options/.test(cause.message)) throw error;
    return connectTarget(target, { application });
  }
}

/** The number of additional connections that show whether a pooler shares sessions. */
const probes = 3;

/**
 * Refuses a pooler in transaction mode. It shows itself when two open connections use the same
 * session.
 */
async function requireSessions(target: Target, client: pg.Client): Promise<void> {
  const open: pg.Client[] = [];
  try {
    const own = await pidOf(client);
    for (let probe = 0; probe < probes; probe += 1) {
      const { client: other } = await connectTarget(target, { connectTimeoutMs: 10_000 });
      open.push(other);
      await other.query('begin transaction read only');
      if ((await pidOf(other)) !== own) continue;
      throw new ToolError(`${target.shown} is a pooler in transaction mode.`, {
        next:
          'Nothing was changed. It gives each transaction another session, so locks and settings do\n' +
          'not hold. Use the direct connection, or the pooler in session mode: port 5432 on Supabase.',
      });
    }
  } finally {
    for (const one of open) await closeClient(one);
  }
}

async function pidOf(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid;
}
