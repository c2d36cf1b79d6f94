import { renewSession } from '../data/account.ts';
import type { Connection } from '../data/client.ts';
import { Away, Refusal, SessionRefused } from '../errors/refusal.ts';

/** How soon a token that was refused is replaced once more. */
const renewMs = 60_000;

/** The session in whose name a lifter's rows are read and written. */
export class Session {
  readonly #connection: Connection;
  readonly #lifter: string;
  #renewedAt = -Infinity;

  constructor(connection: Connection, lifter: string) {
    this.#connection = connection;
    this.#lifter = lifter;
  }

  /**
   * Another account may have signed in meanwhile: this would be sent, and read, in its name.
   *
   * @throws Away unless the lifter is signed in
   */
  async require(): Promise<void> {
    const { auth } = await this.#connection();
    const { data } = await auth.getSession();
    if (data.session?.user.id !== this.#lifter) throw new Away('the lifter is not signed in');
  }

  /** Replaces the token where an error calls for another one, or ends a session that is over. */
  async renewAfter(reason: unknown): Promise<void> {
    // a time in the future: the clock was set, and a new token tells the time of the server
    const isAhead = reason instanceof Refusal && reason.code === 'PK107';
    const isRefused =
      reason instanceof SessionRefused && performance.now() - this.#renewedAt > renewMs;
    if (!isAhead && !isRefused) return;
    this.#renewedAt = performance.now();
    await renewSession(this.#connection).catch(() => undefined);
  }
}
