import type { Node } from 'libpg-query';
import type { ColumnType, Limits } from '../model.ts';
import { lengthRange, narrowed, numberRange, type ColumnRange } from './ranges.ts';
import { parseExpression, valueList } from './value-lists.ts';
import { isInYears } from './years.ts';

/**
 * The limits of CHECKs on a type: of a column's own, or of a domain's.
 *
 * @param equalIsIdentical false for a case-insensitive collation, where no list of values is
 * complete
 */
export async function limitsOf(
  type: ColumnType,
  checks: readonly string[],
  equalIsIdentical: boolean,
): Promise<Limits> {
  if (checks.length === 0) return {};
  const parsed = await Promise.all(checks.map(parseExpression));
  const values = equalIsIdentical ? valuesOf(type, parsed) : undefined;
  const isWhole = type.name.startsWith('int');
  const range =
    !type.isArray && numbers.has(type.name)
      ? rangeOf(parsed.map((check) => numberRange(check, isWhole)))
      : undefined;
  const length = measured.has(type.name) ? rangeOf(parsed.map(lengthRange)) : undefined;
  const inYears = times.has(type.name) && parsed.some(isInYears);
  return {
    ...(values === undefined ? {} : { values }),
    ...(range === undefined ? {} : { range }),
    ...(length === undefined ? {} : { length }),
    ...(inYears ? { inYears } : {}),
  };
}

/** The intersection of both. */
export function bothLimits(one: Limits, other: Limits): Limits {
  const values = listsOf(one, other);
  const ranges = [one.range, other.range].filter((range) => range !== undefined);
  const lengths = [one.length, other.length].filter((length) => length !== undefined);
  return {
    ...(values === undefined ? {} : { values }),
    ...(ranges.length === 0 ? {} : { range: narrowed(ranges) }),
    ...(lengths.length === 0 ? {} : { length: narrowed(lengths) }),
    ...(one.inYears || other.inYears ? { inYears: true } : {}),
  };
}

function listsOf(one: Limits, other: Limits): Limits['values'] {
  if (!one.values || !other.values) return one.values ?? other.values;
  const others: readonly (string | number)[] = other.values;
  const agreed = [...one.values].filter((value) => others.includes(value));
  return asList(agreed);
}

/** The types whose `=` is true only for identical values. */
const listedAs: Readonly<Record<string, 'string' | 'number'>> = {
  text: 'string',
  varchar: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
};
/** The types of numbers. */
export const numbers = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8']);
/** The types whose `length` counts all characters; that of `char(n)` ignores trailing spaces. */
const measured = new Set(['text', 'varchar']);
const times = new Set(['date', 'timestamp', 'timestamptz']);

function valuesOf(type: ColumnType, checks: readonly (Node | undefined)[]): Limits['values'] {
  if (type.isArray) return undefined;
  let agreed: readonly (string | number)[] | undefined;
  for (const check of checks) {
    const values: readonly (string | number)[] | undefined = valueList(check)?.values;
    if (values) agreed = agreed ? agreed.filter((value) => values.includes(value)) : values;
  }
  const listed = agreed && asList(agreed);
  return listed?.every((value) => typeof value === listedAs[type.name]) ? listed : undefined;
}

/** Undefined for an empty intersection: contradictory lists need a person, not a type. */
function asList(values: readonly (string | number)[]): Limits['values'] {
  if (values.length === 0) return undefined;
  if (values.every((value) => typeof value === 'string')) return values;
  return values.every((value) => typeof value === 'number') ? values : undefined;
}

/** The intersection of the checks that are ranges; undefined if none is. */
function rangeOf(read: readonly (ColumnRange | undefined)[]): Limits['range'] {
  const ranges = read.filter((range) => range !== undefined);
  return ranges.length === 0 ? undefined : narrowed(ranges);
}
