import type { CheckWriter } from './check-writer.ts';
import type { MapNode, RecordNode, TupleNode, VersionsNode } from './contract-node.ts';
import { described } from './in-words.ts';
import {
  allOf,
  and,
  any,
  commented,
  indent,
  literal,
  textArray,
  whenType,
  type Sql,
} from './sql-text.ts';
import { isOneOf } from './sql-values.ts';

/*
 * The checks of maps, records, tuples and versions; sql-check.ts says how a check is written.
 */

export function map(writer: CheckWriter, node: MapNode, value: string, name: string): Sql {
  return writer.withAlias(name, 'entry', (entry) =>
    whenType(value, 'object', [
      [`${value} - ${textArray(node.keys)} = '{}'`],
      described(
        'each value',
        node.value,
        allOf(entriesOf(value, entry), writer.check(node.value, `${entry}.value`, name)),
      ),
      ...node.atLeastOne.map((keys) => hasOne(keys, value)),
    ]),
  );
}

export function record(writer: CheckWriter, node: RecordNode, value: string, name: string): Sql {
  return writer.withAlias(name, 'entry', (entry) => {
    const key = node.key && writer.check(node.key, `to_jsonb(${entry}.key)`, `${name}_key`);
    const isAnything = node.value.kind === 'anything';
    const held = isAnything ? [] : [writer.check(node.value, `${entry}.value`, name)];
    const wanted: Sql[] =
      key && node.loose === true
        ? [any([['(', ...indent(key), ') is not true'], ...(isAnything ? [['true']] : held)])]
        : [...(key ? [key] : []), ...held];
    if (wanted.length === 0) return whenType(value, 'object', []);
    // Zod ignores this key
    const where = `${entry}.key <> '__proto__'`;
    return whenType(value, 'object', [allOf(entriesOf(value, entry), and(wanted), where)]);
  });
}

function entriesOf(value: string, entry: string): Sql {
  return [`from jsonb_each(${value}) as ${entry} (key, value)`];
}

/** The values under other keys, except `__proto__`. */
export function otherKeys(
  writer: CheckWriter,
  keys: readonly string[],
  others: RecordNode['value'] | undefined,
  value: string,
  name: string,
): Sql[] {
  if (others === undefined) return [[`${value} - ${textArray(keys)} = '{}'`]];
  if (others.kind === 'anything') return [];
  return [
    writer.withAlias(name, 'entry', (entry) => [
      '-- the other keys',
      ...allOf(
        entriesOf(value, entry),
        writer.check(others, `${entry}.value`, name),
        `${entry}.key <> all (${textArray(['__proto__', ...keys])})`,
      ),
    ]),
  ];
}

export function tuple(writer: CheckWriter, node: TupleNode, value: string, name: string): Sql {
  const { items, rest, least = items.length } = node;
  const length = `jsonb_array_length(${value})`;
  return writer.withAlias(name, 'places', (places) => {
    const place = (index: number) => `${places}.place_${index}`;
    const checks = [
      ...items.map((item, index) => {
        const check = writer.check(item, place(index), `${name}_${index}`);
        const whole = index < least ? check : any([[`${place(index)} is null`], check]);
        return described(`[${index}]`, item, whole, index >= least);
      }),
      ...node.ordered.map(([low, high]) => [`${place(low)} <= ${place(high)}`]),
    ];
    const isExact = least === items.length && !rest;
    return whenType(value, 'array', [
      ...(isExact
        ? [[`${length} = ${items.length}`]]
        : [
            ...(least > 0 ? [[`${length} >= ${least}`]] : []),
            ...(rest ? [] : [[`${length} <= ${items.length}`]]),
          ]),
      ...(items.length === 0
        ? []
        : [
            [
              '(',
              '  select',
              ...indent(and(checks), 4),
              '  from (',
              `    select ${items.map((_, index) => `${value} -> ${index} as place_${index}`).join(', ')}`,
              '    offset 0',
              `  ) as ${places}`,
              ')',
            ],
          ]),
      ...(rest ? [behind(writer, items.length, rest, value, name)] : []),
    ]);
  });
}

/** Each element after the first ones. */
function behind(
  writer: CheckWriter,
  first: number,
  rest: RecordNode['value'],
  value: string,
  name: string,
): Sql {
  return writer.withAlias(name, 'rest', (elements) => [
    '-- the elements behind',
    ...allOf(
      [`from jsonb_array_elements(${value}) with ordinality as ${elements} (element, place)`],
      writer.check(rest, `${elements}.element`, `${name}_rest`),
      `${elements}.place > ${first}`,
    ),
  ]);
}

export function versions(
  writer: CheckWriter,
  node: VersionsNode,
  value: string,
  name: string,
): Sql {
  const lines = ['case'];
  for (const { values, node: version } of node.versions) {
    const told = `${value} -> ${literal(node.discriminator)}`;
    lines.push(`  when ${isOneOf(told, values)} then`);
    lines.push(...indent(writer.check(version, value, name), 4));
  }
  return [...lines, 'end'];
}

export function hasOne(keys: readonly string[], value: string): Sql {
  return ['-- one of these at least', `${value} ?| ${textArray(keys)}`];
}

export function inOrder(low: string, high: string): string {
  return `-- where both are there, ${commented(low)} is not above ${commented(high)}`;
}
