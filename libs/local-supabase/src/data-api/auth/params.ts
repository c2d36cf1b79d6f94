import { AuthRefused, invalid } from './refused.ts';

/** The body of a request to auth, read as GoTrue's Go structs read it. */
export interface Params {
  /** A string member; an empty string if it is missing or null. */
  text(name: string): string;
  /** Whether a member exists and is not null. */
  has(name: string): boolean;
  /** A boolean member. */
  flag(name: string, otherwise: boolean): boolean;
  /** An object member; undefined if it is missing or null. */
  object(name: string): Record<string, unknown> | undefined;
}

/**
 * Reads the JSON body of a request.
 *
 * @param struct GoTrue's name for these parameters, as in its messages
 * @throws AuthRefused (400 bad_json) if the body is not JSON, or a member has the wrong type
 */
export async function readParams(request: Request, struct: string): Promise<Params> {
  const bad = (reason: string) =>
    new AuthRefused(400, 'bad_json', `Could not parse request body as JSON: ${reason}`);
  const text = await request.text();
  if (Buffer.byteLength(text) > largestBody) {
    const message = `Request body too large (max ${largestBody} bytes)`;
    throw new AuthRefused(413, 'request_entity_too_large', message);
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw bad(text === '' ? 'unexpected end of JSON input' : String(error));
  }
  if (goTypeOf(body) !== 'object') {
    throw bad(`json: cannot unmarshal ${goTypeOf(body)} into Go value of type api.${struct}`);
  }
  const members = new Map(Object.entries({ ...(body as object) }));
  const read = (name: string, wanted: string, goType: string): unknown => {
    const value: unknown = members.get(name) ?? undefined;
    if (value === undefined || goTypeOf(value) === wanted) return value;
    const found = goTypeOf(value);
    throw bad(
      `json: cannot unmarshal ${found} into Go struct field ${struct}.${name} of type ${goType}`,
    );
  };
  return {
    text(name) {
      const value = read(name, 'string', 'string');
      return typeof value === 'string' ? value : '';
    },
    has: (name) => (members.get(name) ?? undefined) !== undefined,
    flag: (name, otherwise) => Boolean(read(name, 'bool', 'bool') ?? otherwise),
    object(name) {
      const value = read(name, 'object', 'map[string]interface {}');
      return value === undefined ? undefined : { ...(value as object) };
    },
  };
}

/** In bytes. */
const largestBody = 1_048_576;

function goTypeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/**
 * An e-mail address, in lower case.
 *
 * @throws AuthRefused (400) for an address that GoTrue refuses
 */
export function parseEmail(text: string): string {
  if (text === '') throw invalid('An email address is required');
  if (text.length > 255) throw invalid('An email address is too long');
  // the terminal shows the address too: no control character may pass
  if (!/^[\w.!#$%&'*+/=?^{|}~-]+@[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i.test(text)) {
    throw invalid('Unable to validate email address: invalid format');
  }
  return text.toLowerCase();
}
