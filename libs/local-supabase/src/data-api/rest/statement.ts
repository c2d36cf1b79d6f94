import type { Routine } from './catalogue/catalogue.ts';
import type { TextRow } from './connections.ts';
import type { Format } from './media-types.ts';
import type { Level } from './read-plan.ts';
import { source } from './read-plan.ts';
import { countSql, readSql } from './read-sql.ts';
import { resultOf } from './routines.ts';
import { literal, Parameters } from './sql.ts';
import { inserted } from './write-sql.ts';

/** The one row that a request's statement returns. Each column is a text. */
export interface Result {
  /** The number of rows without the range; null if nobody asked. */
  readonly total: string | null;
  readonly rows: string;
  readonly body: string | null;
  /** `column=eq.value` of an inserted row. */
  readonly location: string | null;
  /** The number of rows that an upsert inserted. */
  readonly inserted: string | null;
  /** The headers and the status that a function set for the answer. */
  readonly headers: string | null;
  readonly status: string | null;
}

/** The result from the row of a statement. */
export function readResult(row: TextRow | undefined): Result {
  const text = (name: keyof Result) => row?.[name] ?? null;
  return {
    total: text('total'),
    rows: text('rows') ?? '0',
    body: text('body'),
    location: text('location'),
    inserted: text('inserted'),
    headers: text('headers'),
    status: text('status'),
  };
}

export interface Statement {
  readonly text: string;
  readonly values: readonly (string | Uint8Array | null)[];
}

const setting = (name: string) => `nullif(current_setting('${name}', true), '')`;

interface Asked {
  readonly level: Level;
  /** Not set if the answer has no body. */
  readonly format: Format | undefined;
  /** Whether to count rows, and up to how many. */
  readonly count?: { readonly most?: number | undefined } | undefined;
}

/** Reads the rows of a table. */
export function readStatement({ level, format, count }: Asked): Statement {
  const parameters = new Parameters();
  const ctes = [`${source} as (${readSql(level, parameters)})`];
  return finish(parameters, {
    ctes: [...ctes, ...countCte(level, count, parameters)],
    from: `select * from ${source}`,
    total: count !== undefined,
    rows: rowCount,
    body: bodySql(format),
  });
}

/** Changes rows, and reads the part of them that the answer shows. */
export function writeStatement(
  change: (parameters: Parameters) => string,
  { level, format }: Asked,
  location: readonly string[] | undefined,
): Statement {
  const parameters = new Parameters();
  return finish(parameters, {
    ctes: [`${source} as (${change(parameters)})`],
    // an answer without columns needs no lookup
    from: format ? readSql(level, parameters) : `select * from ${source}`,
    total: false,
    rows: rowCount,
    body: bodySql(format),
    location,
  });
}

/** Calls a function, and reads its result. */
export function callStatement(
  call: (parameters: Parameters) => string,
  { level, format, count }: Asked,
  routine: Routine,
): Statement {
  const parameters = new Parameters();
  return finish(parameters, {
    ctes: [`${source} as (${call(parameters)})`, ...countCte(level, count, parameters)],
    from: readSql(level, parameters),
    total: count !== undefined,
    rows: resultOf(routine).isSingle ? '1' : rowCount,
    body: bodySql(format, routine),
  });
}

/** Asks the planner how many rows there are. */
export function explainStatement(level: Level): Statement {
  const parameters = new Parameters();
  const text = `explain (format json) ${countSql(level, parameters)}`;
  return { text, values: parameters.values };
}

const rowCount = 'pg_catalog.count(_postgrest_t)';

function countCte(level: Level, count: Asked['count'], parameters: Parameters): string[] {
  if (!count) return [];
  const limit = count.most === undefined ? '' : ` limit ${count.most}`;
  return [`pgrst_source_count as (${countSql(level, parameters)}${limit})`];
}

function finish(
  parameters: Parameters,
  parts: {
    ctes: readonly string[];
    from: string;
    total: boolean;
    rows: string;
    body: string;
    location?: readonly string[] | undefined;
  },
): Statement {
  const { ctes, from, total, rows, body, location } = parts;
  const text =
    `with ${ctes.join(', ')} select ` +
    `${total ? '(select pg_catalog.count(*) from pgrst_source_count)' : 'null'} as total, ` +
    `${rows} as rows, ${body} as body, ` +
    `${location ? locationSql(location) : 'null'} as location, ` +
    `${inserted} as inserted, ` +
    `${setting('response.headers')} as headers, ${setting('response.status')} as status ` +
    `from (${from}) as _postgrest_t`;
  return { text, values: parameters.values };
}

/** The key of a single inserted row. */
function locationSql(primaryKey: readonly string[]): string {
  const keys = primaryKey.map(literal).join(', ') || "''";
  return (
    `case ${rowCount} when 1 then (select string_agg(` +
    `concat(pair.key, '=', coalesce('eq.' || pair.value, 'is.null')), E'\\n') ` +
    `from ${source} as row, json_each_text(row_to_json(row)) as pair where pair.key in (${keys})) end`
  );
}

/** The rows of an answer in its format, made by Postgres. */
function bodySql(format: Format | undefined, routine?: Routine): string {
  if (!format) return `''::text`;
  if (format.kind === 'csv') return csvSql;
  const { isScalar = false, isSingle = false } = routine ? resultOf(routine) : {};
  const asObject = format.kind === 'object';
  // one of several values was requested as an object, so it becomes an object with the value in it
  const isValue = isScalar && (isSingle || !asObject);
  const rows = isValue ? '_postgrest_t.pgrst_scalar' : '_postgrest_t';
  const one = asObject || (routine !== undefined && isSingle);
  const list = `json_agg(${rows})${one ? '->0' : ''}`;
  const value = format.stripped ? `json_strip_nulls(${list})` : list;
  return `coalesce(${value}, '${one ? 'null' : '[]'}')`;
}

/** The names of the columns, and each row's text without its parentheses. */
const csvSql = `coalesce((
  select string_agg(name, ',')
  from (select row_to_json(one) as row from ${source} as one limit 1) as first,
    json_object_keys(first.row) as name
), '') || E'\\n' || coalesce(
  string_agg(regexp_replace(_postgrest_t::text, '^\\((.*)\\)$', '\\1'), E'\\n'), ''
)`;
