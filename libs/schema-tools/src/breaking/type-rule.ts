import type { RuleId } from './rules.ts';

/** A type as `format_type` writes it, taken apart. */
interface Type {
  readonly name: string;
  readonly isArray: boolean;
  readonly sizes: readonly number[];
}

const integers = ['smallint', 'integer', 'bigint'];
const times = new Set([
  'date',
  'timestamp without time zone',
  'timestamp with time zone',
  'time without time zone',
  'time with time zone',
]);
const texts = new Set(['text', 'character varying', 'character', 'citext', 'uuid', 'name']);

/** What a change of a column's or an argument's type is for apps; undefined for the same type. */
export function typeRule(before: string, after: string): RuleId | undefined {
  if (before === after) return undefined;
  const [old, now] = [read(before), read(after)];
  const isJson = ({ name }: Type) => name === 'json' || name === 'jsonb';
  if (isJson(old) && isJson(now)) return undefined;
  if ((old.isArray && isJson(now)) || (isJson(old) && now.isArray)) return 'type-array-json';
  if (old.isArray !== now.isArray) return 'type-same';
  if (times.has(old.name) && times.has(now.name)) return 'type-time';
  const [from, to] = [integers.indexOf(old.name), integers.indexOf(now.name)];
  if (from >= 0 && to >= 0) return to > from ? 'type-widen' : 'type-narrow';
  // every integer is a numeric, and both are JSON numbers
  if (from >= 0 && now.name === 'numeric') return 'type-widen';
  if (old.name === 'numeric' && to >= 0) return 'type-narrow';
  if (old.name === 'numeric' && now.name === 'numeric') return sizeRule(digits(old), digits(now));
  if (texts.has(old.name) && texts.has(now.name)) {
    if (now.name === 'uuid') return 'type-narrow';
    if (old.name === 'uuid') return 'type-widen';
    return sizeRule([old.sizes[0] ?? Infinity], [now.sizes[0] ?? Infinity]);
  }
  return 'type-same';
}

/** Digits before and after the point. */
function digits({ sizes: [precision, scale = 0] }: Type): readonly number[] {
  return precision === undefined ? [Infinity, Infinity] : [precision - scale, scale];
}

function sizeRule(old: readonly number[], now: readonly number[]): RuleId | undefined {
  if (now.some((size, place) => size < (old[place] ?? Infinity))) return 'type-narrow';
  return now.some((size, place) => size > (old[place] ?? Infinity)) ? 'type-widen' : undefined;
}

function read(type: string): Type {
  const [, head = type, sizes = '', tail = '', brackets = ''] =
    /^([^([]+?)(?:\(([\d, -]+)\))?( with(?:out)? time zone)?(\[\])*$/.exec(type) ?? [];
  return {
    name: `${head}${tail}`,
    isArray: brackets !== '',
    sizes: sizes === '' ? [] : sizes.split(',').map(Number),
  };
}
