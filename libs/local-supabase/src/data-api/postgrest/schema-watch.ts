import { fingerprintOf, together } from '../rest/catalogue/catalogue-state.ts';
import { Connections } from '../rest/connections.ts';

/**
 * Checks whether tables or functions have changed, and notifies PostgREST. Hosted projects have an
 * event trigger for this; here the database needs none.
 */
export class SchemaWatch {
  readonly #connections: Connections;
  readonly #reloaded: () => Promise<void>;
  #fingerprint: string | undefined;

  /**
   * @param url for a role that sees the whole catalogue
   * @param reloaded waits until PostgREST has read the schema again
   */
  constructor(url: string, reloaded: () => Promise<void>) {
    this.#connections = new Connections({ url, max: 1, settings: '-c search_path=' });
    this.#reloaded = reloaded;
  }

  /**
   * Makes PostgREST read the schema again if it has changed since the last time. Many requests can
   * wait for one check.
   *
   * @throws Refused or the driver's error if the database does not answer
   */
  readonly follow = together(() =>
    this.#connections.lend(undefined, async (connection) => {
      const { fingerprint } = await fingerprintOf(connection);
      if (this.#fingerprint !== undefined && this.#fingerprint !== fingerprint) {
        await connection.run({ text: "notify pgrst, 'reload schema'", values: [] });
        await this.#reloaded();
      }
      // last: if an earlier step fails, the next check repeats it
      this.#fingerprint = fingerprint;
    }),
  );

  close(): Promise<void> {
    return this.#connections.close();
  }
}
