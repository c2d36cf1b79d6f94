/** A set of characters, as ordered and separate ranges of code points. */
export type CharSet = readonly (readonly [first: number, last: number])[];

const lastUnit = 0xffff;
const lastPoint = 0x10ffff;
const surrogates = [0xd800, 0xdfff] as const;

/** The characters of a text. */
export function charSet(...texts: readonly string[]): CharSet {
  return union(
    texts.flatMap((text) =>
      Array.from(text, (one): CharSet => [[one.codePointAt(0) ?? 0, one.codePointAt(0) ?? 0]]),
    ),
  );
}

/** The union of some sets, with adjacent ranges merged. */
export function union(sets: readonly CharSet[]): CharSet {
  const merged: [number, number][] = [];
  for (const [first, last] of sets.flat().toSorted(([one], [other]) => one - other)) {
    const before = merged.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

/** The complement: in code points with the flag `u`, in UTF-16 units without. */
export function complement(set: CharSet, isUnicode: boolean): CharSet {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  const end = isUnicode ? lastPoint : lastUnit;
  if (next <= end) gaps.push([next, end]);
  return gaps;
}

export function has(set: CharSet, point: number): boolean {
  return set.some(([first, last]) => first <= point && point <= last);
}

/** How many of the surrogates are in the set. */
export function surrogatesIn(set: CharSet): 'all' | 'some' | 'none' {
  const [first, last] = surrogates;
  if (set.some(([from, to]) => from <= first && last <= to)) return 'all';
  return set.some(([from, to]) => from <= last && first <= to) ? 'some' : 'none';
}

const digits: CharSet = [[0x30, 0x39]];
export const wordCharacters: CharSet = union([
  digits,
  [[0x41, 0x5a]],
  charSet('_'),
  [[0x61, 0x7a]],
]);
const spaces = union([
  [[0x09, 0x0d]],
  charSet(' ', '\u00a0', '\u1680', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000', '\ufeff'),
  [[0x2000, 0x200a]],
]);
const lineEnds = charSet('\n', '\r', '\u2028', '\u2029');

/** `\d`, `\w` and `\s` in JavaScript. Postgres's own depend on the locale. */
export const classes: ReadonlyMap<string, CharSet> = new Map([
  ['d', digits],
  ['w', wordCharacters],
  ['s', spaces],
]);

/** What `.` matches. */
export function dot(isUnicode: boolean, isDotAll: boolean): CharSet {
  return complement(isDotAll ? [] : lineEnds, isUnicode);
}

/** The set with both cases of each letter; undefined if it has letters beyond ASCII. */
export function inBothCases(set: CharSet): CharSet | undefined {
  const more: CharSet[] = [set];
  for (const [first, last] of set) {
    if (last > 0x7f) return undefined;
    for (let point = first; point <= last; point += 1) {
      const letter = String.fromCodePoint(point);
      more.push(charSet(letter.toLowerCase(), letter.toUpperCase()));
    }
  }
  return union(more);
}

/**
 * The set as a Postgres regular expression: a character, or a list in brackets. Without the flag
 * `u`, a set with all surrogates is only for texts without characters beyond U+FFFF.
 */
export function setPattern(set: CharSet, isUnicode: boolean): string {
  // texts of jsonb contain no NUL character and no half of a surrogate pair
  const never: CharSet = [[0, 0], surrogates];
  const there = complement(union([complement(set, isUnicode), never]), isUnicode);
  const [only] = there;
  if (only && there.length === 1 && only[0] === only[1]) return single(only[0]);
  const missing = complement(union([there, never]), isUnicode);
  if (isUnicode || surrogatesIn(set) === 'all') {
    if (missing.length === 0) return '.';
    if (missing.length < there.length) return `[^${missing.map(range).join('')}]`;
  }
  return `[${there.map(range).join('')}]`;
}

function single(point: number): string {
  const itself = String.fromCodePoint(point);
  if (/^[A-Za-z0-9_@%/:,;=~!#&<>"' -]$/.test(itself)) return itself;
  return /^[.+*?()[\]{}^$|\\]$/.test(itself) ? `\\${itself}` : escaped(point);
}

function range([first, last]: readonly [number, number]): string {
  const inList = (point: number) => {
    const itself = String.fromCodePoint(point);
    return /^[A-Za-z0-9_@%+/:,;=~!#&<>"' .*?]$/.test(itself) ? itself : escaped(point);
  };
  return first === last ? inList(first) : `${inList(first)}-${inList(last)}`;
}

function escaped(point: number): string {
  const digitsOf = point.toString(16);
  return point > lastUnit ? `\\U${digitsOf.padStart(8, '0')}` : `\\u${digitsOf.padStart(4, '0')}`;
}
