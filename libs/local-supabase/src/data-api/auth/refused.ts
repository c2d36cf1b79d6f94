import { isUnreachable } from '../refusal.ts';
import { Refused } from '../rest/refused.ts';

/** A request that GoTrue refuses, and the answer. */
export class AuthRefused extends Error {
  readonly status: number;
  readonly code: string;
  readonly more: Readonly<Record<string, unknown>>;

  /** @param more additional members of the answer, such as `weak_password` */
  constructor(status: number, code: string, message: string, more: object = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.more = { ...more };
  }

  /**
   * The answer in GoTrue's form. The client chooses the API version of 2024 by header, as
   * supabase-js does; otherwise it gets the older form.
   */
  toResponse(request: Request): Response {
    const { status, code, message, more } = this;
    const asked = request.headers.get(versionHeader) ?? '';
    const isNew = /^\d{4}-\d\d-\d\d$/.test(asked) && asked >= version;
    return Response.json(
      isNew
        ? { code, message, ...more }
        : { code: status, error_code: code, msg: message, ...more },
      {
        status,
        headers: { 'X-Sb-Error-Code': code, ...(isNew ? { [versionHeader]: version } : {}) },
      },
    );
  }
}

const versionHeader = 'X-Supabase-Api-Version';
const version = '2024-01-01';

/** A statement that Postgres refused, with GoTrue's message for it. */
export class DatabaseFailed extends Error {}

/** GoTrue's answer to an error. It prints unexpected errors. */
export function refusalOfError(error: unknown): AuthRefused {
  if (error instanceof AuthRefused) return error;
  // no connection became free in time
  if (error instanceof Refused) {
    const message = 'Processing this request timed out, please retry after a moment.';
    return new AuthRefused(504, 'request_timeout', message);
  }
  if (isUnreachable(error)) {
    const message = 'Database connection error. Retrying the connection.';
    return new AuthRefused(503, 'unexpected_failure', message);
  }
  const isNamed = error instanceof DatabaseFailed;
  console.error('Auth error:', isNamed ? error.cause : error);
  const message = 'Unexpected failure, please check server logs for more information';
  return new AuthRefused(500, 'unexpected_failure', isNamed ? error.message : message);
}

/** GoTrue's refusal of a parameter (400). */
export function invalid(message: string): AuthRefused {
  return new AuthRefused(400, 'validation_failed', message);
}

/** The refusal of a wrong, used or expired link or code (403). */
export function expired(message = 'Token has expired or is invalid'): AuthRefused {
  return new AuthRefused(403, 'otp_expired', message);
}

/** The refusal of an address that another account uses (422). */
export function emailExists(): AuthRefused {
  const message = 'A user with this email address has already been registered';
  return new AuthRefused(422, 'email_exists', message);
}
