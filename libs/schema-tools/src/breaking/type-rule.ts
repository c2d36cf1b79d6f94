import type { Facts } from '../facts/facts.ts';
import type { RuleId } from './rules.ts';

/** A type as `format_type` prints it, in parts. */
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

/**
 * The rule for a changed type of a column or an argument; undefined for the same type.
 *
 * @param were the old enums with their words; the new ones are separate
 */
export function typeRule(
  before: string,
  after: string,
  were: Facts['enums'] = {},
  are: Facts['enums'] = {},
): RuleId | undefined {
  if (before === after) return undefined;
  const [words, others] = [were[before], are[after]];
  if (words && others)
    return words.every((word) => others.includes(word)) ? 'type-widen' : 'type-narrow';
  // in the Data API, an enum's word is a text
  if (words && texts.has(read(after).name)) return 'type-widen';
  if (others && texts.has(read(before).name)) return 'type-narrow';
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
  const floats = ['real', 'double precision'];
  const [single, double] = [floats.indexOf(old.name), floats.indexOf(now.name)];
  if (single >= 0 && double >= 0) return double > single ? 'type-widen' : 'type-narrow';
  if (double >= 0 && (from >= 0 || old.name === 'numeric')) return 'type-widen';
  if (single >= 0 && to >= 0) return 'type-narrow';
  if (single >= 0 && now.name === 'numeric') {
    return now.sizes.length === 0 ? 'type-widen' : 'type-narrow';
  }
  if (old.name === 'numeric' && now.name === 'numeric') return sizeRule(digits(old), digits(now));
  if (texts.has(old.name) && texts.has(now.name)) {
    if (now.name === 'uuid') return 'type-narrow';
    if (old.name === 'uuid') return 'type-widen';
    return sizeRule([old.sizes[0] ?? Infinity], [now.sizes[0] ?? Infinity]);
  }
  // in JSON every value of these is a text
  if (texts.has(now.name) && isWritten(old)) return 'type-widen';
  if (texts.has(old.name) && isWritten(now)) return 'type-narrow';
  return 'type-same';
}

const isWritten = ({ name, isArray }: Type) =>
  !isArray && (times.has(name) || /^(?:interval|inet|cidr|macaddr|bytea|money)$/.test(name));

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
