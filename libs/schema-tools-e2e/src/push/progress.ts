import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@parakeet/local-supabase';

/** What Postgres itself told of the progress of a file: `builds public.logs`, and of how many rows. */
export type Progress = ReadonlyMap<string, number>;

/**
 * What `pg_stat_progress_…` has of building indexes and of writing a table anew. `ALTER TABLE` that
 * does so, and `REFRESH MATERIALIZED VIEW`, have no such view: there the number of the relation's
 * file is the witness. `pg_stat_progress_copy` is of COPY, which no migration can have.
 */
const progressSql = `
  select (select count(*)::int from supabase_migrations.schema_migrations) as done,
    one.does || ' ' || one.relid::regclass::text as does, one.rows::float8 as rows
  from (
    select 'builds' as does, relid, tuples_total as rows from pg_stat_progress_create_index
    union all
    select 'rewrites', relid, 0 from pg_stat_progress_cluster
  ) as one`;

/** Whether Postgres tells of the progress of a statement that builds or rewrites. */
export const hasProgress = (sql: string) =>
  /^(create (unique )?index|reindex|cluster|vacuum full)|add constraint \w+ (unique|primary key)/.test(
    sql,
  );

/** Asks a target for progress all the time, on a connection of its own. */
export async function watchProgress(adminUrl: string) {
  const { client } = await connect(adminUrl, {
    application: 'sampler',
    settings: '-c search_path=',
  });
  const found = new Map<number, Map<string, number>>();
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const { rows } = await client.query<{ done: number; does: string; rows: number }>(
        progressSql,
      );
      for (const { done, does, rows: total } of rows) {
        const ofFile = found.get(done) ?? new Map<string, number>();
        found.set(done, ofFile.set(does, Math.max(ofFile.get(does) ?? 0, total)));
      }
      await sleep(4);
    }
  })();
  return {
    /** By how many files the history had. */
    async end(): Promise<ReadonlyMap<number, Progress>> {
      isOver = true;
      await watching;
      await client.end();
      return found;
    },
  };
}
