import { createHash } from 'node:crypto';

/** Lines of SQL. */
export type Sql = readonly string[];

/** The most characters of a line, without its indentation. */
const lineLength = 70;

/** The checks of a value if it has the type; false for other types. */
export function whenType(value: string, type: 'array' | 'object', checks: readonly Sql[]): Sql {
  // a CASE needs a condition, if only the type
  const asked = checks.length === 0 ? ['true'] : and(checks);
  return ['case', `  when jsonb_typeof(${value}) = '${type}' then`, ...indent(asked, 4), 'end'];
}

/** `case when … then … end`: Postgres evaluates the result only if the condition is true. */
export function when(condition: string, asked: readonly string[]): Sql {
  const inLine = `case when ${condition} then ${asked.join(' and ')} end`;
  if (inLine.length < lineLength) return [inLine];
  return [
    'case',
    `  when ${condition} then`,
    ...indent(and(asked.map((check) => [check])), 4),
    'end',
  ];
}

/**
 * Whether the check is true for all rows.
 *
 * @param from the clause FROM
 * @param where the rows to check; all if not given
 */
export function allOf(from: Sql, check: Sql, where?: string): Sql {
  return [
    'not exists (',
    '  select',
    ...indent(from),
    ...(where === undefined ? ['  where ('] : [`  where ${where}`, '  and (']),
    ...indent(check, 4),
    '  ) is not true',
    ')',
  ];
}

/** All of the checks. */
export function and(checks: readonly Sql[]): Sql {
  return checks.flatMap((check, index) => (index === 0 ? check : joined('and', check)));
}

function or(check: Sql): Sql {
  return joined('or', check);
}

/** The lines, with a word before the first line that is not a comment. */
function joined(word: string, [first = '', ...rest]: Sql): Sql {
  return first.startsWith('--') ? [first, ...joined(word, rest)] : [`${word} ${first}`, ...rest];
}

/** Either of two checks, on one line if that is short. */
export function either(one: string, other: Sql): Sql {
  const [only] = other;
  return other.length === 1 && only !== undefined && one.length + only.length < lineLength
    ? [`(${one} or ${only})`]
    : ['(', `  ${one}`, ...indent(or(other)), ')'];
}

/** At least one of the checks. */
export function any(checks: readonly Sql[]): Sql {
  const lines = checks.flatMap((check, index) => (index === 0 ? check : or(check)));
  return ['(', ...indent(lines), ')'];
}

export function indent(lines: Sql, spaces = 2): Sql {
  return lines.map((line) => ' '.repeat(spaces) + line);
}

/** A text in a comment: on one line, and quoted unless it is plain. */
export function commented(text: string): string {
  return /^[\w.[\]-]+( [\w-]+)*$/.test(text)
    ? text
    : JSON.stringify(text).replaceAll(/[\u2028\u2029\u0085]/g, ' ');
}

/** A comparison with limits: `between 1 and 5`, `<= 5`. */
export function between(least: number, most: number | undefined): string {
  if (most === undefined) return `>= ${least}`;
  return least === 0 ? `<= ${most}` : `between ${least} and ${most}`;
}

/** A JSON value as an SQL literal. */
export function json(value: string | number | boolean | null): string {
  return literal(JSON.stringify(value));
}

/** A text as an SQL literal. */
export function literal(value: string): string {
  return value.includes('\\')
    ? `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${value.replaceAll("'", "''")}'`;
}

/** Texts as a literal of the type text[]. */
export function textArray(values: readonly string[]): string {
  const elements = values.map((value) =>
    /^[\w]+$/.test(value) ? value : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
  );
  return `${literal(`{${elements.join(',')}}`)}::text[]`;
}

/** The bytes of a name that Postgres keeps. */
const nameBytes = 63;

/** Whether Postgres accepts a text as an unquoted name. */
export function isName(text: string): boolean {
  return text !== '' && Buffer.byteLength(text) <= nameBytes;
}

/** A name after a dot or AS, where SQL's keywords are allowed. */
export function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoted(name);
}

/** A name in any position. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `public.sessions`, quoted if necessary. */
export function qualified(schema: string, name: string): string {
  return `${identifier(schema)}.${identifier(name)}`;
}

/**
 * A name that Postgres does not cut. In a longer name, a hash of it replaces the end, so different
 * names stay different.
 *
 * @param suffix which the name has behind it
 */
export function fittingName(name: string, suffix = ''): string {
  if (isName(name + suffix)) return name + suffix;
  const end = `_${createHash('sha256').update(name).digest('hex').slice(0, 8)}${suffix}`;
  let kept = name;
  while (!isName(kept + end)) kept = Array.from(kept).slice(0, -1).join('');
  return kept + end;
}
