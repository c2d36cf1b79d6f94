import { fingerprintOf, together } from '../rest/catalogue/catalogue-state.ts';
import { Connections } from '../rest/connections.ts';

/**
 * Looks whether tables or functions have changed, and tells PostgREST of it. In hosted projects an
 * event trigger does that; here no database needs one.
 */
export class SchemaWatch {
  readonly #connections: Connections;
  readonly #reloaded: () => Promise<void>;
  #fingerprint: string | undefined;

  /**
   * @param url for a role that sees the whole catalogue
   * @param reloaded waits until PostgREST, which was told, has read the schema again
   */
  constructor(url: string, reloaded: () => Promise<void>) {
    this.#connections = new Connections({ url, max: 1, settings: '-c search_path=' });
    this.#reloaded = reloaded;
  }

  /**
   * Has PostgREST read the schema again if it has changed since the last time. Many requests may
   * wait for one look.
   *
   * @throws Refused or the driver's error, where the database cannot be asked
   */
  readonly follow = together(() =>
    this.#connections.lend(undefined, async (connection) => {
      const { fingerprint } = await fingerprintOf(connection);
      if (this.#fingerprint !== undefined && this.#fingerprint !== fingerprint) {
        await connection.run({ text: "notify pgrst, 'reload schema'", values: [] });
        await this.#reloaded();
      }
      // last: what fails before is tried again
      this.#fingerprint = fingerprint;
    }),
  );

  close(): Promise<void> {
    return this.#connections.close();
  }
}
