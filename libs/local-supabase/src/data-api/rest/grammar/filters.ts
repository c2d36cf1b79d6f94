import {
  after,
  anyChar,
  attempt,
  before,
  between,
  char,
  choice,
  constant,
  label,
  lazy,
  many,
  map,
  noneOf,
  notFollowedBy,
  option,
  type Parser,
  pure,
  sepBy1,
  sequence,
  string,
} from './parser.ts';
import { delimiter, field, type Field, fieldName, identifier, lexeme, quoted } from './names.ts';

/** Operators with one value: PostgREST's names, and Postgres's operators. */
export const simpleOperators = {
  neq: '<>',
  cs: '@>',
  cd: '<@',
  ov: '&&',
  sl: '<<',
  sr: '>>',
  nxr: '&<',
  nxl: '&>',
  adj: '-|-',
} as const;

/** Operators that may have `any` or `all` before a list. */
export const quantifiedOperators = {
  eq: '=',
  gte: '>=',
  gt: '>',
  lte: '<=',
  lt: '<',
  like: 'like',
  ilike: 'ilike',
  match: '~',
  imatch: '~*',
} as const;

/** Text search: the function that makes the query. */
export const searchFunctions = {
  fts: 'to_tsquery',
  plfts: 'plainto_tsquery',
  phfts: 'phraseto_tsquery',
  wfts: 'websearch_to_tsquery',
} as const;

const isValues = ['null', 'not_null', 'true', 'false', 'unknown'] as const;

export type Operation =
  | { readonly kind: 'simple'; readonly operator: keyof typeof simpleOperators; value: string }
  | {
      readonly kind: 'quantified';
      readonly operator: keyof typeof quantifiedOperators;
      readonly quantifier?: 'any' | 'all' | undefined;
      readonly value: string;
    }
  | { readonly kind: 'in'; readonly values: readonly string[] }
  | { readonly kind: 'is'; readonly value: (typeof isValues)[number] }
  | { readonly kind: 'isdistinct'; readonly value: string }
  | {
      readonly kind: 'search';
      readonly operator: keyof typeof searchFunctions;
      readonly configuration?: string | undefined;
      readonly value: string;
    };

/** A condition on one field. */
export interface Filter {
  readonly kind: 'filter';
  readonly field: Field;
  readonly negated: boolean;
  readonly operation: Operation;
}

/** Conditions joined by `and` or `or`. */
export interface Junction {
  readonly kind: 'junction';
  readonly negated: boolean;
  readonly operator: 'and' | 'or';
  readonly conditions: readonly Condition[];
}

export type Condition = Filter | Junction;

/** One of some words; each is matched as a whole. */
const oneOfWords = <Word extends string>(words: readonly Word[]): Parser<Word> =>
  choice(...words.map((word) => attempt(constant(string(word), word))));

const names = <Name extends string>(of: Readonly<Record<Name, string>>) =>
  Object.keys(of) as Name[];

const negation = attempt(constant(sequence(string('not'), delimiter), true));

/** A quoted value must end at a delimiter; otherwise the quotes belong to the value. */
const closed = attempt(before(quoted, notFollowedBy(noneOf(',)'))));
const untilEnd = map(many(noneOf(',)')), (chars) => chars.join(''));

const listOfValues = between(
  lexeme(char('(')),
  lexeme(char(')')),
  sepBy1(choice(closed, untilEnd), char(',')),
);

/** Text with ASCII letters of either case. */
const anyCase =
  (word: string): Parser<string> =>
  (text, at) => {
    const upper = word.toUpperCase();
    let end = at;
    for (const [index, one] of Array.from(word).entries()) {
      const outcome = choice(char(one), char(upper[index] ?? one))(text, end);
      if (!outcome.ok) return { ...outcome, consumed: end > at };
      end = outcome.at;
    }
    return pure(word)(text, end);
  };

const isValue = label(
  choice(...isValues.map((word) => attempt(constant(anyCase(word), word)))),
  'isVal: (null, not_null, true, false, unknown)',
);

/** The part after the name of a field: an operator, perhaps negated, and its value. */
function operatorAndValue(
  value: Parser<string>,
): Parser<{ negated: boolean; operation: Operation }> {
  const prefix = (word: string) => attempt(sequence(string(word), delimiter));
  const unknownOperator = 'unknown single value operator';
  const quantifier = attempt(
    between(char('('), char(')'), oneOfWords<'any' | 'all'>(['any', 'all'])),
  );
  const configuration = attempt(between(char('('), char(')'), identifier));
  const operation = label(
    choice<Operation>(
      map(after(prefix('in'), listOfValues), (values) => ({ kind: 'in', values })),
      map(after(prefix('is'), isValue), (one) => ({ kind: 'is', value: one })),
      map(after(prefix('isdistinct'), value), (one) => ({ kind: 'isdistinct', value: one })),
      attempt(
        map(
          sequence(
            oneOfWords(names(searchFunctions)),
            option(configuration, undefined),
            after(delimiter, value),
          ),
          ([operator, config, one]) => ({
            kind: 'search',
            operator,
            configuration: config,
            value: one,
          }),
        ),
      ),
      attempt(
        map(
          sequence(
            label(oneOfWords(names(simpleOperators)), unknownOperator),
            after(delimiter, value),
          ),
          ([operator, one]) => ({ kind: 'simple', operator, value: one }),
        ),
      ),
      attempt(
        map(
          sequence(
            label(oneOfWords(names(quantifiedOperators)), unknownOperator),
            option<'any' | 'all', undefined>(quantifier, undefined),
            after(delimiter, value),
          ),
          ([operator, one, text]) => ({
            kind: 'quantified',
            operator,
            quantifier: one,
            value: text,
          }),
        ),
      ),
    ),
    'operator (eq, gt, ...)',
  );
  return map(sequence(option(negation, false), operation), ([negated, read]) => ({
    negated,
    operation: read,
  }));
}

const wholeValue = map(many(anyChar), (chars) => chars.join(''));

/** The value of a filter parameter, such as `eq.1` or `not.in.(1,2)`. */
export const filterValue = operatorAndValue(wholeValue);

/** A value for an array may hold commas between braces. */
const arrayText = map(
  sequence(string('{'), many(noneOf('{}')), string('}')),
  ([open, inner, close]) => open + inner.join('') + close,
);

const logicFilter = map(
  sequence(field, after(delimiter, operatorAndValue(choice(closed, attempt(arrayText), untilEnd)))),
  ([of, read]) => ({ kind: 'filter', field: of, ...read }) satisfies Filter,
);

const logicOperator = label(
  choice<'and' | 'or'>(attempt(constant(string('and'), 'and')), constant(string('or'), 'or')),
  'logic operator (and, or)',
);

/** The grammar of `and` and `or`, from the operator on. */
export const logicTree: Parser<Condition> = choice<Condition>(
  attempt(logicFilter),
  map(
    sequence(
      label(option(negation, false), 'negation operator (not)'),
      logicOperator,
      between(
        lexeme(char('(')),
        lexeme(char(')')),
        sepBy1(
          lazy(() => logicTree),
          lexeme(char(',')),
        ),
      ),
    ),
    ([negated, operator, conditions]) => ({
      kind: 'junction',
      negated,
      operator,
      conditions,
    }),
  ),
);

/** The target of `and` or `or`: the embeds on the way, and the operator with its negation. */
export const logicPath = map(sepBy1(fieldName, delimiter), (path) => ({
  embed: path.slice(0, -1).filter((name) => name !== 'not'),
  operator: `${path.includes('not') ? 'not.' : ''}${path.at(-1)}`,
}));
