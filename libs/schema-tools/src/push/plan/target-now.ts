import pg from 'pg';
import type { Finding } from './plan.ts';
import { ageInWords } from './words.ts';

/** Older transactions are named: they delay locks, and keep deleted rows. */
const longSeconds = 30;

/** Other sessions in a transaction, and their locks on some tables. */
export async function readSessions(
  client: pg.ClientBase,
  tables: readonly string[],
): Promise<{ readonly findings: readonly Finding[]; readonly hidden: number }> {
  const { rows } = await client.query<{
    pid: number;
    application: string;
    role: string | null;
    state: string | null;
    age: number | null;
    held: string[] | null;
  }>(
    `select a.pid, a.application_name as application, a.usename as role, a.state,
       extract(epoch from now() - a.xact_start)::float8 as age,
       (
         select array_agg(distinct n.nspname || '.' || c.relname || ' ' || l.mode)
         from pg_catalog.pg_locks l
         join pg_catalog.pg_class c on c.oid = l.relation
         join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where l.pid = a.pid and l.granted and n.nspname || '.' || c.relname = any ($1)
       ) as held
     from pg_catalog.pg_stat_activity a
     where a.datname = current_database() and a.pid <> pg_backend_pid()
       and a.backend_type in ('client backend', 'autovacuum worker')
     order by a.xact_start nulls last, a.pid`,
    [tables],
  );
  const findings = rows.flatMap(({ pid, application, role, state, age, held }): Finding[] => {
    if (!held && (age === null || age < longSeconds)) return [];
    const who = `${application || 'a session'} (server process ${pid}, role ${role ?? 'not shown'})`;
    const since = age === null ? '' : ` for ${ageInWords(age)}`;
    return [
      {
        rule: held ? 'lock-held' : 'long-transaction',
        object: held?.[0]?.split(' ')[0] ?? String(pid),
        level: 'note',
        says:
          `${who} is in a transaction${since}${state === 'idle in transaction' ? ', idle' : ''}` +
          (held ? `, and holds ${held.join(', ')}` : ''),
        next: held
          ? 'The push waits for it up to the lock timeout, and tries again. Let it end first.'
          : `Let it end first, or end it there: select pg_terminate_backend(${pid})`,
      },
    ];
  });
  // sessions that a role may not see have no state
  return { findings, hidden: rows.filter(({ state }) => state === null).length };
}

/** Unfinished earlier changes: invalid indexes, and constraints that are not validated. */
export async function readLeftovers(client: pg.ClientBase): Promise<Finding[]> {
  const { rows } = await client.query<{ kind: string; object: string; name: string }>(
    `select 'index' as kind, n.nspname || '.' || c.relname as object, c.relname::text as name
     from pg_catalog.pg_index i
     join pg_catalog.pg_class c on c.oid = i.indexrelid
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where not i.indisvalid and c.relkind = 'i'
     union all
     select 'constraint', n.nspname || '.' || t.relname || '.' || k.conname, k.conname
     from pg_catalog.pg_constraint k
     join pg_catalog.pg_class t on t.oid = k.conrelid
     join pg_catalog.pg_namespace n on n.oid = t.relnamespace
     where not k.convalidated and k.contype in ('c', 'f')
       and n.nspname not in ('auth', 'storage', 'realtime', 'vault', 'cron', 'net', 'pgmq')
     order by 1, 2`,
  );
  return rows.map(({ kind, object, name }) =>
    kind === 'index'
      ? {
          rule: 'index-invalid',
          object,
          level: 'note',
          says: `the index ${object} is invalid: no query uses it, but every write updates it`,
          next: `Rebuild it: reindex index concurrently ${object}; or drop it.`,
        }
      : {
          rule: 'constraint-not-validated',
          object,
          level: 'note',
          says: `${object} was never validated: older rows may violate it`,
          next: `alter table ${quotedTable(object)} validate constraint ${pg.escapeIdentifier(name)};`,
        },
  );
}

const quotedTable = (constraint: string) => constraint.split('.').slice(0, 2).join('.');

/** How long a statement may take on a database with few rows before it counts as hanging. */
const observedTimeout = '60s';

/**
 * The settings of the session that observes files. They have the target's time zone, because a
 * change of types depends on it, and timeouts for statements that wait.
 */
export async function settingsOf(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ zone: string }>(
    `select current_setting('TimeZone') as zone`,
  );
  const zone = (rows[0]?.zone ?? 'UTC').replaceAll(/[\\ ]/g, String.raw`\$&`);
  return `-c TimeZone=${zone} -c statement_timeout=${observedTimeout}`;
}
