import type { Case } from '../cases.ts';

/** The accounts of accounts.sql, by name. */
export const ids = {
  maya: '10000000-0000-4000-8000-000000000001',
  unconfirmed: '10000000-0000-4000-8000-000000000002',
  banned: '10000000-0000-4000-8000-000000000003',
  anonymous: '10000000-0000-4000-8000-000000000004',
  nobody: '10000000-0000-4000-8000-000000000009',
} as const;

/** The session of Maya, and one that is over. */
export const sessions = {
  maya: '20000000-0000-4000-8000-000000000001',
  over: '20000000-0000-4000-8000-000000000009',
} as const;

export const password = 'a-long-enough-one';

/** A request, and what GoTrue answers. */
export interface AuthCase extends Case {
  /** Whose token is sent: claims, or the secret key. Without it the publishable key alone is. */
  readonly as?: 'secret key' | Readonly<Record<string, unknown>>;
}

/** A token of Maya's session. */
export const maya = { sub: ids.maya, session_id: sessions.maya };

/** A refusal, in the form that GoTrue gives it without an API version. */
export const refuses = (
  request: string,
  [status, code, message]: readonly [status: number, code: string, message: string],
  more: Partial<AuthCase> = {},
): AuthCase => ({
  request,
  status,
  answer: { code: status, error_code: code, msg: message },
  answered: { 'x-sb-error-code': code, 'content-type': 'application/json' },
  ...more,
});

/** A POST that is refused. */
export const refusesBody = (
  path: string,
  body: unknown,
  refusal: readonly [status: number, code: string, message: string],
  more: Partial<AuthCase> = {},
): AuthCase => refuses(`POST ${path}`, refusal, { body, ...more });
