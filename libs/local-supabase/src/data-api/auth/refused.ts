/** A request that GoTrue refuses, with the answer that it gives. */
export class AuthRefused extends Error {
  readonly status: number;
  readonly code: string;
  readonly more: Readonly<Record<string, unknown>>;

  /** @param more further members of the answer, such as `weak_password` */
  constructor(status: number, code: string, message: string, more: object = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.more = { ...more };
  }

  /** The answer in GoTrue's form. */
  toResponse(): Response {
    return Response.json(
      { code: this.status, error_code: this.code, msg: this.message, ...this.more },
      { status: this.status, headers: { 'X-Sb-Error-Code': this.code } },
    );
  }
}

/** GoTrue's refusal of a parameter (400). */
export function invalid(message: string): AuthRefused {
  return new AuthRefused(400, 'validation_failed', message);
}

/** The refusal of a link or a code that is wrong, used or too old (403). */
export function expired(message = 'Token has expired or is invalid'): AuthRefused {
  return new AuthRefused(403, 'otp_expired', message);
}
