import { has, setPattern, surrogatesIn, wordCharacters, type CharSet } from './char-set.ts';
import { parseRegex, RegexRefusal, type RegexNode } from './parse-regex.ts';

/** A regular expression for Postgres, equivalent to one of JavaScript. */
export interface RegexPattern {
  readonly pattern: string;
  /** The replacement in the text for each half of a character beyond U+FFFF, if halves matter. */
  readonly half?: string;
}

/**
 * Translates a regular expression from JavaScript to Postgres.
 *
 * It writes all sets out, because Postgres's own classes depend on the locale. The anchors mean the
 * same, because neither engine uses its line mode. Without the flag `u`, JavaScript sees UTF-16
 * units, so `.` matches half of an emoji. If a set contains halves, the check replaces each half in
 * the text with a character of the same sets.
 *
 * @throws RegexRefusal for a part that Postgres lacks, or reads in another way
 */
export function regexPattern(regex: RegExp): RegexPattern {
  const tree = parseRegex(regex);
  const sets = setsOf(tree);
  const isWide = !regex.unicode && sets.some((set) => surrogatesIn(set) !== 'none');
  const pattern = writer(regex.unicode)(tree);
  if (!isWide) return { pattern };
  const half = ['\ue000', '\ud7ff', '\uffff', '\uf8ff'].find((one) =>
    sets.every((set) => {
      const halves = surrogatesIn(set);
      return halves !== 'some' && has(set, one.charCodeAt(0)) === (halves === 'all');
    }),
  );
  if (half === undefined || sets.some((set) => set.some(([, last]) => last > 0xffff))) {
    throw new RegexRefusal(
      'a regular expression of characters beyond U+FFFF without the flag u',
      'Add the flag u: without it JavaScript reads halves of such characters.',
    );
  }
  return { pattern, half };
}

function setsOf(node: RegexNode): CharSet[] {
  if (node.kind === 'set') return [node.set];
  if ('parts' in node) return node.parts.flatMap(setsOf);
  if ('part' in node) return setsOf(node.part);
  return [];
}

function writer(isUnicode: boolean): (node: RegexNode) => string {
  const word = setPattern(wordCharacters, true);
  const boundary = `(?<=${word})(?!${word})|(?<!${word})(?=${word})`;
  const inside = `(?<=${word})(?=${word})|(?<!${word})(?!${word})`;
  const write = (node: RegexNode): string => {
    switch (node.kind) {
      case 'set':
        if (node.set.length === 0) {
          throw new RegexRefusal('[], which matches nothing', 'Use z.never().');
        }
        return setPattern(node.set, isUnicode);
      case 'sequence':
        return node.parts
          .map((part) => (part.kind === 'choice' ? group(part) : write(part)))
          .join('');
      case 'choice':
        return node.parts.map(write).join('|');
      case 'repeat':
        return `${isAtom(node.part) ? write(node.part) : group(node.part)}${bounds(node)}`;
      case 'look':
        return `(?${node.negative ? '!' : '='}${write(node.part)})`;
      case 'start':
        return '^';
      case 'end':
        return '$';
      case 'boundary':
        return `(?:${boundary})`;
      case 'no boundary':
        return `(?:${inside})`;
      default:
        return node satisfies never;
    }
  };
  const group = (node: RegexNode) => `(?:${write(node)})`;
  return write;
}

/**
 * Whether a quantifier after it applies to all of it. This is also true for an escape such as
 * `\u0009`.
 */
function isAtom({ kind }: RegexNode): boolean {
  return kind === 'set';
}

function bounds({ min, max }: { readonly min: number; readonly max: number }): string {
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === max) return `{${min}}`;
  return min === 0 && max === 1 ? '?' : `{${min},${max}}`;
}
