import { isUnreachable } from '../../refusal.ts';
import { type Connection, Connections } from '../connections.ts';
import { Refused } from '../refused.ts';
import { arrayText } from '../sql.ts';
import type { Catalogue } from './catalogue.ts';
import { catalogueQuery, parseCatalogue } from './read-catalogue.ts';

/**
 * SQL for what a transaction sees of the server: as long as it is the same, no other transaction
 * has ended that could have changed anything, and the database is the same one.
 */
export const catalogueState = `concat_ws(
  ' ', pg_current_snapshot(), pg_postmaster_start_time(),
  (select oid from pg_database where datname = current_database())
)`;

/** The first oid that is not of Postgres's own objects. */
const firstNormalOid = 16_384;

/** Other rows, or rows written by other transactions, have another sum of `xmin`. */
const sums = (
  [
    ['pg_class', 'oid'],
    ['pg_attribute', 'attrelid'],
    ['pg_attrdef', 'oid'],
    ['pg_constraint', 'oid'],
    ['pg_proc', 'oid'],
    ['pg_type', 'oid'],
    ['pg_rewrite', 'oid'],
    ['pg_namespace', 'oid'],
  ] as const
).map(
  ([table, oid]) =>
    `(select concat(count(*), ',', sum(xmin::text::bigint)) from pg_catalog.${table}
      where ${oid} >= ${firstNormalOid})`,
);

const fingerprintQuery = `select concat_ws(
  ' ',
  pg_postmaster_start_time(),
  (select oid from pg_database where datname = current_database()),
  ${sums.join(', ')},
  (select md5(string_agg(s::text, ',' order by s::text)) from pg_db_role_setting as s)
) as fingerprint, ${catalogueState} as state`;

interface Known {
  readonly fingerprint: string | null;
  readonly state: string | null;
  readonly catalogue: Catalogue;
}

/**
 * Reads the catalogue when it is first asked for, and again whenever it has changed: after a
 * migration, or when `reset` has put another database in the place of this one. Hosted
 * projects tell PostgREST of changes; here each request compares the state that it sees, and a
 * fingerprint of the catalogue where that differs.
 */
export class CatalogueReader {
  readonly #connections: Connections;
  readonly #schemas: readonly string[];
  #known: Known | undefined;
  #comparing: Promise<void> = Promise.resolve();
  #next: Promise<Catalogue> | undefined;

  /** @param url for a role that sees the whole catalogue; it can write nothing there */
  constructor(url: string, schemas: readonly string[]) {
    this.#schemas = schemas;
    this.#connections = new Connections({
      url,
      max: 2,
      settings: '-c search_path= -c default_transaction_read_only=on',
    });
  }

  /** The catalogue as it was last read. */
  get known(): Catalogue | undefined {
    return this.#known?.catalogue;
  }

  /**
   * The catalogue as it is now.
   *
   * @param state what a request sees of the server, by `catalogueState`
   * @throws Refused or the driver's error, where the database cannot be asked
   */
  read(state: string): Promise<Catalogue> {
    if (this.#known?.state === state) return Promise.resolve(this.#known.catalogue);
    // a comparison that has begun may not see what this request sees; the next one does
    this.#next ??= this.#comparing.then(() => {
      this.#next = undefined;
      const comparison = this.#compare();
      this.#comparing = comparison.then(
        () => undefined,
        () => undefined,
      );
      return comparison;
    });
    return this.#next;
  }

  close(): Promise<void> {
    return this.#connections.close();
  }

  async #compare(): Promise<Catalogue> {
    try {
      return await this.#connections.lend(undefined, async (connection) => {
        const [found] = await connection.run({ text: fingerprintQuery, values: [] });
        const { fingerprint = '', state = '' } = found ?? {};
        const catalogue =
          this.#known?.fingerprint === fingerprint
            ? this.#known.catalogue
            : await this.#load(connection);
        this.#known = { fingerprint, state, catalogue };
        return catalogue;
      });
    } catch (error) {
      if (isUnreachable(error) || error instanceof Refused) throw error;
      throw new Refused(503, {
        code: 'PGRST002',
        message: 'Could not query the database for the schema cache. Retrying.',
        details: error instanceof Error ? error.message : String(error),
      });
    }
  }

  async #load(connection: Connection): Promise<Catalogue> {
    const [row] = await connection.run({
      text: catalogueQuery,
      values: [arrayText(this.#schemas)],
    });
    const version = (this.#known?.catalogue.version ?? 0) + 1;
    return { ...parseCatalogue(row?.['catalogue'] ?? '', this.#schemas), version };
  }
}
