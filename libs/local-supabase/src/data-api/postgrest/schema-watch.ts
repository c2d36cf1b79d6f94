import { fingerprintQuery } from '../rest/catalogue/catalogue-state.ts';
import { Connections } from '../rest/connections.ts';

/**
 * Looks whether tables or functions have changed, and tells PostgREST of it. In hosted projects an
 * event trigger does that; here no database needs one.
 */
export class SchemaWatch {
  readonly #connections: Connections;
  #fingerprint: string | undefined;

  /** @param url for a role that sees the whole catalogue */
  constructor(url: string) {
    this.#connections = new Connections({ url, max: 1, settings: '-c search_path=' });
  }

  /** Whether there is something to tell since the last time. */
  hasChanged(): Promise<boolean> {
    return this.#connections.lend(undefined, async (connection) => {
      const [row] = await connection.runPrepared({ text: fingerprintQuery, values: [] }, 0);
      const before = this.#fingerprint;
      this.#fingerprint = row?.['fingerprint'] ?? '';
      return before !== undefined && before !== this.#fingerprint;
    });
  }

  /** Tells PostgREST to read the schema again. */
  async tell(): Promise<void> {
    await this.#connections.lend(undefined, (connection) =>
      connection.run({ text: "notify pgrst, 'reload schema'", values: [] }),
    );
  }

  close(): Promise<void> {
    return this.#connections.close();
  }
}
