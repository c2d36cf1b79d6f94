/**
 * Parser combinators with the errors of Haskell's Parsec, which PostgREST uses. PostgREST's answers
 * contain those errors: the position, the unexpected text and the expected ones (PGRST100).
 */

/** Reads a text from an offset on. */
export type Parser<T> = (text: string, at: number) => Outcome<T>;

type Outcome<T> = Success<T> | Failure;

interface Success<T> {
  readonly ok: true;
  readonly value: T;
  /** Where the next parser continues. */
  readonly at: number;
  /** Whether it read anything; if so, no alternative is tried. */
  readonly consumed: boolean;
  /** The other texts that were possible here, for the error of the next parser. */
  readonly error: Fault;
}

interface Failure {
  readonly ok: false;
  readonly consumed: boolean;
  readonly error: Fault;
}

interface Fault {
  readonly at: number;
  readonly messages: readonly Message[];
}

interface Message {
  /** The text at the position, a refused one, or an expected one. */
  readonly kind: 'found' | 'unexpected' | 'expected';
  readonly text: string;
}

/** A text that violates the grammar, in PostgREST's words. */
export class ParseError extends Error {
  readonly details: string;

  constructor(message: string, details: string) {
    super(message);
    this.details = details;
  }
}

/**
 * Parses a text from its beginning. It ignores the rest after the parsed part.
 *
 * @param name the text's name in the message
 * @throws ParseError
 */
export function parseText<T>(parser: Parser<T>, name: string, text: string): T {
  let outcome: Outcome<T>;
  try {
    outcome = parser(text, 0);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ParseError(`"${name}" (line 1, column 1)`, 'nested too deep');
  }
  if (outcome.ok) return outcome.value;
  const { at, messages } = outcome.error;
  const lines = text.slice(0, at).split('\n');
  const column = Array.from(lines.at(-1) ?? '').length + 1;
  throw new ParseError(
    `"${name}" (line ${lines.length}, column ${column})`,
    describe(messages) || 'unknown parse error',
  );
}

/** The words of an error: `unexpected "x" expecting "," or end of input`. */
function describe(messages: readonly Message[]): string {
  const of = (kind: Message['kind']) =>
    messages.filter((one) => one.kind === kind).map(({ text }) => text);
  const [found] = of('found');
  const unexpected = distinct(of('unexpected'));
  const expected = distinct(of('expected'));
  const first =
    unexpected.length > 0 ? list(unexpected) : found === '' ? 'end of input' : found && show(found);
  return [
    ...(first === undefined ? [] : [`unexpected ${first}`]),
    ...(expected.length > 0 ? [`expecting ${list(expected)}`] : []),
  ].join(' ');
}

const distinct = (texts: readonly string[]) => [...new Set(texts)].filter((text) => text !== '');

const list = (texts: readonly string[]) =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`;

/** A text in the quotes and escapes of Haskell. */
function show(text: string): string {
  const escaped = text
    .replaceAll(/["\\]/g, String.raw`\$&`)
    .replaceAll(/[^ -~]/gu, (char) => `\\${char.codePointAt(0)}`);
  return `"${escaped}"`;
}

const nothing = (at: number): Fault => ({ at, messages: [] });

/** The error with the larger position; both if they are equal. */
function merge(one: Fault, other: Fault): Fault {
  if (other.messages.length === 0 && one.messages.length > 0) return one;
  if (one.messages.length === 0 && other.messages.length > 0) return other;
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return { at: one.at, messages: [...one.messages, ...other.messages] };
}

const withExpected = (fault: Fault, text: string): Fault => ({
  at: fault.at,
  messages: [
    ...fault.messages.filter(({ kind }) => kind !== 'expected'),
    { kind: 'expected', text },
  ],
});

/** Reads nothing. */
export const pure =
  <T>(value: T): Parser<T> =>
  (_, at) => ({ ok: true, value, at, consumed: false, error: nothing(at) });

const found = (text: string, at: number): Message => ({
  kind: 'found',
  text: at >= text.length ? '' : charAt(text, at),
});

const charAt = (text: string, at: number) => String.fromCodePoint(text.codePointAt(at) ?? 0);

/** One character. */
export const satisfy =
  (test: (char: string) => boolean): Parser<string> =>
  (text, at) => {
    const char = at < text.length ? charAt(text, at) : '';
    if (char === '' || !test(char)) {
      return { ok: false, consumed: false, error: { at, messages: [found(text, at)] } };
    }
    const next = at + char.length;
    return { ok: true, value: char, at: next, consumed: true, error: nothing(next) };
  };

export const noneOf = (chars: string) => satisfy((char) => !chars.includes(char));
export const oneOf = (chars: string) => satisfy((char) => chars.includes(char));
export const anyChar = satisfy(() => true);
export const char = (wanted: string) =>
  label(
    satisfy((one) => one === wanted),
    show(wanted),
  );

/** A word. Its error names the whole word and its beginning, whichever character differs. */
export const string =
  (word: string): Parser<string> =>
  (text, at) => {
    let length = 0;
    while (length < word.length && text[at + length] === word[length]) length += 1;
    if (length === word.length) {
      const next = at + length;
      return { ok: true, value: word, at: next, consumed: true, error: nothing(next) };
    }
    const messages = [found(text, at + length), { kind: 'expected', text: show(word) } as const];
    return { ok: false, consumed: length > 0, error: { at, messages } };
  };

/** Parsers one after another; the value is the list of their values. */
export const sequence =
  <T extends readonly unknown[]>(
    ...parsers: { readonly [K in keyof T]: Parser<T[K]> }
  ): Parser<T> =>
  (text, start) => {
    const values: unknown[] = [];
    let at = start;
    let consumed = false;
    let error = nothing(start);
    for (const parser of parsers) {
      const outcome = parser(text, at);
      error = outcome.consumed ? outcome.error : merge(error, outcome.error);
      consumed ||= outcome.consumed;
      if (!outcome.ok) return { ok: false, consumed, error };
      values.push(outcome.value);
      at = outcome.at;
    }
    return { ok: true, value: values as unknown as T, at, consumed, error };
  };

export const map =
  <T, U>(parser: Parser<T>, change: (value: T) => U): Parser<U> =>
  (text, at) => {
    const outcome = parser(text, at);
    return outcome.ok ? { ...outcome, value: change(outcome.value) } : outcome;
  };

export const constant = <T>(parser: Parser<unknown>, value: T) => map(parser, () => value);

/**
 * The first parser that succeeds. A parser that fails after it has read something ends the choice.
 */
export const choice =
  <T>(...parsers: readonly Parser<T>[]): Parser<T> =>
  (text, at) => {
    let error = nothing(at);
    for (const parser of parsers) {
      const outcome = parser(text, at);
      if (outcome.consumed) return outcome;
      error = merge(error, outcome.error);
      if (outcome.ok) return { ...outcome, error };
    }
    return { ok: false, consumed: false, error };
  };

/** Replaces a parser's detailed expectations with one description. */
export const label =
  <T>(parser: Parser<T>, text: string): Parser<T> =>
  (input, at) => {
    const outcome = parser(input, at);
    if (outcome.consumed || (outcome.ok && outcome.error.messages.length === 0)) return outcome;
    return { ...outcome, error: withExpected(outcome.error, text) };
  };

/** Parsec's `try`: a failure counts as having read nothing. */
export const attempt =
  <T>(parser: Parser<T>): Parser<T> =>
  (text, at) => {
    const outcome = parser(text, at);
    return outcome.ok ? outcome : { ...outcome, consumed: false };
  };

export const lookAhead =
  <T>(parser: Parser<T>): Parser<T> =>
  (text, at) => {
    const outcome = parser(text, at);
    return outcome.ok ? { ...outcome, at, consumed: false, error: nothing(at) } : outcome;
  };

/** Succeeds if the parser fails; otherwise its error is after the parsed text. */
export const notFollowedBy =
  (parser: Parser<string>): Parser<undefined> =>
  (text, at) => {
    const outcome = parser(text, at);
    return outcome.ok ? refused(outcome.value, outcome.at) : pure(undefined)(text, at);
  };

export const endOfInput: Parser<undefined> = label(
  (text, at) => (at < text.length ? refused(charAt(text, at), at) : pure(undefined)(text, at)),
  'end of input',
);

function refused(letter: string, at: number): Failure {
  const text = `'${show(letter)
    .slice(1, -1)
    .replace(String.raw`\"`, '"')}'`;
  return { ok: false, consumed: false, error: { at, messages: [{ kind: 'unexpected', text }] } };
}

export const many =
  <T>(parser: Parser<T>): Parser<T[]> =>
  (text, start) => {
    const values: T[] = [];
    let at = start;
    for (;;) {
      const outcome = parser(text, at);
      if (!outcome.ok) {
        if (outcome.consumed) return outcome;
        return { ok: true, value: values, at, consumed: at > start, error: outcome.error };
      }
      values.push(outcome.value);
      at = outcome.at;
    }
  };

export const many1 = <T>(parser: Parser<T>): Parser<T[]> =>
  map(sequence(parser, many(parser)), ([first, rest]) => [first, ...rest]);

export const option = <T, U>(parser: Parser<T>, otherwise: U): Parser<T | U> =>
  choice<T | U>(parser, pure(otherwise));

export const sepBy1 = <T>(parser: Parser<T>, separator: Parser<unknown>): Parser<T[]> =>
  map(sequence(parser, many(after(separator, parser))), ([first, rest]) => [first, ...rest]);

export const sepBy = <T>(parser: Parser<T>, separator: Parser<unknown>): Parser<T[]> =>
  choice(sepBy1(parser, separator), pure<T[]>([]));

/** The second parser's value. */
export const after = <T>(first: Parser<unknown>, second: Parser<T>): Parser<T> =>
  map(sequence(first, second), ([, value]) => value);

/** The first parser's value. */
export const before = <T>(first: Parser<T>, second: Parser<unknown>): Parser<T> =>
  map(sequence(first, second), ([value]) => value);

export const between = <T>(open: Parser<unknown>, close: Parser<unknown>, inner: Parser<T>) =>
  after(open, before(inner, close));

/** For grammars that contain themselves. */
export const lazy =
  <T>(make: () => Parser<T>): Parser<T> =>
  (text, at) =>
    make()(text, at);
