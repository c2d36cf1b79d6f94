import type { FillableColumn, FillableTable } from './fillable.ts';

/** Values of a type as texts, the plain ones first. */
const usual: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(smallint|integer|bigint|numeric|real|double precision|money|oid)/, ['1', '2', '3', '0']],
  [/^bool/, ['false', 'true']],
  [/^uuid/, ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']],
  [/^(date|timestamp)/, ['2026-01-05 18:30:00+00', '2026-01-12 19:00:00+00', '2026-01-13']],
  [/^time/, ['18:30:00+00', '06:15:00+00']],
  [/^interval/, ['90 seconds', '1 day']],
  [/^jsonb?$/, ['{}', '[]', '[{}]', '"x"', '1', 'true']],
  [/^bytea/, ['\\x00ff', '\\x01']],
  [/^(inet|cidr)/, ['127.0.0.1', '10.0.0.1']],
  [/^(text|character|citext|name|"char")/, ['one', 'two', 'a', 'x@example.com', '']],
  [/range$/, ['empty', '[1,2)', '[2026-01-05,2026-01-06)']],
  [/^bit/, ['1', '0']],
  [/^point/, ['(1,1)', '(2,2)']],
  [/^xml/, ['<a/>', '<b/>']],
  [/^macaddr/, ['08:00:2b:01:02:03']],
];

/**
 * Values to try for a column, as texts: words of its enum, values of its type, and literals of
 * constraints.
 */
export function valuesFor(table: FillableTable, column: FillableColumn): readonly string[] {
  if (column.words) return column.words;
  const named = table.constraints
    .filter(({ columns }) => columns.includes(column.name))
    .flatMap(({ text }) => constantsOf(text));
  const isNumber = /^(smallint|integer|bigint|numeric|real|double)/.test(column.base);
  if (column.base.endsWith('[]')) {
    return ['{}', ...named.map((one) => `{${JSON.stringify(one)}}`), '{1}', '{one}'];
  }
  const own = usual.find(([type]) => type.test(column.base))?.[1] ?? named.slice(0, 1);
  const fitting = named.filter((one) => !isNumber || /^-?\d+(\.\d+)?$/.test(one));
  const longest = Number(/\((\d+)\)/.exec(column.type)?.[1] ?? 5000);
  return [...new Set([...fitting, ...own])].filter((one) => one.length <= longest);
}

/** The literals in an expression, and neighbouring numbers. */
function constantsOf(expression: string): string[] {
  const texts = [...expression.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) =>
    text.replaceAll("''", "'"),
  );
  const numbers = [...expression.matchAll(/(?<![\w'])-?\d+(?:\.\d+)?/g)].map(([one]) =>
    Number(one),
  );
  return [
    ...texts,
    ...numbers.flatMap((one) => [one, one + 1, one - 1].map(String)),
    // texts of a length that a CHECK requires
    ...numbers.filter((one) => one > 0 && one <= 200).map((one) => 'x'.repeat(Math.ceil(one))),
  ];
}
