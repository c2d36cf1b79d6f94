/**
 * A JSON document as parts of its text. A client can send more than JSON.parse keeps, such as
 * `5.0`, a repeated key, or escaped characters.
 */
export type Document = Scalar<'number'> | Scalar<'text'> | Scalar<'word'> | List | Mapping;

/** A number, a text, or `true`, `false` and `null`, in its notation. */
export interface Scalar<Kind extends 'number' | 'text' | 'word'> {
  readonly kind: Kind;
  readonly json: string;
  readonly limits?: Limits;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Document[];
  readonly limits?: Limits;
}

export interface Mapping {
  readonly kind: 'object';
  /** Keys in their notation, with quotes. */
  readonly entries: readonly Entry[];
}

export type Entry = readonly [key: string, value: Document];

/**
 * The contract's limits here, both included: of a number, or of the count of elements or
 * characters.
 */
export interface Limits {
  readonly least: number;
  readonly most: number;
}

export function scalar<Kind extends 'number' | 'text' | 'word'>(
  kind: Kind,
  json: string,
  limits?: Limits,
): Scalar<Kind> {
  return limits === undefined ? { kind, json } : { kind, json, limits };
}

export function list(items: readonly Document[], limits?: Limits): List {
  return limits === undefined ? { kind: 'list', items } : { kind: 'list', items, limits };
}

export function mapping(entries: readonly Entry[]): Mapping {
  return { kind: 'object', entries };
}

/** The items repeated up to a length; empty without items. */
export function repeated<Item>(items: readonly Item[], length: number): Item[] {
  const rounds = items.length === 0 ? 0 : Math.ceil(Math.max(0, length) / items.length);
  return Array.from({ length: rounds }, () => items)
    .flat()
    .slice(0, Math.max(0, length));
}

/** The document of a value, as JSON.stringify prints it. */
export function documentOf(value: unknown): Document {
  if (typeof value === 'number') return scalar('number', JSON.stringify(value));
  if (typeof value === 'string') return scalar('text', JSON.stringify(value));
  if (typeof value !== 'object' || value === null) return scalar('word', JSON.stringify(value));
  if (Array.isArray(value)) return list(value.map(documentOf));
  return mapping(
    Object.entries(value).map(([key, inner]) => [JSON.stringify(key), documentOf(inner)]),
  );
}

/** @param space is inserted wherever JSON allows it */
export function toJson(document: Document, space = ''): string {
  switch (document.kind) {
    case 'list':
      return `[${document.items.map((item) => space + toJson(item, space) + space).join(',')}${space}]`;
    case 'object':
      return `{${document.entries
        .map(([key, value]) => `${space}${key}${space}:${space}${toJson(value, space)}${space}`)
        .join(',')}${space}}`;
    default:
      return document.json;
  }
}

/** The number of places of a kind in a document, itself included. */
export function countPlaces(document: Document, takes: (place: Document) => boolean): number {
  let count = takes(document) ? 1 : 0;
  for (const part of partsOf(document)) count += countPlaces(part, takes);
  return count;
}

/** The document with one place changed. Its number counts as in `countPlaces`. */
export function changePlace(
  document: Document,
  takes: (place: Document) => boolean,
  number: number,
  change: (place: Document) => Document,
): Document {
  let left = number;
  const visit = (place: Document): Document => {
    if (left < 0) return place;
    if (takes(place)) {
      left -= 1;
      if (left < 0) return change(place);
    }
    if (place.kind === 'list') return { ...place, items: place.items.map(visit) };
    if (place.kind !== 'object') return place;
    return { ...place, entries: place.entries.map(([key, value]) => [key, visit(value)]) };
  };
  return visit(document);
}

function partsOf(document: Document): readonly Document[] {
  if (document.kind === 'list') return document.items;
  return document.kind === 'object' ? document.entries.map(([, value]) => value) : [];
}

/** A key or a text in its notation. Lone surrogates are replaced. */
export function wellFormed(json: string): string {
  return String(JSON.parse(json)).replaceAll(/\p{Surrogate}/gu, '\ufffd');
}

/** An escaped NUL character or surrogate, or a number with an exponent. */
const perhapsRefused = /\\u(?:0000|[dD][89a-fA-F])|[eE][+-]?\d/;

/**
 * JSON.parse and jsonb both keep the last of repeated keys. But Postgres reads the others first,
 * and refuses values that it cannot store. Zod sees only the last one, and JSON.stringify writes no
 * key twice. No contract can settle this difference, so the fuzzer hides no such value.
 */
export function withStorableShadows(document: Document): Document {
  if (document.kind === 'list') {
    return { ...document, items: document.items.map(withStorableShadows) };
  }
  if (document.kind !== 'object') return document;
  const last = new Map(document.entries.map(([key], index) => [nameOf(key), index]));
  return mapping(
    document.entries.map(([key, value], index): Entry => {
      const isHidden = last.get(nameOf(key)) !== index;
      return isHidden && perhapsRefused.test(toJson(value))
        ? [key, scalar('word', 'true')]
        : [key, withStorableShadows(value)];
    }),
  );
}

function nameOf(key: string): string {
  return key.includes('\\') ? String(JSON.parse(key)) : key.slice(1, -1);
}
