import type { AnyObjectNode, NumberNode, OneOfNode, TextForm, TextNode } from './contract-node.ts';
import { between, indent, json, literal, when, whenType, type Sql } from './sql-text.ts';

/* The checks of values without subqueries: numbers, texts, words, and objects with any keys. */

export function number({ least, most, step }: NumberNode, value: string): Sql {
  const inRange = `${value} between ${json(least)} and ${json(most)}`;
  if (step === undefined) return [inRange];
  // both are exact, and a whole number needs no division
  const multiple =
    step === 1 ? `min_scale(${value}::numeric) = 0` : `${value}::numeric % ${step} = 0`;
  return when(inRange, [multiple]);
}

export function text(node: TextNode, value: string): Sql {
  const isText = `jsonb_typeof(${value}) = 'string'`;
  const itself = `${value} #>> '{}'`;
  const asked = ofText(node, itself);
  if (node.isDay === true) {
    const looksLikeOne = when(`${itself} ~ ${literal(dayPattern)}`, [...asked, isInMonth(itself)]);
    return ['case', `  when ${isText} then`, ...indent(looksLikeOne, 4), 'end'];
  }
  return asked.length === 0 ? [isText] : when(isText, asked);
}

/** The checks of a text, except the day of the calendar. */
function ofText({ least, most, pattern, forms }: TextNode, itself: string): string[] {
  return [
    ...(least === undefined && most === undefined
      ? []
      : [`char_length(${itself}) ${between(least ?? 0, most)}`]),
    ...(pattern === undefined ? [] : [`${itself} ~ ${literal(pattern)}`]),
    ...(forms ?? []).map((form) => ofForm(form, itself)),
  ];
}

function ofForm(form: TextForm, itself: string): string {
  switch (form.form) {
    case 'starts_with':
      return `starts_with(${itself}, ${literal(form.text)})`;
    case 'ends_with':
      return `right(${itself}, ${Array.from(form.text).length}) = ${literal(form.text)}`;
    case 'includes':
      return `strpos(${itself}, ${literal(form.text)}) > 0`;
    case 'matches': {
      const { pattern, half } = form;
      const units =
        half === undefined
          ? itself
          : `regexp_replace(${itself}, ${literal(beyondUnits)}, ${literal(half + half)}, 'g')`;
      return `${units} ~ ${literal(pattern)}`;
    }
    default:
      return form satisfies never;
  }
}

/** Characters that JavaScript counts as two UTF-16 units. */
const beyondUnits = '[\\U00010000-\\U0010ffff]';

/** Year, month and day. The number of days in the month is checked afterwards. */
const dayPattern = '^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$';

/** Whether the month has that day, for a text of the right form: a cast would raise an error. */
function isInMonth(day: string): string {
  const first = `(left(${day}, 8) || '01')::date`;
  return `right(${day}, 2)::integer <= extract(day from ${first} + interval '1 month - 1 day')`;
}

/** Whether a value is one of some JSON scalars, in a line. */
export function isOneOf(value: string, values: OneOfNode['values']): string {
  const [only] = values;
  if (only === undefined) return 'false';
  return values.length === 1
    ? `${value} = ${json(only)}`
    : `${value} in (${values.map(json).join(', ')})`;
}

/** The largest double, plus half a step: from here on JavaScript reads infinity. */
const infinity = 2n ** 1024n - 2n ** 970n;

export function anyObject({ maxDepth, maxBytes }: AnyObjectNode, value: string): Sql {
  return whenType(value, 'object', [
    [`octet_length(${value}::text) <= ${maxBytes}`],
    noDeeper(maxDepth, value),
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

/** Whether objects and lists are nested at most some levels deep. */
export function noDeeper(maxDepth: number, value: string): Sql {
  return [
    `-- no deeper than ${maxDepth} levels of objects and lists`,
    'not jsonb_path_exists(',
    `  ${value},`,
    `  'strict $.**{${maxDepth}} ? (@.type() == "object" || @.type() == "array")'`,
    ')',
  ];
}

/**
 * Any JSON except numbers that JavaScript reads as infinity. Zod ignores the value under a key
 * `__proto__`.
 *
 * @param inside a name for the values on the way
 */
export function anyJson(value: string, inside: string): Sql {
  const of = (type: string) =>
    `case when jsonb_typeof(${inside}.value) = '${type}' then ${inside}.value end`;
  return [
    `${value} is not null`,
    'and (',
    `  ${value}::text !~ '[0-9]{255}'`,
    '  or not exists (',
    `    with recursive ${inside} (value) as (`,
    `      select ${value}`,
    '      union all',
    '      select child.value',
    `      from ${inside}`,
    '      cross join lateral (',
    '        select entry.value',
    `        from jsonb_each(${of('object')}) as entry`,
    `        where entry.key <> '__proto__'`,
    '        union all',
    '        select element',
    `        from jsonb_array_elements(${of('array')}) as elements (element)`,
    '      ) as child (value)',
    '    )',
    '    select',
    `    from ${inside}`,
    `    where jsonb_typeof(${inside}.value) = 'number'`,
    `    and (${inside}.value >= '${infinity}' or ${inside}.value <= '-${infinity}')`,
    '  )',
    ')',
  ];
}
