import { answered } from './answer.ts';
import type { Client } from './client.ts';
import type { Known, TableName } from './known.ts';
import { nothingKnown } from './known.ts';
import { sources } from './sources.ts';

/** Tables of the lifter's own rows; the app itself does not read which pools they asked for. */
export type OwnTable = TableName | 'auxiliary_pool_changes';

/** Rows of a request. Those of a wearable may have 256 KiB each. */
const pageRows = (table: OwnTable) => (table === 'recovery_snapshots' ? 50 : 1000);

/**
 * All rows of a table that the signed-in lifter has, as they came: the policies of the database let
 * them see no other. They are read in pages by id, so a row that comes or goes meanwhile moves no
 * other from one page to the next.
 */
export async function everyRow(client: Client, table: OwnTable): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  for (let last: { readonly id: string } | undefined; ;) {
    const first = client.from(table).select('*').order('id').limit(pageRows(table));
    const page = await answered(last === undefined ? first : first.gt('id', last.id));
    rows.push(...page);
    last = page.at(-1);
    // a project may answer fewer rows than were asked for: only an empty page is the end
    if (last === undefined) return rows;
  }
}

/** Logs with their sessions. */
export type Logged = Pick<Known, 'sessions' | 'session_logs'>;

/** A place in the order of logging. */
export type Place = Pick<Known['session_logs'][number], 'id' | 'logged_at'>;

/** How many older logs are read at a time. */
const olderRows = 200;

/**
 * The logs before a place, the newest first, each with its session.
 *
 * @param place from the newest on if not given
 */
export async function logsBefore(
  client: Client,
  lifter: string,
  place: Place | undefined,
): Promise<Logged & { readonly last: Place | undefined; readonly isEnd: boolean }> {
  const newest = client
    .from('session_logs')
    .select('*, session:sessions!inner(*)')
    .eq('user_id', lifter)
    .order('logged_at', { ascending: false })
    .order('id', { ascending: false })
    .limit(olderRows);
  const rows = await answered(place === undefined ? newest : before(newest, place));
  const logs = rows.map(({ session: _session, ...log }) => log);
  return {
    session_logs: sources.session_logs.read(nothingKnown, logs).known.session_logs,
    sessions: sources.sessions.read(
      nothingKnown,
      rows.map(({ session }) => session),
    ).known.sessions,
    last: logs.at(-1),
    isEnd: rows.length < olderRows,
  };
}

/** Rows before a place. Many may be logged at one time, so the id decides among those. */
function before<
  Query extends { lte(column: string, value: string): { or(filter: string): Query } },
>(query: Query, { id, logged_at: at }: Place): Query {
  return query
    .lte('logged_at', at)
    .or(`logged_at.lt."${at}",and(logged_at.eq."${at}",id.lt.${id})`);
}
