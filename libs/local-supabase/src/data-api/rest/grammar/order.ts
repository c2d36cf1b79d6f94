import {
  after,
  attempt,
  before,
  between,
  char,
  choice,
  constant,
  map,
  option,
  type Parser,
  sepBy1,
  sequence,
  string,
} from './parser.ts';
import { delimiter, endOfItem, field, type Field, fieldName, lexeme } from './names.ts';

export interface OrderTerm {
  /** The embed whose column it is, of one row. */
  readonly relation?: string | undefined;
  readonly field: Field;
  readonly direction?: 'asc' | 'desc' | undefined;
  readonly nulls?: 'nulls first' | 'nulls last' | undefined;
}

const word = <T>(name: string, value: T) =>
  attempt(constant(after(delimiter, string(name)), value));

const direction = option(
  choice<'asc' | 'desc'>(word('asc', 'asc'), word('desc', 'desc')),
  undefined,
);
const end = endOfItem(',');

const nulls = choice<OrderTerm['nulls']>(
  before(
    option(
      choice<'nulls first' | 'nulls last'>(
        word('nullsfirst', 'nulls first'),
        word('nullslast', 'nulls last'),
      ),
      undefined,
    ),
    end,
  ),
  constant(end, undefined),
);

/** The grammar of `order`. */
export const orderList: Parser<OrderTerm[]> = sepBy1(
  lexeme(
    choice<OrderTerm>(
      attempt(
        map(
          sequence(fieldName, between(char('('), char(')'), field), direction, nulls),
          ([relation, of, way, where]) => ({ relation, field: of, direction: way, nulls: where }),
        ),
      ),
      map(sequence(field, direction, nulls), ([of, way, where]) => ({
        field: of,
        direction: way,
        nulls: where,
      })),
    ),
  ),
  char(','),
);
