import { parseMediaType } from './media-types.ts';
import { Refused } from './refused.ts';
import { rawTypes } from './routines.ts';
import { decodePairs } from '../address.ts';

/** The body of a request, in the form for Postgres. */
export type Payload =
  | {
      readonly kind: 'json';
      readonly text: string;
      /** Its columns or arguments. */
      readonly keys: readonly string[];
    }
  | {
      readonly kind: 'form';
      readonly pairs: readonly (readonly [string, string])[];
      readonly keys: readonly string[];
    }
  /** For a function with one parameter without a name. */
  | { readonly kind: 'raw'; readonly bytes: Uint8Array; readonly keys: readonly string[] };

/**
 * Reads the body of a request.
 *
 * @param columns the names of the columns: with them the body goes to Postgres unchanged
 * @throws Refused PGRST102
 */
export function parsePayload(options: {
  bytes: Uint8Array;
  contentType: string | null;
  columns: readonly string[] | undefined;
  isCall: boolean;
}): Payload {
  const { bytes, contentType, columns, isCall } = options;
  const { name } = parseMediaType(contentType ?? 'application/json');
  switch (name) {
    case 'application/json': {
      const text = decode(bytes);
      if (columns) return { kind: 'json', text, keys: columns };
      return isCall && text === '' ? ofJson('{}') : ofJson(text);
    }
    case 'text/csv':
      return ofRows(csvRows(decode(bytes)));
    case 'application/x-www-form-urlencoded': {
      const pairs = decodePairs(decode(bytes)).map(([key, value]) => [key, value ?? ''] as const);
      const keys = [...new Set(pairs.map(([key]) => key))].toSorted();
      if (isCall) return { kind: 'form', pairs, keys };
      return { kind: 'json', text: objectText(pairs), keys };
    }
    default:
      if (isCall && rawTypes.has(name)) return { kind: 'raw', bytes, keys: [] };
      throw refused(`Content-Type not acceptable: ${name}`);
  }
}

const refused = (message: string) => new Refused(400, { code: 'PGRST102', message });

const invalidJson = () => refused('Empty or invalid json');

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalidJson();
  }
}

/** A JSON text with the names of its columns, which must be the same in all rows. */
function ofJson(text: string): Payload {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidJson();
  }
  const none: Payload = { kind: 'json', text: '[]', keys: [] };
  // a value that is neither an object nor a list has no rows
  if (typeof value !== 'object' || value === null) return none;
  if (!Array.isArray(value)) return { kind: 'json', text, keys: Object.keys(value).toSorted() };
  if (value.length === 0) return none;
  const [first] = value;
  if (!isObject(first)) throw mismatch();
  const keys = Object.keys(first).toSorted();
  const isUniform = value.every((row) => {
    if (!isObject(row)) return false;
    const own = Object.keys(row);
    return own.length === keys.length && keys.every((key) => Object.hasOwn(row, key));
  });
  if (!isUniform) throw mismatch();
  return { kind: 'json', text, keys };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mismatch = () => refused('All object keys must match');

function ofRows({ header, rows }: { header: readonly string[]; rows: string[][] }): Payload {
  const objects = rows.map((row) => {
    if (row.length !== header.length) throw refused('All lines must have same number of fields');
    return objectText(header.map((name, at) => [name, csvValue(row[at] ?? '')]));
  });
  const keys = rows.length === 0 ? [] : [...new Set(header)].toSorted();
  return { kind: 'json', text: `[${objects.join(',')}]`, keys };
}

const csvValue = (text: string) => (text === 'NULL' ? null : text);

/** An object as JSON. For a repeated key, the last value counts. */
function objectText(pairs: readonly (readonly [string, string | null])[]): string {
  const parts = [...new Map(pairs)].map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
  );
  return `{${parts.join(',')}}`;
}

/** The rows of a CSV text (RFC 4180). Its first line names the columns. */
function csvRows(text: string): { header: string[]; rows: string[][] } {
  const lines: string[][] = [];
  let fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;
  while (field.lastIndex < text.length || fields.length > 0) {
    const found = field.exec(text);
    if (!found) throw refused('parse error (Failed reading: conversion error)');
    const [, quoted, plain = '', end] = found;
    fields.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') {
      if (fields.length > 1 || fields[0] !== '' || quoted !== undefined) lines.push(fields);
      fields = [];
      if (end === '') break;
    }
  }
  const [header, ...rows] = lines;
  if (!header) throw refused('parse error (not enough input)');
  return { header, rows };
}
