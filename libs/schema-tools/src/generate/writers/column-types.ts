import type { CatalogueColumn } from '../model.ts';
import { key } from './source-text.ts';

/** A type of Postgres, with the building block of its values and their TypeScript type. */
interface Scalar {
  readonly block: string;
  readonly type: 'string' | 'number' | 'boolean' | 'Json' | 'string[]' | 'number[]';
}

const texts = (block: string, ...names: string[]) =>
  names.map((name): [string, Scalar] => [name, { block, type: 'string' }]);

/** By Postgres's own short name, if the type has no parameters, CHECKs or parts. */
const scalars: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ...texts('text', 'text', 'varchar', 'bpchar', 'name', 'xml', 'money', 'refcursor', 'aclitem'),
  ...texts('text', 'tsvector', 'tsquery', 'jsonpath', 'pg_snapshot', 'txid_snapshot'),
  ...texts('text', 'regclass', 'regcollation', 'regconfig', 'regdictionary', 'regnamespace'),
  ...texts('text', 'regoper', 'regoperator', 'regproc', 'regprocedure', 'regrole', 'regtype'),
  ...['uuid', 'time', 'timetz', 'interval', 'bytea', 'inet', 'cidr', 'macaddr', 'macaddr8'].flatMap(
    (name) => texts(name, name),
  ),
  ...['point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle', 'tid', 'xid8'].flatMap((name) =>
    texts(name, name),
  ),
  ...texts('oid', 'oid', 'xid', 'cid'),
  ...texts('lsn', 'pg_lsn'),
  ...texts('anyDate', 'date'),
  ...texts('anyTimestamp', 'timestamp'),
  ...texts('anyTimestamptz', 'timestamptz'),
  ['bool', { block: 'boolean', type: 'boolean' }],
  ['int2', { block: 'smallint', type: 'number' }],
  ['int4', { block: 'integer', type: 'number' }],
  ['int8', { block: 'bigint', type: 'number' }],
  ['json', { block: 'json', type: 'Json' }],
  ['jsonb', { block: 'json', type: 'Json' }],
  ['oidvector', { block: 'listOf(oid)', type: 'string[]' }],
  ['int2vector', { block: 'listOf(smallint)', type: 'number[]' }],
  // types of extensions, in any schema
  ...texts('text', '.citext', '.ltree', '.lquery', '.ltxtquery', '.sparsevec'),
  ...texts('vector', '.vector', '.halfvec'),
]);

/** The types whose schemas are calls with arguments. */
const made = new Map<string, Scalar['type']>([
  ['numeric', 'number'],
  ['float4', 'number'],
  ['float8', 'number'],
  ['bit', 'string'],
  ['varbit', 'string'],
  ['char', 'string'],
]);

/** The building block of a type without parameters; undefined without one. */
export function scalarOf(name: string): Scalar | undefined {
  return scalars.get(name.replace(/^.*(?=\.)/, ''));
}

/**
 * The TypeScript type of a column's values in the row schemas, without NULL; undefined if they do
 * not know it.
 */
export function typeOf({ type, values, nullable }: CatalogueColumn): string | undefined {
  const element = values ?? type.words;
  if (type.isArray) {
    const inner = typeOf({
      name: '',
      hasDefault: false,
      generated: false,
      nullable: true,
      type: { ...type, isArray: false },
      ...type.element,
    });
    return inner === undefined || inner.endsWith('[]') ? undefined : `(${inner})[]`;
  }
  if (element) return unionOf(element);
  if (type.bounds) return 'string';
  if (type.fields) {
    const fields = type.fields.map((field) => {
      const inner = typeOf(field) ?? 'unknown';
      return `${key(field.name)}: ${inner}${field.nullable ? ' | null' : ''}`;
    });
    return `{ ${fields.join('; ')} }`;
  }
  const scalar = scalarOf(type.name)?.type ?? made.get(type.name);
  if (scalar === 'Json') return nullable ? 'Json' : 'NonNullable<Json>';
  return scalar;
}

/** The union of literal types: `"squat" | "bench" | "deadlift"`. */
export function unionOf(values: readonly (string | number)[]): string {
  return values.map((value) => JSON.stringify(value)).join(' | ');
}
