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
 * Reads the catalogue when it is first asked for, and again whenever it has changed: after a
 * migration, or when `reset` has put another database in the place of this one. Hosted
 * projects tell PostgREST of changes; here each request compares the state that it sees, and a
 * fingerprint of the catalogue where that differs.
 */
export class CatalogueReader {
  readonly #connections: Connections;
  readonly #schemas: readonly string[];
  readonly #harmless = new Set<number>();
  readonly #check = together(() => this.#asking((connection) => this.#compare(connection)));
  readonly #load = together(() => this.#asking((connection) => this.#readAll(connection)));
  #known: Known | undefined;

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
   * Whether a catalogue is still what the server has. It waits for no lock on a table, so that a
   * transaction may ask that holds some.
   *
   * @param text what the transaction of a request sees of the server, by `catalogueState`
   * @throws Refused or the driver's error, where the database cannot be asked
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
   * @throws Refused or the driver's error, where the database cannot be asked
   */
  async read(): Promise<Catalogue> {
    return (this.#known && (await this.#check())) ?? this.#load();
  }

  /** Takes note of a transaction that will end, and has left the catalogue alone. */
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

  /** The known catalogue; undefined where the server has another. */
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
