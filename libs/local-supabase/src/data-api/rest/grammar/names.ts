import {
  after,
  anyChar,
  attempt,
  before,
  between,
  char,
  choice,
  constant,
  endOfInput,
  label,
  lookAhead,
  many,
  many1,
  map,
  noneOf,
  notFollowedBy,
  oneOf,
  option,
  type Parser,
  satisfy,
  sepBy1,
  sequence,
  string,
} from './parser.ts';

/** A column, or a part of the JSON in it. */
export interface Field {
  readonly name: string;
  readonly path: readonly JsonStep[];
}

/** One step into JSON: `->key`, `->>key`, `->0` or `->>0`. */
export interface JsonStep {
  readonly asText: boolean;
  /** A key, or the position of an element. */
  readonly to: { readonly key: string } | { readonly index: string };
}

const space = many(oneOf(' \t'));

/** Allows blanks around a parser's text. */
export const lexeme = <T>(parser: Parser<T>) => between(space, space, parser);

export const delimiter = label(char('.'), 'delimiter (.)');

const letter = label(
  satisfy((one) => /\p{L}/u.test(one)),
  'letter',
);
const digit = label(
  satisfy((one) => one >= '0' && one <= '9'),
  'digit',
);

const join = (chars: readonly string[]) => chars.join('');

/** A name without quotes, of a column, a cast or a text search configuration. */
export const identifier = map(many1(choice(letter, digit, oneOf('_ $'))), (chars) =>
  join(chars).trim(),
);

/** In double quotes a backslash takes the next character as it is. */
export const quoted = map(
  between(char('"'), char('"'), many(choice(noneOf('\\"'), after(char('\\'), anyChar)))),
  join,
);

/** A dash is a part of a name unless it begins an arrow. */
const dash = attempt(sequence(char('-'), notFollowedBy(char('>'))));

const dashed = (part: Parser<string>) => map(sepBy1(part, dash), (parts) => parts.join('-'));

export const fieldName = label(
  choice(quoted, dashed(identifier)),
  'field name (* or [a..z0..9_$])',
);

const jsonKey = label(
  choice(quoted, dashed(map(many1(noneOf('(-:.,>)')), (chars) => join(chars).trim()))),
  'any non reserved character different from: .,>()',
);

const upcoming = (...words: readonly string[]) =>
  words.map((word) => attempt(constant(lookAhead(string(word)), undefined)));

const jsonIndex = before(
  map(sequence(option(char('-'), '+'), many1(digit)), ([sign, digits]) => sign + join(digits)),
  choice(...upcoming('->', '::', '.', ','), attempt(endOfInput)),
);

export const jsonPath: Parser<JsonStep[]> = many(
  map(
    sequence(
      choice(attempt(constant(string('->>'), true)), attempt(constant(string('->'), false))),
      choice<JsonStep['to']>(
        attempt(map(jsonIndex, (index) => ({ index }))),
        attempt(map(jsonKey, (key) => ({ key }))),
      ),
    ),
    ([asText, to]) => ({ asText, to }),
  ),
);

export const field: Parser<Field> = lexeme(
  map(sequence(fieldName, option(jsonPath, [])), ([name, path]) => ({ name, path })),
);

/** The end of a list item: one of the given texts, which stays unread, or the end of input. */
export const endOfItem = (...words: readonly string[]): Parser<undefined> =>
  choice(...upcoming(...words), attempt(endOfInput));

/** A list of columns, as in `columns` and `on_conflict`. */
export const columnList = sepBy1(fieldName, lexeme(char(',')));

/** The target of a parameter: the embeds on the way, then a field. */
export const treePath = map(
  sequence(sepBy1(fieldName, delimiter), option(jsonPath, [])),
  ([names, path]) => ({
    embed: names.slice(0, -1),
    field: { name: names.at(-1) ?? '', path } satisfies Field,
  }),
);
