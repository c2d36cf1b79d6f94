/** Nobody answered: the phone is offline, or the server is. Asking again may help. */
export class Away extends Error {
  override readonly name: string = 'Away';
}

/** How soon is asked again after that, in milliseconds. */
export const retryMs = 4000;

/** The token is no good: another session is needed, and asking again with it may help. */
export class SessionRefused extends Away {
  override readonly name = 'SessionRefused';
}

/** A row came that this version of the app does not understand; the message is for the lifter. */
export class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood';
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
