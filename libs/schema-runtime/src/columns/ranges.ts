import { dayOf, momentOf } from './moments.ts';
import { textLike } from './text-like.ts';

// Ranges and multiranges, which JSON has as texts.
// Calls are marked as pure, so that a bundler leaves out the schemas that an app does not use.

/** The number that a bound of a range is compared by; undefined if the text is no bound of it. */
type Order = (bound: string) => number | undefined;

/** Past this Postgres has no next whole number, and past 2 ** 53 numbers are not exact here. */
const wholeTo = (most: number): Order => {
  return (bound) => {
    const value = /^-?\d{1,16}$/.test(bound) ? Number(bound) : Number.NaN;
    return Math.abs(value) < most ? value : undefined;
  };
};

const orders = {
  int4: /* @__PURE__ */ wholeTo(2 ** 31),
  int8: /* @__PURE__ */ wholeTo(2 ** 53),
  num: (bound: string) => {
    if (/^-?Infinity$/.test(bound)) return Number(bound);
    return /^-?\d{1,300}(?:\.\d+)?$/.test(bound) ? Number(bound) : undefined;
  },
  date: dayOf,
  ts: (bound: string) => momentOf(bound, false),
  tstz: (bound: string) => momentOf(bound, true),
  /** Of a type that somebody made: what its bounds are is not looked at. */
  other: () => 0,
} satisfies Record<string, Order>;

type Kind = keyof typeof orders;

const examples: Readonly<Record<Kind, string>> = {
  int4: '[1,6)',
  int8: '[1,6)',
  num: '[1.5,2)',
  date: '[2026-02-22,2026-03-01)',
  ts: '["2026-02-22 20:42:00","2026-02-22 21:00:00")',
  tstz: '["2026-02-22 20:42:00+00","2026-02-22 21:00:00+00")',
  other: '[1,6)',
};

const parts =
  /^([[(])("(?:[^"\\]|\\.|"")*"|[^\s"\\,()[\]{}]*),("(?:[^"\\]|\\.|"")*"|[^\s"\\,()[\]{}]*)([\])])$/;

/** A range such as `[1,6)`, by the type of its bounds: `range('int4')` is `int4range`. */
export function range(kind: Kind) {
  return textLike(`a range such as ${examples[kind]}`, (value) => isRange(value, orders[kind]));
}

/** Ranges in braces: `multirange('int4')` is `int4multirange`. */
export function multirange(kind: Kind) {
  return textLike(`ranges such as {${examples[kind]}}`, (value) => {
    if (!/^\{.*\}$/s.test(value)) return false;
    // between two ranges is a comma that no quotes are around
    const ranges = value.slice(1, -1).match(/(?:"(?:[^"\\]|\\.)*"|[^"\])])+[\])]?,?/g) ?? [];
    return (
      ranges.join('') === value.slice(1, -1) &&
      ranges.every((one, index) => {
        const isLast = index === ranges.length - 1;
        return one.endsWith(',') !== isLast && isRange(one.replace(/,$/, ''), orders[kind]);
      })
    );
  });
}

function isRange(value: string, order: Order): boolean {
  if (value === 'empty') return true;
  const [, , from, to] = parts.exec(value) ?? [];
  if (from === undefined || to === undefined) return false;
  const low = from === '' ? Number.NEGATIVE_INFINITY : order(unquoted(from));
  const high = to === '' ? Number.POSITIVE_INFINITY : order(unquoted(to));
  return low !== undefined && high !== undefined && low <= high;
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)|"(")/g, '$1$2') : text;
}
