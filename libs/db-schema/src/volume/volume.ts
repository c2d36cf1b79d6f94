import type pg from 'pg';
import { ToolError } from '@parakeet/command-kit';
import { volumeDomain, volumeSteps } from './statements.ts';

/** The size and the seed of a volume. */
export interface VolumeOptions {
  /** How many lifters. */
  readonly lifters: number;
  /** The weeks of training that each has done, three sessions a week. */
  readonly weeks: number;
  /** The same options make the same rows. 1 if not given. */
  readonly seed?: number | undefined;
  /** The lifters' today, `YYYY-MM-DD`; today (UTC) if not given. */
  readonly until?: string | undefined;
  /** Adds lifters to an existing volume. */
  readonly add?: boolean;
  /** Checked between two steps. */
  readonly signal?: AbortSignal;
  /** Gets each step: its name, and how many of how many are done. */
  readonly onStep?: (title: string, done: number, all: number) => void;
}

/** Rows of each table of the public schema that a volume fills. */
export type VolumeCounts = Readonly<Record<string, number>>;

const filled = [
  'profiles',
  'lifter_maxes',
  'formula_configs',
  'programs',
  'sessions',
  'session_logs',
  'soreness_checkins',
  'edge_cases',
  'muscle_volume_config',
  'auxiliary_exercises',
  'auxiliary_assignments',
  'performance_metrics',
  'warmup_configs',
  'recovery_snapshots',
];

/**
 * Fills a migrated database with made-up lifters and their training, in one transaction: all or
 * nothing. Then it vacuums and analyzes the tables, so plans are realistic at once.
 *
 * @param client for the role that migrates, not in a transaction
 * @returns the rows in the tables afterwards
 * @throws ToolError if there is a volume already and `add` was not given
 */
export async function fillVolume(
  client: pg.ClientBase,
  options: VolumeOptions,
): Promise<VolumeCounts> {
  const { lifters, weeks, seed = 1, until = new Date().toISOString().slice(0, 10) } = options;
  for (const number of [lifters, weeks, seed]) {
    if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`not whole: ${number}`);
  }
  if (!isDay(until)) throw new RangeError(`no day: ${until}`);
  const there = await lastLifter(client);
  if (there > 0 && options.add !== true) {
    throw new ToolError(`There is already a volume of ${there} lifters.`, {
      next: 'Nothing was changed. --add adds lifters; db-schema:reset makes a fresh database.',
    });
  }
  const range = { first: there + 1, last: there + lifters, weeks, seed, until };
  const steps = volumeSteps(range);
  await client.query('begin');
  try {
    // days and times of the rows are in UTC on every machine
    await client.query(`set local time zone 'UTC'`);
    await client.query(`select set_config('volume.until', $1, true)`, [until]);
    for (const [done, { title, sql }] of steps.entries()) {
      options.signal?.throwIfAborted();
      options.onStep?.(title, done, steps.length);
      await client.query(sql);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
  options.onStep?.('vacuum and statistics', steps.length, steps.length);
  for (const table of filled) await client.query(`vacuum (analyze) public.${table}`);
  // the helpers exist only in this session, and another volume makes its own
  await client.query('drop function pg_temp.pick, pg_temp.id');
  return countRows(client);
}

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The greatest number of a lifter in a volume; 0 if there is none. */
async function lastLifter(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ last: number | null }>(
    `select max(substring(email from '^lifter-(\\d+)@')::integer) as last
     from auth.users where email like 'lifter-%@' || $1`,
    [volumeDomain],
  );
  return rows[0]?.last ?? 0;
}

async function countRows(client: pg.ClientBase): Promise<VolumeCounts> {
  const { rows } = await client.query<{ table: string; rows: number }>(
    filled
      .map((table) => `select '${table}' as table, count(*)::integer as rows from public.${table}`)
      .join(' union all '),
  );
  return Object.fromEntries(rows.map((row) => [row.table, row.rows]));
}
