import type { Address } from '../address.ts';
import { parseQuery, type Query, type Range } from './grammar/query.ts';
import { type MediaType, parseAccept, parseMediaType } from './media-types.ts';
import { parsePayload, type Payload } from './payload.ts';
import { parsePreferences, type Preferences } from './preferences.ts';
import { requestedRange } from './ranges.ts';
import { Refused } from './refused.ts';

/** The target of a request. */
export type Target =
  | { readonly kind: 'root' }
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'function'; readonly name: string };

/** A request to the Data API, parsed as far as possible without the database. */
export interface RestRequest {
  readonly method: string;
  /** The path as PostgREST sees it, without the gateway's prefix. */
  readonly path: string;
  readonly target: Target;
  readonly schema: string;
  /** Whether an answer names its schema: if several are served, or the request asked for one. */
  readonly showsSchema: boolean;
  readonly query: Query;
  readonly range: Range;
  readonly payload: Payload | undefined;
  /** The media type of the body. */
  readonly contentType: string;
  readonly accepted: readonly MediaType[];
  readonly preferences: Preferences;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** Whether its method promises to change nothing. */
  readonly isRead: boolean;
}

const methods = {
  root: ['GET', 'HEAD', 'OPTIONS'],
  function: ['GET', 'HEAD', 'POST', 'OPTIONS'],
  table: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
};

/**
 * Reads a request.
 *
 * @param schemas the served schemas; the first is the default
 * @throws Refused or ParseError
 */
export async function parseRequest(
  request: Request,
  address: Address,
  schemas: readonly string[],
): Promise<RestRequest> {
  const { method } = request;
  const segments = address.segments.slice(2);
  const target = targetOf(segments);
  const isCall = target.kind === 'function';
  const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(method);
  const profile = request.headers.get(isRead ? 'accept-profile' : 'content-profile');
  const schema = profile ?? schemas[0] ?? '';
  if (!schemas.includes(schema)) {
    throw new Refused(406, {
      code: 'PGRST106',
      message: `Invalid schema: ${schema}`,
      hint: `Only the following schemas are exposed: ${schemas.join(', ')}`,
    });
  }
  if (!methods[target.kind].includes(method)) throw wrongMethod(method, isCall);
  // the gateway's key is not a filter
  const parameters = address.parameters.filter(([name]) => name !== 'apikey');
  const query = parseQuery(parameters, isCall && isRead);
  const own = query.ranges.find(({ embed }) => embed.length === 0)?.value;
  const range = requestedRange(method === 'GET' ? request.headers.get('range') : null, own);
  if (method === 'PUT' && own) {
    throw new Refused(400, {
      code: 'PGRST114',
      message: 'limit/offset querystring parameters are not allowed for PUT',
    });
  }
  const contentType = request.headers.get('content-type');
  const { cookie, ...headers } = Object.fromEntries(request.headers);
  return {
    method,
    path: `/${segments.join('/')}`,
    target,
    schema,
    showsSchema: profile !== null || schemas.length > 1,
    query,
    range,
    payload:
      isRead || method === 'DELETE'
        ? undefined
        : parsePayload({
            bytes: new Uint8Array(await request.arrayBuffer()),
            contentType,
            columns: method === 'PUT' ? undefined : query.columns,
            isCall,
          }),
    contentType: parseMediaType(contentType ?? 'application/json').name,
    accepted: parseAccept(request.headers.get('accept')),
    preferences: parsePreferences(request.headers.get('prefer')),
    headers,
    cookies: parseCookies(cookie),
    isRead,
  };
}

function targetOf([first, second, ...rest]: readonly string[]): Target {
  if (rest.length === 0 && first !== undefined) {
    if (second === undefined)
      return first === '' ? { kind: 'root' } : { kind: 'table', name: first };
    if (first === 'rpc') return { kind: 'function', name: second };
  }
  throw new Refused(404, {
    code: 'PGRST125',
    message: 'Invalid path specified in request URL',
  });
}

function wrongMethod(method: string, isCall: boolean): Refused {
  if (isCall) {
    return new Refused(405, {
      code: 'PGRST101',
      message: `Cannot use the ${method} method on RPC`,
    });
  }
  return new Refused(405, {
    code: 'PGRST117',
    message: `Unsupported HTTP method: ${method}`,
  });
}

function parseCookies(header: string | undefined): Record<string, string> {
  const pairs = (header ?? '').split(';').flatMap((pair) => {
    const [, name, value] = /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(pairs);
}
