import type postgres from 'postgres';
import { arrayText, parseArray } from './arrays.ts';

/**
 * How PostgREST writes a timestamp: as `to_json` does, in ISO 8601. Postgres's own text is
 * `2026-02-22 20:42:00.123456+00`. `infinity` stays as it is.
 */
export function isoTimestamp(text: string): string {
  return text.replace(
    /^(\d+-\d\d-\d\d) ([\d:.]+)(?:([+-]\d\d)(:\d\d)?)?/,
    (_, date: string, time: string, hours?: string, rest = ':00') =>
      `${date}T${time}${hours === undefined ? '' : hours + rest}`,
  );
}

/** How GoTrue writes a time: in UTC, with Z. The connection's time zone is UTC. */
export function goTrueTime(text: string): string {
  return isoTimestamp(text).replace(/\+00:00$/, 'Z');
}

/** A number as JSON has it, and as `to_json` writes what JSON has no number for: "NaN". */
function jsonNumber(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

/** How values of some types go in and come out, by the oids of the types and of their arrays. */
interface Format {
  /** Pairs of a type and of its array type. */
  readonly oids: readonly (readonly [type: number, array: number])[];
  readonly parse: (text: string) => unknown;
  readonly serialize?: (value: unknown) => string;
}

const asText = (value: unknown): string => String(value);

const formats: Readonly<Record<string, Format>> = {
  numbers: {
    oids: [
      [20, 1016], // int8
      [21, 1005], // int2
      [23, 1007], // int4
      [700, 1021], // float4
      [701, 1022], // float8
      [1700, 1231], // numeric
    ],
    parse: jsonNumber,
  },
  // the driver would take any text for false
  boolean: { oids: [[16, 1000]], parse: (text) => text === 't' },
  json: {
    oids: [
      [114, 199],
      [3802, 3807], // jsonb
    ],
    parse: parseJson,
    serialize: (value) => JSON.stringify(value),
  },
  // as Postgres writes them
  texts: {
    oids: [
      [25, 1009], // text
      [1043, 1015], // varchar
      [19, 1003], // name
      [26, 1028], // oid
      [2950, 2951], // uuid
      [1082, 1182], // date
      [1083, 1183], // time
      [1266, 1270], // timetz
    ],
    parse: (text) => text,
  },
  timestamps: {
    oids: [
      [1114, 1115],
      [1184, 1185], // with time zone
    ],
    parse: isoTimestamp,
  },
  bytes: { oids: [[17, 1001]], parse: (text) => text, serialize: bytes },
};

/**
 * How values go into and come out of the database for auth: JSON is handed over as text (as a JSON
 * string in a jsonb column no trigger could read it), and times are as GoTrue writes them.
 */
export const authTypes = driverTypes({
  ...formats,
  json: { oids: formats['json']?.oids ?? [], parse: parseJson, serialize: jsonText },
  timestamps: { oids: formats['timestamps']?.oids ?? [], parse: goTrueTime },
});

/** The formats as the driver wants them, each type by itself. */
function driverTypes(
  wanted: Readonly<Record<string, Format>>,
): Record<string, postgres.PostgresType> {
  const types: Record<string, postgres.PostgresType> = {};
  for (const [name, { oids, parse, serialize = asText }] of Object.entries(wanted)) {
    for (const [type, array] of oids) {
      types[`${name} ${type}`] = { to: type, from: [type], parse, serialize };
      types[`${name} ${array}`] = {
        to: array,
        from: [array],
        parse: (text: string) => parseArray(text, parse),
        // a filter has the text of an array
        serialize: (value: unknown) =>
          Array.isArray(value) ? arrayText(value, serialize) : asText(value),
      };
    }
  }
  return types;
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}

function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function bytes(value: unknown): string {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : asText(value);
}
