import { charSet, classes, complement, dot, inBothCases, union, type CharSet } from './char-set.ts';

/** A regular expression of JavaScript as a tree. */
export type RegexNode =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly part: RegexNode;
      readonly min: number;
      readonly max: number;
    }
  | { readonly kind: 'look'; readonly negative: boolean; readonly part: RegexNode }
  | { readonly kind: 'start' | 'end' | 'boundary' | 'no boundary' };

/** Why a regular expression has no equivalent in Postgres. */
export class RegexRefusal extends Error {
  readonly instead: string;

  constructor(what: string, instead: string) {
    super(what);
    this.instead = instead;
  }
}

/** Flags that do not change the result of `test` from the first character on. */
const flagsTaken = /^[dgisu]*$/;

/**
 * Parses a regular expression.
 *
 * @throws RegexRefusal for a part that Postgres lacks, or reads in another way
 */
export function parseRegex(regex: RegExp): RegexNode {
  if (!flagsTaken.test(regex.flags)) {
    const flag = /[^dgisu]/.exec(regex.flags)?.[0] ?? '';
    throw new RegexRefusal(
      `the flag ${flag} of a regular expression`,
      'Write it without the flag.',
    );
  }
  if (regex.unicode && regex.ignoreCase) {
    throw new RegexRefusal(
      'the flags i and u together',
      'Write both cases: [a-zA-Z]. With these flags JavaScript folds letters beyond ASCII too.',
    );
  }
  return new RegexParser(regex).parse();
}

class RegexParser {
  readonly #source: readonly string[];
  readonly #isUnicode: boolean;
  readonly #isDotAll: boolean;
  readonly #ignoresCase: boolean;
  #at = 0;

  constructor({ source, unicode, dotAll, ignoreCase }: RegExp) {
    this.#source = Array.from(source);
    this.#isUnicode = unicode;
    this.#isDotAll = dotAll;
    this.#ignoresCase = ignoreCase;
  }

  parse(): RegexNode {
    const found = this.#choice();
    if (this.#at < this.#source.length) throw this.#unknown();
    return found;
  }

  #choice(): RegexNode {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    const [only] = parts;
    return only && parts.length === 1 ? only : { kind: 'choice', parts };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.#at < this.#source.length && !this.#isNext('|') && !this.#isNext(')')) {
      parts.push(this.#quantified());
    }
    return { kind: 'sequence', parts };
  }

  #quantified(): RegexNode {
    const from = this.#at;
    const part = this.#atom();
    const bounds = this.#quantifier();
    if (!bounds) return part;
    // greedy or lazy, the result of `test` is the same
    this.#take('?');
    const [min, max] = bounds;
    if (part.kind === 'look' || part.kind === 'start' || part.kind === 'end') {
      throw new RegexRefusal('a repeated assertion', 'Leave the quantifier out.');
    }
    if (!this.#isUnicode && (this.#source[from]?.length ?? 0) > 1) {
      throw new RegexRefusal(
        `a repeated ${this.#source[from]} without the flag u`,
        'Add the flag u: without it JavaScript repeats only the second half of the character.',
      );
    }
    return { kind: 'repeat', part, min, max };
  }

  #quantifier(): readonly [number, number] | undefined {
    if (this.#take('*')) return [0, Infinity];
    if (this.#take('+')) return [1, Infinity];
    if (this.#take('?')) return [0, 1];
    if (!this.#isNext('{')) return undefined;
    const rest = this.#source.slice(this.#at).join('');
    const [all, least = '', comma, most = ''] = /^\{(\d+)(,(\d*))?\}/.exec(rest) ?? [];
    if (all === undefined) throw this.#unknown();
    this.#at += all.length;
    const min = Number(least);
    const max = comma === undefined ? min : most === '' ? Infinity : Number(most);
    if (Math.max(min, Number.isFinite(max) ? max : 0) > 255) {
      throw new RegexRefusal(
        `the bound ${all} of a regular expression`,
        "Postgres's bounds end at 255. Limit the length with .min() and .max().",
      );
    }
    return [min, max];
  }

  #atom(): RegexNode {
    const one = this.#source[this.#at] ?? '';
    this.#at += 1;
    switch (one) {
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'set', set: dot(this.#isUnicode, this.#isDotAll) };
      case '(':
        return this.#group();
      case '[':
        return { kind: 'set', set: this.#list() };
      case '\\':
        if (this.#take('b')) return { kind: 'boundary' };
        if (this.#take('B')) return { kind: 'no boundary' };
        return { kind: 'set', set: this.#cased(this.#escape()) };
      case '*':
      case '+':
      case '?':
      case '{':
        this.#at -= 1;
        throw this.#unknown();
      default:
        return { kind: 'set', set: this.#cased(charSet(one)) };
    }
  }

  #group(): RegexNode {
    const look = this.#take('?=') ? 'positive' : this.#take('?!') ? 'negative' : undefined;
    if (look === undefined && this.#isNext('?')) {
      if (this.#isNext('?<=') || this.#isNext('?<!')) {
        throw new RegexRefusal('a lookbehind', 'Use a second .regex() for it.');
      }
      const [opening] = /^\?(?::|<[\w$]+>)/.exec(this.#source.slice(this.#at).join('')) ?? [];
      if (opening === undefined) throw this.#unknown();
      this.#at += opening.length;
    }
    const part = this.#choice();
    if (!this.#take(')')) throw this.#unknown();
    return look === undefined ? part : { kind: 'look', negative: look === 'negative', part };
  }

  /** A list of characters in brackets. */
  #list(): CharSet {
    const isNegated = this.#take('^');
    const sets: CharSet[] = [];
    while (!this.#take(']')) {
      const first = this.#listed();
      const mark = this.#at;
      if (this.#take('-') && !this.#isNext(']')) {
        const last = this.#listed();
        const [from, to] = [first.point, last.point];
        if (from === undefined || to === undefined) {
          // `[\w-.]`: the hyphen is a character
          sets.push(first.set, charSet('-'), last.set);
        } else {
          sets.push([[from, to]]);
        }
      } else {
        this.#at = mark;
        sets.push(first.set);
      }
    }
    const set = this.#cased(union(sets));
    return isNegated ? complement(set, this.#isUnicode) : set;
  }

  #listed(): { readonly set: CharSet; readonly point?: number } {
    const one = this.#source[this.#at];
    if (one === undefined) throw this.#unknown();
    this.#at += 1;
    if (one.length > 1 && !this.#isUnicode) {
      throw new RegexRefusal(`${one} in brackets without the flag u`, 'Add the flag u.');
    }
    const isClass = one === '\\' && /^[dwsDWS]$/.test(this.#source[this.#at] ?? '');
    const set = one !== '\\' ? charSet(one) : this.#take('b') ? charSet('\b') : this.#escape();
    return isClass ? { set } : { set, point: set[0]?.[0] ?? 0 };
  }

  /** The part after a backslash. */
  #escape(): CharSet {
    const one = this.#source[this.#at] ?? '';
    this.#at += 1;
    const own = classes.get(one.toLowerCase());
    if (own) return one === one.toLowerCase() ? own : complement(own, this.#isUnicode);
    const control = { t: '\t', n: '\n', r: '\r', v: '\v', f: '\f' }[one];
    if (control !== undefined) return charSet(control);
    const rest = this.#source.slice(this.#at).join('');
    const digits = { x: /^[0-9a-f]{2}/i, u: /^[0-9a-f]{4}/i, c: /^[a-z]/i }[one]?.exec(rest)?.[0];
    if (digits !== undefined) {
      this.#at += digits.length;
      const point = one === 'c' ? digits.charCodeAt(0) % 32 : Number.parseInt(digits, 16);
      return [[point, point]];
    }
    const [all, point] = (this.#isUnicode && one === 'u' && /^\{([0-9a-f]+)\}/i.exec(rest)) || [];
    if (all !== undefined && point !== undefined) {
      this.#at += all.length;
      return [[Number.parseInt(point, 16), Number.parseInt(point, 16)]];
    }
    if (one === '0' && !/^\d/.test(rest)) return [[0, 0]];
    if (/^[1-9k]$/.test(one)) {
      throw new RegexRefusal(`the back reference \\${one}`, 'Write the repeated part in full.');
    }
    if (/^[pP]$/.test(one)) {
      throw new RegexRefusal(
        'a class of Unicode such as \\p{L}',
        'Name the ranges: [a-zA-Z\\u00c0-\\u024f]. The versions of Unicode differ.',
      );
    }
    if (/^[A-Za-z0-9]?$/.test(one)) throw this.#unknown();
    return charSet(one);
  }

  #cased(set: CharSet): CharSet {
    if (!this.#ignoresCase) return set;
    const both = inBothCases(set);
    // white space has no case
    if (both === undefined && set !== classes.get('s')) {
      throw new RegexRefusal(
        'the flag i with characters beyond ASCII',
        'Write both cases in brackets, without the flag.',
      );
    }
    return both ?? set;
  }

  #isNext(text: string): boolean {
    return Array.from(text).every((one, index) => this.#source[this.#at + index] === one);
  }

  #take(text: string): boolean {
    const isNext = this.#isNext(text);
    if (isNext) this.#at += text.length;
    return isNext;
  }

  #unknown(): RegexRefusal {
    const rest = this.#source.slice(this.#at).join('');
    return new RegexRefusal(
      `the regular expression from ${JSON.stringify(rest)} on`,
      'Write it in the syntax of the flag u: escape characters with a special meaning.',
    );
  }
}
