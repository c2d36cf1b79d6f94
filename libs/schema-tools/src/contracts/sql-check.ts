import type * as z from 'zod';
import type {
  ContractNode,
  ListNode,
  MapNode,
  ObjectNode,
  TupleNode,
  VersionsNode,
} from './contract-node.ts';
import { described } from './in-words.ts';
import {
  and,
  between,
  either,
  identifier,
  indent,
  literal,
  textArray,
  whenType,
  whereNot,
  type Sql,
} from './sql-text.ts';
import { anyObject, isOneOf, number, text } from './sql-values.ts';

/*
 * How a check is written, and why so.
 *
 * - A check is true when the value is as the contract says, and false or NULL otherwise; who asks
 *   takes NULL for a no (`is true`, `is not true`). A key that is missing is NULL, so that a
 *   required key needs no test of its own, and `not` is never put before a check.
 * - `jsonb` has an order, and the documentation gives it: Object > Array > Boolean > Number >
 *   String > null. So `value between '1' and '200'` is a test of the type and the range at once.
 *   It takes no "5" for 5 and raises no error, whatever the value.
 * - Casts and functions that raise errors on other types stand in a CASE, whose order is sure.
 * - The keys of an object are looked up once, in a subquery; `offset 0` keeps the planner from
 *   putting the look-up back wherever the key is used.
 * - Lists are gone through by EXISTS over jsonb_array_elements, which ends at the first bad
 *   element; where a key is unique, by an aggregate, which counts in the same scan. ADR 10 has
 *   what was measured against it: a loop, SQL/JSON path, regular expressions.
 */

/** Names the function that checks a part: `contracts.intensity_overrides`. */
export type FunctionOf = (part: z.core.$ZodType) => string;

/**
 * A boolean SQL expression that is true when `value` is what the node describes.
 *
 * @param value an SQL expression of the type jsonb, cheap to repeat: a column or a parameter
 * @throws ToolError if a key is too long to name a column
 */
export function sqlCheck(node: ContractNode, value: string, functionOf: FunctionOf): Sql {
  return new SqlWriter(functionOf).check(node, value, root);
}

/** The name of the document itself, whose subqueries need none. */
const root = '';
/** Characters of a subquery's name, at most. */
const aliasLength = 40;

class SqlWriter {
  readonly #functionOf: FunctionOf;
  /** Aliases in use, since an inner one must not hide an outer one. */
  readonly #aliases = new Set<string>();

  constructor(functionOf: FunctionOf) {
    this.#functionOf = functionOf;
  }

  /** @param name what subqueries about this value may be called */
  check(node: ContractNode, value: string, name: string): Sql {
    switch (node.kind) {
      case 'number':
        return number(node, value);
      case 'text':
        return text(node, value);
      case 'one_of':
        return [isOneOf(value, node.values)];
      case 'any_object':
        return anyObject(node, value);
      case 'part':
        return [`${this.#functionOf(node.schema)}(${value})`];
      case 'nullable':
        return either(`${value} = 'null'`, this.check(node.node, value, name));
      case 'list':
        return this.#list(node, value, name);
      case 'tuple':
        return this.#tuple(node, value, name);
      case 'object':
        return whenType(value, 'object', [
          [`${value} - ${textArray(node.properties.map(({ key }) => key))} = '{}'`],
          ...this.#properties(node, value, name),
        ]);
      case 'map':
        return this.#map(node, value, name);
      case 'versions':
        return this.#versions(node, value, name);
      default:
        return node satisfies never;
    }
  }

  #list(node: ListNode, value: string, name: string): Sql {
    return whenType(value, 'array', [
      [`jsonb_array_length(${value}) ${between(node.least, node.most)}`],
      this.#elements(node, value, name),
    ]);
  }

  #elements({ element: node, uniqueBy }: ListNode, value: string, name: string): Sql {
    if (node.kind !== 'object') {
      const elements = this.#alias(name, 'items');
      const lines = [
        'not exists (',
        '  select',
        `  from jsonb_array_elements(${value}) as ${elements} (element)`,
        ...indent(whereNot(this.check(node, `${elements}.element`, `${name}_element`))),
        ')',
      ];
      this.#aliases.delete(elements);
      return lines;
    }
    // the element and its keys side by side in one subquery
    const element = this.#alias(name, 'item');
    const keys = node.properties.map(({ key }) => key);
    const itself = keys.includes('element') ? 'the_element' : 'element';
    const from = [
      'from (',
      '  select',
      `    ${itself},`,
      ...indent(lookUps(itself, keys), 4),
      `  from jsonb_array_elements(${value}) as elements (${itself})`,
      '  offset 0',
      `) as ${element}`,
    ];
    const check = whenType(`${element}.${itself}`, 'object', [
      [`${element}.${itself} - ${textArray(keys)} = '{}'`],
      ...this.#ofProperties(node, `${element}.${itself}`, element),
    ]);
    const lines =
      uniqueBy.length === 0
        ? ['not exists (', '  select', ...indent(from), ...indent(whereNot(check)), ')']
        : [
            '(',
            '  select',
            // one scan for both; it does not end at the first bad element, but lists are short
            '    coalesce(bool_and((',
            ...indent(check, 6),
            '    ) is true), true)',
            ...indent(
              uniqueBy.flatMap((key) => [
                `-- ${key} is unique in the list`,
                `and count(distinct ${element}.${identifier(key)}) = count(*)`,
              ]),
              4,
            ),
            ...indent(from),
            ')',
          ];
    this.#aliases.delete(element);
    return lines;
  }

  #map(node: MapNode, value: string, name: string): Sql {
    const entry = this.#alias(name, 'entry');
    const lines = whenType(value, 'object', [
      [`${value} - ${textArray(node.keys)} = '{}'`],
      described('each value', node.value, [
        'not exists (',
        '  select',
        `  from jsonb_each(${value}) as ${entry} (key, value)`,
        ...indent(whereNot(this.check(node.value, `${entry}.value`, name))),
        ')',
      ]),
      ...node.atLeastOne.map((keys) => hasOne(keys, value)),
    ]);
    this.#aliases.delete(entry);
    return lines;
  }

  #tuple(node: TupleNode, value: string, name: string): Sql {
    const tuple = this.#alias(name, 'places');
    const place = (index: number) => `${tuple}.place_${index}`;
    const lines = whenType(value, 'array', [
      [`jsonb_array_length(${value}) = ${node.items.length}`],
      [
        '(',
        '  select',
        ...indent(
          and([
            ...node.items.map((item, index) =>
              described(`[${index}]`, item, this.check(item, place(index), `${name}_${index}`)),
            ),
            ...node.ordered.map(([low, high]) => [`${place(low)} <= ${place(high)}`]),
          ]),
          4,
        ),
        '  from (',
        `    select ${node.items.map((_, index) => `${value} -> ${index} as place_${index}`).join(', ')}`,
        '    offset 0',
        `  ) as ${tuple}`,
        ')',
      ],
    ]);
    this.#aliases.delete(tuple);
    return lines;
  }

  /** What an object's properties have to be, the keys looked up in a subquery. */
  #properties(node: ObjectNode, value: string, name: string): Sql[] {
    if (node.properties.length === 0) return [];
    const object = this.#alias(name, 'keys');
    const lines = [
      '(',
      '  select',
      ...indent(and(this.#ofProperties(node, value, object)), 4),
      '  from (',
      '    select',
      ...indent(
        lookUps(
          value,
          node.properties.map(({ key }) => key),
        ),
        6,
      ),
      '    offset 0',
      `  ) as ${object}`,
      ')',
    ];
    this.#aliases.delete(object);
    return [lines];
  }

  /** @param object the subquery that has a column for each key */
  #ofProperties(node: ObjectNode, value: string, object: string): Sql[] {
    const column = (key: string) => `${object}.${identifier(key)}`;
    return [
      ...node.properties.map(({ key, optional, node: inner }) => {
        const check = this.check(inner, column(key), key);
        return described(
          key,
          inner,
          optional ? either(`${column(key)} is null`, check) : check,
          optional,
        );
      }),
      ...node.ordered.map(([low, high]) => [
        `-- where both are there, ${low} is not above ${high}`,
        `(${column(low)} <= ${column(high)}) is not false`,
      ]),
      ...node.atLeastOne.map((keys) => hasOne(keys, value)),
    ];
  }

  #versions(node: VersionsNode, value: string, name: string): Sql {
    const lines = ['case'];
    for (const { values, node: version } of node.versions) {
      const told = `${value} -> ${literal(node.discriminator)}`;
      lines.push(`  when ${isOneOf(told, values)} then`);
      lines.push(...indent(this.check(version, value, name), 4));
    }
    return [...lines, 'end'];
  }

  /** A name for a subquery that no outer one has, and no word of SQL: `heavy_keys`. */
  #alias(name: string, what: string): string {
    const words = name === root ? [] : (name.toLowerCase().match(/[a-z0-9]+/g) ?? []);
    const base = [...words, what].join('_').slice(-aliasLength).replace(/^\d/, '_$&');
    let alias = base;
    for (let count = 2; this.#aliases.has(alias); count += 1) alias = `${base}_${count}`;
    this.#aliases.add(alias);
    return alias;
  }
}

function hasOne(keys: readonly string[], value: string): Sql {
  return ['-- one of these at least', `${value} ?| ${textArray(keys)}`];
}

function lookUps(value: string, keys: readonly string[]): Sql {
  return keys.map(
    (key, index) =>
      `${value} -> ${literal(key)} as ${identifier(key)}${index === keys.length - 1 ? '' : ','}`,
  );
}
