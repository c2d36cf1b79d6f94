import type { AnyObjectNode, NumberNode, OneOfNode, TextNode } from './contract-node.ts';
import { between, indent, json, literal, when, whenType, type Sql } from './sql-text.ts';

/*
 * The checks of values without subqueries: numbers, texts, words, and objects of any keys.
 */

export function number({ least, most, step }: NumberNode, value: string): Sql {
  const inRange = `${value} between ${json(least)} and ${json(most)}`;
  if (step === undefined) return [inRange];
  // both exact, and a whole number is told without a division
  const multiple =
    step === 1 ? `min_scale(${value}::numeric) = 0` : `${value}::numeric % ${step} = 0`;
  return when(inRange, [multiple]);
}

export function text({ least, most, pattern, isDay }: TextNode, value: string): Sql {
  const isText = `jsonb_typeof(${value}) = 'string'`;
  const itself = `${value} #>> '{}'`;
  const asked = [
    ...(least === undefined && most === undefined
      ? []
      : [`char_length(${itself}) ${between(least ?? 0, most)}`]),
    ...(pattern === undefined ? [] : [`${itself} ~ ${literal(pattern)}`]),
  ];
  if (isDay === true) {
    const looksLikeOne = when(`${itself} ~ ${literal(dayPattern)}`, [isInMonth(itself)]);
    return ['case', `  when ${isText} then`, ...indent(looksLikeOne, 4), 'end'];
  }
  return asked.length === 0 ? [isText] : when(isText, asked);
}

/** Year, month and day; which month has how many days is asked behind it. */
const dayPattern = '^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$';

/** Whether the month has the day, of a text that looks like one; to cast it would raise an error. */
function isInMonth(day: string): string {
  const first = `(left(${day}, 8) || '01')::date`;
  return `right(${day}, 2)::integer <= extract(day from ${first} + interval '1 month - 1 day')`;
}

/** Whether a value is one of some JSON scalars, in a line. */
export function isOneOf(value: string, values: OneOfNode['values']): string {
  const [only] = values;
  return values.length === 1 && only !== undefined
    ? `${value} = ${json(only)}`
    : `${value} in (${values.map(json).join(', ')})`;
}

/** The largest double, and half a step more: from here on JavaScript reads infinity. */
const infinity = 2n ** 1024n - 2n ** 970n;

export function anyObject({ maxDepth, maxBytes }: AnyObjectNode, value: string): Sql {
  return whenType(value, 'object', [
    [`octet_length(${value}::text) <= ${maxBytes}`],
    [
      `-- no deeper than ${maxDepth} levels of objects and lists`,
      'not jsonb_path_exists(',
      `  ${value},`,
      `  'strict $.**{${maxDepth}} ? (@.type() == "object" || @.type() == "array")'`,
      ')',
    ],
    [
      '-- no number that JavaScript reads as infinity',
      `case when ${value}::text ~ '[0-9]{255}' then`,
      `  not jsonb_path_exists(`,
      `    ${value},`,
      `    'strict $.** ? (@.type() == "number" && (@ >= $infinity || @ <= -$infinity))',`,
      `    jsonb_build_object('infinity', ${infinity})`,
      '  )',
      'else true end',
    ],
  ]);
}
