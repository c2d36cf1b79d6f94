import type * as z from 'zod';
import { cannot } from './asked.ts';
import type { ContractNode, ListNode, ObjectNode } from './contract-node.ts';
import type { CheckWriter } from './check-writer.ts';
import { described } from './in-words.ts';
import { freeName, KeyColumns } from './sql-keys.ts';
import { hasOne, inOrder, map, otherKeys, record, tuple, versions } from './sql-structures.ts';
import { allOf, and, any, between, either, indent, whenType, type Sql } from './sql-text.ts';
import { anyJson, anyObject, isOneOf, noDeeper, number, text } from './sql-values.ts';

/* The form of a check, and its reasons.  - A check is true for a valid value, and false or NULL otherwise. Callers treat NULL as no (`is   true`, `is not true`). A missing key is NULL, so a required key needs no extra test, and no   check has `not` before it. - `jsonb` has an order, and the documentation gives it: Object > Array > Boolean > Number >   String > null. So `value between '1' and '200'` is a test of the type and the range at once. It   does not accept "5" for 5, and it never raises an error. - Casts and functions that raise errors for other types are inside a CASE, whose order is   guaranteed. - A subquery looks up the keys of an object once. `offset 0` keeps the planner from repeating the   look-up at each use. - A list is checked with EXISTS over jsonb_array_elements, which stops at the first bad element.   With a unique key it is an aggregate, which counts in the same scan. ADR 10 has the measured   alternatives: a loop, SQL/JSON path, regular expressions. */

/** Names the function that checks a part: `contracts.intensity_overrides`. */
export type FunctionOf = (part: z.core.$ZodType) => string;

/**
 * A boolean SQL expression that is true if the node describes `value`.
 *
 * @param value a cheap SQL expression of the type jsonb, such as a column or a parameter
 * @throws ToolError if the node contains itself and is not a part
 */
export function sqlCheck(node: ContractNode, value: string, functionOf: FunctionOf): Sql {
  return new SqlWriter(functionOf).check(node, value, root);
}

/** The name of the document itself, whose subqueries need no prefix. */
const root = '';
/** The most characters of a subquery's name. */
const aliasLength = 40;

class SqlWriter implements CheckWriter {
  readonly #functionOf: FunctionOf;
  /** The aliases in use, because an inner one must not hide an outer one. */
  readonly #aliases = new Set<string>();

  constructor(functionOf: FunctionOf) {
    this.#functionOf = functionOf;
  }

  check(node: ContractNode, value: string, name: string): Sql {
    switch (node.kind) {
      case 'number':
        return number(node, value);
      case 'text':
        return text(node, value);
      case 'one_of':
        return [isOneOf(value, node.values)];
      case 'anything':
        return [`${value} is not null`];
      case 'json':
        return this.withAlias(name, 'inside', (inside) => anyJson(value, inside));
      case 'any_object':
        return anyObject(node, value);
      case 'nested':
        return and([noDeeper(node.maxDepth, value), this.check(node.node, value, name)]);
      case 'part':
        return [`${this.#functionOf(node.schema)}(${value})`];
      case 'nullable':
        return either(`${value} = 'null'`, this.check(node.node, value, name));
      case 'union':
        return any(node.options.map((option) => this.check(option, value, name)));
      case 'list':
        return this.#list(node, value, name);
      case 'tuple':
        return tuple(this, node, value, name);
      case 'object':
        return this.#object(node, value, name);
      case 'map':
        return map(this, node, value, name);
      case 'record':
        return record(this, node, value, name);
      case 'versions':
        return versions(this, node, value, name);
      case 'recursion':
        throw cannot(
          node.path,
          'a schema inside itself that is not exported',
          'Export it from the module of the contract: the function takes the name of the export.',
        );
      default:
        return node satisfies never;
    }
  }

  withAlias(name: string, what: string, write: (alias: string) => Sql): Sql {
    const words = name === root ? [] : (name.toLowerCase().match(/[a-z0-9]+/g) ?? []);
    const base = [...words, what].join('_').slice(-aliasLength).replace(/^\d/, '_$&');
    let alias = base;
    for (let count = 2; this.#aliases.has(alias); count += 1) alias = `${base}_${count}`;
    this.#aliases.add(alias);
    const lines = write(alias);
    this.#aliases.delete(alias);
    return lines;
  }

  #list(node: ListNode, value: string, name: string): Sql {
    const { least, most } = node;
    const isAnything = node.element.kind === 'anything';
    const length =
      least === 0 && most === undefined
        ? []
        : [[`jsonb_array_length(${value}) ${between(least, most)}`]];
    const elements = isAnything ? [] : [this.#elements(node, value, name)];
    return whenType(value, 'array', [...length, ...elements]);
  }

  #elements({ element: node, uniqueBy }: ListNode, value: string, name: string): Sql {
    if (node.kind === 'object') {
      return this.withAlias(name, 'item', (item) => this.#objects(node, uniqueBy, value, item));
    }
    return this.withAlias(name, 'items', (items) =>
      allOf(
        [`from jsonb_array_elements(${value}) as ${items} (element)`],
        this.check(node, `${items}.element`, `${name}_element`),
      ),
    );
  }

  /** A list of objects: one subquery has the element and its keys side by side. */
  #objects(node: ObjectNode, uniqueBy: readonly string[], value: string, item: string): Sql {
    const keys = node.properties.map(({ key }) => key);
    const columns = new KeyColumns(keys);
    const itself = freeName('element', new Set(keys));
    const from = [
      'from (',
      '  select',
      `    ${itself}${keys.length === 0 ? '' : ','}`,
      ...indent(columns.lookUps(itself), 4),
      `  from jsonb_array_elements(${value}) as elements (${itself})`,
      '  offset 0',
      `) as ${item}`,
    ];
    const checks = [
      ...otherKeys(this, keys, node.others, `${item}.${itself}`, item),
      ...this.#ofProperties(node, `${item}.${itself}`, item, columns),
    ];
    const check = whenType(`${item}.${itself}`, 'object', checks);
    if (uniqueBy.length === 0) return allOf(from, check);
    return [
      '(',
      '  select',
      // one scan for both; it does not stop at the first bad element, but lists are short
      '    coalesce(bool_and((',
      ...indent(check, 6),
      '    ) is true), true)',
      ...indent(
        uniqueBy.flatMap((key) => [
          `-- ${key} is unique in the list`,
          `and count(distinct ${item}.${columns.of(key)}) = count(*)`,
        ]),
        4,
      ),
      ...indent(from),
      ')',
    ];
  }

  #object(node: ObjectNode, value: string, name: string): Sql {
    const keys = node.properties.map(({ key }) => key);
    return whenType(value, 'object', [
      ...otherKeys(this, keys, node.others, value, name),
      ...this.#properties(node, value, name),
    ]);
  }

  /** The checks of an object's properties; a subquery looks the keys up. */
  #properties(node: ObjectNode, value: string, name: string): Sql[] {
    const columns = new KeyColumns(node.properties.map(({ key }) => key));
    const write = (object: string) => {
      const checks = this.#ofProperties(node, value, object, columns);
      if (checks.length === 0) return [];
      return [
        '(',
        '  select',
        ...indent(and(checks), 4),
        '  from (',
        '    select',
        ...indent(columns.lookUps(value), 6),
        '    offset 0',
        `  ) as ${object}`,
        ')',
      ];
    };
    if (node.properties.length === 0) return [];
    const lines = this.withAlias(name, 'keys', write);
    return lines.length === 0 ? [] : [lines];
  }

  /** @param object the subquery with a column for each key */
  #ofProperties(node: ObjectNode, value: string, object: string, columns: KeyColumns): Sql[] {
    const column = (key: string) => `${object}.${columns.of(key)}`;
    return [
      ...node.properties.flatMap(({ key, optional, node: inner }) => {
        if (optional && inner.kind === 'anything') return [];
        const check = this.check(inner, column(key), key);
        const whole = optional ? either(`${column(key)} is null`, check) : check;
        return [described(key, inner, whole, optional)];
      }),
      ...node.ordered.map(([low, high]) => [
        inOrder(low, high),
        `(${column(low)} <= ${column(high)}) is not false`,
      ]),
      ...node.atLeastOne.map((keys) => hasOne(keys, value)),
    ];
  }
}
