import { errorAnswer } from './answers.ts';
import { Refused } from './rest/refused.ts';

/**
 * The HTTP status that PostgREST gives to an error of Postgres. From the table "HTTP Status Codes"
 * in its documentation, and `mapSQLtoHTTP` in its source (version 14).
 *
 * @param sqlstate five characters
 * @param signedIn whether the role of the request is not anon
 */
export function httpStatus(sqlstate: string, message: string, signedIn: boolean): number {
  switch (sqlstate) {
    case '23503':
    case '23505':
      return 409;
    case '25006':
      return 405;
    case '21000':
      // pg-safeupdate's; otherwise a function or a view is at fault
      return message.endsWith('requires a WHERE clause') ? 400 : 500;
    case '22023':
      // the role in the token
      return message.startsWith('role') && message.endsWith('does not exist') ? 401 : 400;
    case '53400':
      return 500;
    case '57P01':
      return 503;
    case 'P0001':
      return 400;
    case '42883':
      return message.startsWith('function xmlagg(') ? 406 : 404;
    case '42P01':
      return 404;
    case '42P17':
      return 500;
    case '42501':
      return signedIn ? 403 : 401;
    default:
      break;
  }
  if (sqlstate.startsWith('PT')) return chosenStatus(sqlstate.slice(2));
  return statusOfClass.get(sqlstate.slice(0, 2)) ?? 400;
}

/** By the first two characters; all others are 400. */
const statusOfClass: ReadonlyMap<string, number> = new Map([
  ['08', 503],
  ['09', 500],
  ['0L', 403],
  ['0P', 403],
  ['25', 500],
  ['28', 403],
  ['2D', 500],
  ['38', 500],
  ['39', 500],
  ['3B', 500],
  ['40', 500],
  ['53', 503],
  ['54', 500],
  ['55', 500],
  ['57', 500],
  ['58', 500],
  ['F0', 500],
  ['HV', 500],
  ['P0', 500],
  ['XX', 500],
]);

/** The status that a function chose with `PTxyz`. */
function chosenStatus(text: string): number {
  const status = /^\d{3}$/.test(text) ? Number(text) : 500;
  // the statuses that a Response can have
  return status >= 200 && status <= 599 ? status : 500;
}

/** An error that the server sent, whichever driver received it. */
interface DatabaseError extends Error {
  readonly code: string;
  readonly severity: string;
  readonly detail?: string;
  readonly hint?: string;
}

const isDatabaseError = (error: unknown): error is DatabaseError =>
  error instanceof Error && 'severity' in error && 'code' in error;

/**
 * PostgREST's answer to its own refusals, and to errors of the database or the connection;
 * undefined for another error.
 *
 * @param from the role of the request
 */
export function refusalOf(error: unknown, from: { role: string }): Response | undefined {
  if (error instanceof Refused) return errorAnswer(error.status, error.error);
  if (isUnreachable(error)) {
    return errorAnswer(503, {
      code: 'PGRST000',
      message: 'Database connection error. Retrying the connection.',
      details: error.message,
    });
  }
  if (!isDatabaseError(error)) return undefined;
  if (error.code === 'PGRST') return raisedAnswer(error);
  return errorAnswer(httpStatus(error.code, error.message, from.role !== 'anon'), {
    code: error.code,
    message: error.message,
    details: error.detail ?? null,
    hint: error.hint ?? null,
  });
}

/** Whether the server was unreachable, as opposed to refusing. */
export function isUnreachable(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (isDatabaseError(error)) return ['FATAL', 'PANIC'].includes(error.severity);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(CONNECT|CONNECTION_|E[A-Z]+$)/.test(code) ||
    /^(Connection terminated|timeout expired|Client (was closed|has encountered))/.test(
      error.message,
    )
  );
}

/**
 * The answer of a function that does `raise sqlstate 'PGRST'`: its message and details are JSON.
 */
function raisedAnswer(error: DatabaseError): Response {
  const body = parseObject(error.message);
  const { code, message, details, hint } = body ?? {};
  if (typeof code !== 'string' || typeof message !== 'string') {
    return unreadable(
      `Invalid JSON value for MESSAGE: '${error.message}'`,
      "MESSAGE must be a JSON object with obligatory keys: 'code', 'message' and optional keys: 'details', 'hint'.",
    );
  }
  const detailHint =
    "DETAIL must be a JSON object with obligatory keys: 'status', 'headers' and optional key: 'status_text'.";
  if (!error.detail) return unreadable('DETAIL is missing in the RAISE statement', detailHint);
  const { status, headers } = parseObject(error.detail) ?? {};
  if (typeof status !== 'number' || typeof headers !== 'object' || headers === null) {
    return unreadable(`Invalid JSON value for DETAIL: '${error.detail}'`, detailHint);
  }
  const answer = errorAnswer(chosenStatus(String(status)), {
    code,
    message,
    details: typeof details === 'string' ? details : null,
    hint: typeof hint === 'string' ? hint : null,
  });
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, String(value));
  return answer;
}

function unreadable(details: string, hint: string): Response {
  return errorAnswer(500, {
    code: 'PGRST121',
    message: `Could not parse JSON in the "RAISE SQLSTATE 'PGRST'" error`,
    details,
    hint,
  });
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
