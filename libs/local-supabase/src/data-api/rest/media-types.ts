import { Refused } from './refused.ts';

/** The format of an answer. */
export interface Format {
  readonly kind: 'array' | 'object' | 'csv';
  /** Whether keys with the value null are left out. */
  readonly stripped: boolean;
  readonly contentType: string;
}

/** A media type from a header, in PostgREST's form. */
export interface MediaType {
  readonly name: string;
  readonly isStripped: boolean;
}

const object = 'application/vnd.pgrst.object+json';
const array = 'application/vnd.pgrst.array+json';

/** The media types of an Accept header, by preference. */
export function parseAccept(header: string | null): MediaType[] {
  if (header === null) return [parseMediaType('*/*')];
  const asked = header
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((text) => {
      const quality = /;\s*q=([\d.]+)/i.exec(text)?.[1];
      return { text: text.replace(/;\s*q=[\d.]+/i, ''), quality: Number(quality ?? 1) };
    });
  const rank = ({ text }: { text: string }) => (text.match(/\*/g) ?? []).length;
  return asked
    .toSorted((a, b) => b.quality - a.quality || rank(a) - rank(b))
    .map(({ text }) => parseMediaType(text));
}

export function parseMediaType(text: string): MediaType {
  const [type = '', ...parameters] = text.split(';').map((one) => one.trim());
  const isStripped = parameters.some((one) => /^nulls\s*=\s*"?stripped"?$/i.test(one));
  const name = type.toLowerCase();
  const known: Record<string, string> = {
    'application/vnd.pgrst.object': object,
    'application/vnd.pgrst.array': array,
  };
  return { name: known[name] ?? name, isStripped };
}

const json = 'application/json';

/**
 * The first requested format that is supported.
 *
 * @throws Refused PGRST107
 */
export function negotiate(accepted: readonly MediaType[]): Format {
  for (const { name, isStripped } of accepted) {
    const stripped = isStripped ? ';nulls=stripped' : '';
    const charset = '; charset=utf-8';
    if (name === object) {
      const contentType = `${object}${stripped}${charset}`;
      return { kind: 'object', stripped: isStripped, contentType };
    }
    if (name === array && isStripped) {
      return { kind: 'array', stripped: true, contentType: `${array}${stripped}${charset}` };
    }
    if ([json, array, '*/*'].includes(name)) {
      return { kind: 'array', stripped: false, contentType: `${json}${charset}` };
    }
    if (name === 'text/csv') {
      return { kind: 'csv', stripped: false, contentType: `text/csv${charset}` };
    }
  }
  throw new Refused(406, {
    code: 'PGRST107',
    message: `None of these media types are available: ${accepted.map(nameOf).join(', ')}`,
  });
}

export const nameOf = ({ name, isStripped }: MediaType) =>
  isStripped && name.startsWith('application/vnd.pgrst.') ? `${name};nulls=stripped` : name;
