import type pg from 'pg';

/** The work that a server does in a second. */
export interface Rates {
  /** Rows for which a CHECK is evaluated. */
  readonly scannedRows: number;
  /** Rows that are indexed. */
  readonly builtRows: number;
  /** Bytes of a table and its indexes that are rewritten. */
  readonly rewrittenBytes: number;
  /** Rows that are updated. */
  readonly writtenRows: number;
}

/** The rows for the measurement: enough to outweigh a statement's own overhead. */
const measuredRows = 30_000;

/** Measures a throwaway server, with a temporary table. */
export async function measureRates(admin: pg.ClientBase): Promise<Rates> {
  await admin.query(
    `create schema parakeet_rates;
     create table parakeet_rates.measured as
       select place as id, md5(place::text) as words, place as number
       from generate_series(1, ${measuredRows}) as place`,
  );
  const timed = async (sql: string) => {
    const began = performance.now();
    await admin.query(sql);
    return Math.max(performance.now() - began, 1) / 1000;
  };
  try {
    const table = 'parakeet_rates.measured';
    const scan = await timed(`alter table ${table} add check (number > 0 and words <> '')`);
    const build = await timed(`create index on ${table} (words)`);
    const { rows } = await admin.query<{ bytes: number }>(
      `select pg_total_relation_size('${table}')::int as bytes`,
    );
    const rewrite = await timed(`alter table ${table} alter number type bigint`);
    const write = await timed(`update ${table} set number = number + 1`);
    return {
      scannedRows: measuredRows / scan,
      builtRows: measuredRows / build,
      rewrittenBytes: (rows[0]?.bytes ?? 0) / rewrite,
      writtenRows: measuredRows / write,
    };
  } finally {
    await admin.query('drop schema parakeet_rates cascade');
  }
}

/** Another server may be this many times faster or slower. */
const [faster, slower] = [3, 5];

/** The range of seconds for an amount of work. */
export function rangeOf(amount: number, perSecond: number): readonly [number, number] {
  const measured = amount / perSecond;
  return [measured / faster, measured * slower];
}
