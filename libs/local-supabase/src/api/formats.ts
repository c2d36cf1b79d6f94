import type postgres from 'postgres';

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

const type = (oids: number[], parse: (text: string) => unknown) => ({
  to: oids[0] ?? 0,
  from: oids,
  serialize: (value: unknown) => String(value),
  parse,
});

/**
 * How values come out of the database for the Data API. The names are those that
 * `@supabase/lite` and `postgres` have for theirs, so that these take their place; the
 * numbers are Postgres's oids of the types.
 */
export const dataApiTypes: Record<string, postgres.PostgresType> = {
  // int2, int4, oid, float4, float8
  number: type([21, 23, 26, 700, 701], jsonNumber),
  numeric: type([1700], jsonNumber),
  timestamp: type([1114], isoTimestamp),
  timestamptz: type([1184], isoTimestamp),
  bytea: { ...type([17], (text) => text), serialize: bytes },
};

/**
 * How values go into and come out of the database for auth, which hands JSON over as text:
 * as a JSON string in a jsonb column no trigger could read it.
 */
export const authTypes: Record<string, postgres.PostgresType> = {
  json: { ...type([114], (text): unknown => JSON.parse(text)), serialize: jsonText },
  jsonb: { ...type([3802], (text): unknown => JSON.parse(text)), serialize: jsonText },
  timestamp: type([1114], goTrueTime),
  timestamptz: type([1184], goTrueTime),
};

function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function bytes(value: unknown): string {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : String(value);
}
