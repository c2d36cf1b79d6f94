import {
  after,
  attempt,
  before,
  between,
  char,
  choice,
  constant,
  lazy,
  lookAhead,
  map,
  notFollowedBy,
  option,
  type Parser,
  sepBy,
  sequence,
  string,
} from './parser.ts';
import { endOfItem, field, type Field, fieldName, identifier, lexeme } from './names.ts';

export type Aggregate = 'sum' | 'avg' | 'count' | 'max' | 'min';

/** A column of the answer. */
export interface SelectedField {
  readonly kind: 'field';
  readonly field: Field;
  readonly alias?: string | undefined;
  /** A type, as in the request. */
  readonly cast?: string | undefined;
  readonly aggregate?: Aggregate | undefined;
  readonly aggregateCast?: string | undefined;
}

/** Rows of another table in the answer. */
export interface Embed {
  readonly kind: 'embed';
  readonly relation: string;
  readonly alias?: string | undefined;
  readonly hint?: string | undefined;
  readonly join?: 'inner' | 'left' | undefined;
  /** Whether its columns are the parent's: `...relation(…)`. */
  readonly spread: boolean;
  readonly items: readonly SelectItem[];
}

export type SelectItem = SelectedField | Embed;

const optional = <T>(parser: Parser<T>) => option(parser, undefined);

const alias = optional(attempt(before(fieldName, sequence(char(':'), notFollowedBy(char(':'))))));

const embedParameter = after(
  char('!'),
  choice<Pick<Embed, 'join' | 'hint'>>(
    attempt(constant(string('left'), { join: 'left' })),
    attempt(constant(string('inner'), { join: 'inner' })),
    attempt(map(fieldName, (hint) => ({ hint }))),
  ),
);

const embedParameters = map(
  sequence(optional(embedParameter), optional(embedParameter)),
  ([first, second]) => ({ ...second, ...first }),
);

const opening = attempt(lookAhead(string('(')));

/** `count()` counts rows; it is not a relation. */
const relationName: Parser<string> = (text, at) => {
  const outcome = fieldName(text, at);
  if (!outcome.ok || outcome.value !== 'count') return outcome;
  return { ok: false, consumed: true, error: { at: outcome.at, messages: [] } };
};

const relation = lexeme(
  map(sequence(alias, relationName, embedParameters, opening), ([as, name, parameters]) => ({
    relation: name,
    alias: as,
    spread: false,
    ...parameters,
  })),
);

const spread = lexeme(
  map(
    sequence(after(string('...'), fieldName), embedParameters, opening),
    ([name, parameters]) => ({ relation: name, spread: true, ...parameters }),
  ),
);

const end = endOfItem(')', ',');
const cast = optional(after(string('::'), identifier));

const aggregate = choice<Aggregate>(
  constant(string('sum'), 'sum'),
  constant(string('avg'), 'avg'),
  constant(string('count'), 'count'),
  attempt(constant(string('max'), 'max')),
  attempt(constant(string('min'), 'min')),
);

const all: Field = { name: '*', path: [] };

const selectedField: Parser<SelectedField> = lexeme(
  choice<SelectedField>(
    attempt(constant(sequence(string('*'), end), { kind: 'field', field: all })),
    attempt(
      map(sequence(alias, string('count()'), cast, end), ([as, , aggregateCast]) => ({
        kind: 'field',
        field: all,
        alias: as,
        aggregate: 'count',
        aggregateCast,
      })),
    ),
    map(
      sequence(
        alias,
        field,
        cast,
        optional(attempt(before(after(char('.'), aggregate), string('()')))),
        cast,
        end,
      ),
      ([as, selected, type, called, aggregateCast]) => ({
        kind: 'field',
        field: selected,
        alias: as,
        cast: type,
        aggregate: called,
        aggregateCast,
      }),
    ),
  ),
);

const nested = between(
  char('('),
  char(')'),
  lazy(() => selectList),
);

const embed = (parser: Parser<Omit<Embed, 'kind' | 'items'>>): Parser<Embed> =>
  map(sequence(attempt(parser), nested), ([head, items]) => ({ kind: 'embed', ...head, items }));

/** The grammar of `select`. */
export const selectList: Parser<SelectItem[]> = sepBy(
  choice<SelectItem>(embed(spread), embed(relation), selectedField),
  lexeme(char(',')),
);
