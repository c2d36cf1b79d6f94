import { dayOf, momentOf } from './moments.ts';
import { textLike } from './text-like.ts';

// Ranges and multiranges, which JSON has as texts. Calls are marked as pure, so a bundler leaves
// out unused schemas.

/** The bounds of a kind of range. */
interface Bounds {
  /** The number that a bound is compared by; undefined if the text is no bound of it. */
  readonly order: (bound: string) => number | undefined;
  /** Postgres writes [1,5] as [1,6): the last value, after which there is none, ends no range. */
  readonly last?: number;
}

/** Whole numbers of so many bits. */
function whole(bits: number, digits: string): Bounds {
  const fits = (text: string, more: number) =>
    text.length <= digits.length &&
    text.padStart(digits.length, '0') <= digits.slice(0, -1) + String(Number(digits.at(-1)) + more);
  return {
    order: (bound) => {
      const [, sign, number = ''] = /^(-?)(\d{1,19})$/.exec(bound) ?? [];
      return sign !== undefined && fits(number, sign === '-' ? 1 : 0) ? Number(bound) : undefined;
    },
    last: 2 ** (bits - 1) - 1,
  };
}

const kinds = {
  int4: /* @__PURE__ */ whole(32, '2147483647'),
  int8: /* @__PURE__ */ whole(64, '9223372036854775807'),
  num: {
    order: (bound: string) => {
      if (/^-?Infinity$/.test(bound)) return Number(bound);
      return /^-?\d{1,300}(?:\.\d+)?$/.test(bound) ? Number(bound) : undefined;
    },
  },
  date: { order: dayOf, last: /* @__PURE__ */ dayOf('5874897-12-31') ?? 0 },
  ts: { order: (bound: string) => momentOf(bound, false) },
  tstz: { order: (bound: string) => momentOf(bound, true) },
  /** A user-defined range type, whose bounds are not checked. */
  other: { order: () => 0 },
} satisfies Record<string, Bounds>;

type Kind = keyof typeof kinds;

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
  return textLike(`a range such as ${examples[kind]}`, (value) => isRange(value, kinds[kind]));
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
        return one.endsWith(',') !== isLast && isRange(one.replace(/,$/, ''), kinds[kind]);
      })
    );
  });
}

function isRange(value: string, { order, last }: Bounds): boolean {
  if (value === 'empty') return true;
  const [, opens, from, to, closes] = parts.exec(value) ?? [];
  if (from === undefined || to === undefined) return false;
  const low = from === '' ? Number.NEGATIVE_INFINITY : order(unquoted(from));
  const high = to === '' ? Number.POSITIVE_INFINITY : order(unquoted(to));
  const isPast = (low === last && opens === '(') || (high === last && closes === ']');
  const isOpen = last === undefined || !isPast;
  return low !== undefined && high !== undefined && low <= high && isOpen;
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)|"(")/g, '$1$2') : text;
}
