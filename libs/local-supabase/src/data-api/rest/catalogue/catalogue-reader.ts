import { isUnreachable } from '../../refusal.ts';
import { type Connection, Connections } from '../connections.ts';
import { Refused } from '../refused.ts';
import { arrayText } from '../sql.ts';
import type { Catalogue } from './catalogue.ts';
import {
  fingerprintOf,
  type Fingerprint,
  isUnchanged,
  parseState,
  together,
} from './catalogue-state.ts';
import { catalogueQuery, parseCatalogue } from './read-catalogue.ts';

interface Known extends Fingerprint {
  readonly catalogue: Catalogue;
}

/**
 * Reads the catalogue at first use, and again after each change: a migration, or another database
 * that `reset` swapped in. Hosted projects notify PostgREST of changes. Here each request compares
 * the state in its snapshot. If that differs, it compares a fingerprint of the catalogue.
 */
export class CatalogueReader {
  readonly #connections: Connections;
  readonly #schemas: readonly string[];
  readonly #harmless = new Set<number>();
  readonly #check = together(() => this.#asking((connection) => this.#compare(connection)));
  readonly #load = together(() => this.#asking((connection) => this.#readAll(connection)));
  #known: Known | undefined;

  /** @param url for a role that sees the whole catalogue and can write nothing there */
  constructor(url: string, schemas: readonly string[]) {
    this.#schemas = schemas;
    this.#connections = new Connections({
      url,
      max: 2,
      settings: '-c search_path= -c default_transaction_read_only=on',
    });
  }

  /** The catalogue of the last read. */
  get known(): Catalogue | undefined {
    return this.#known?.catalogue;
  }

  /**
   * Whether a catalogue is still current. It waits for no table lock, so a transaction with locks
   * may call it.
   *
   * @param text the state in the transaction of a request, by `catalogueState`
   * @throws Refused or the driver's error if the database does not answer
   */
  async isCurrent(catalogue: Catalogue, text: string): Promise<boolean> {
    const known = this.#known;
    if (known?.catalogue !== catalogue) return false;
    const state = parseState(text);
    if (!isUnchanged(known.state, state, this.#harmless))
      return (await this.#check()) === catalogue;
    if (state.next >= known.state.next) this.#know({ ...known, state });
    return true;
  }

  /**
   * The catalogue as it is now. It may wait until a migration has ended.
   *
   * @throws Refused or the driver's error if the database does not answer
   */
  async read(): Promise<Catalogue> {
    return (this.#known && (await this.#check())) ?? this.#load();
  }

  /** Registers a transaction that is about to end and has not changed the catalogue. */
  expect(id: string): void {
    this.#harmless.add(Number(id));
  }

  close(): Promise<void> {
    return this.#connections.close();
  }

  async #asking<T>(ask: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      return await this.#connections.lend(undefined, ask);
    } catch (error) {
      if (isUnreachable(error) || error instanceof Refused) throw error;
      throw new Refused(503, {
        code: 'PGRST002',
        message: 'Could not query the database for the schema cache. Retrying.',
        details: error instanceof Error ? error.message : String(error),
      });
    }
  }

  /** The known catalogue; undefined if the server's differs. */
  async #compare(connection: Connection): Promise<Catalogue | undefined> {
    const { fingerprint, state } = await fingerprintOf(connection);
    const known = this.#known;
    if (known?.fingerprint !== fingerprint) return undefined;
    this.#know({ ...known, state });
    return known.catalogue;
  }

  async #readAll(connection: Connection): Promise<Catalogue> {
    const found = await fingerprintOf(connection);
    if (this.#known?.fingerprint === found.fingerprint) return this.#known.catalogue;
    const [row] = await connection.run({
      text: catalogueQuery,
      values: [arrayText(this.#schemas)],
    });
    const version = (this.#known?.catalogue.version ?? 0) + 1;
    const catalogue = { ...parseCatalogue(row?.['catalogue'] ?? '', this.#schemas), version };
    this.#know({ ...found, catalogue });
    return catalogue;
  }

  #know(known: Known): void {
    this.#known = known;
    for (const id of this.#harmless) if (id < known.state.oldest) this.#harmless.delete(id);
  }
}
