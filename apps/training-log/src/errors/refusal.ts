/** Nobody answered: the phone is offline, or the server is. Asking again may help. */
export class Away extends Error {
  override readonly name = 'Away';
}

/** The database, or auth, said no. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** PostgREST's, Postgres's, this schema's own (docs/errors.md), or that of auth. */
  readonly code: string;
  /** The constraint that was broken, where the message quotes one. */
  readonly constraint: string | undefined;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
    this.constraint = /constraint "([^"]+)"/.exec(message)?.[1];
  }
}
