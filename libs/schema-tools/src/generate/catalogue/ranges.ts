import type { A_Expr, Node } from 'libpg-query';
import type { NumberRange } from '../model.ts';
import { columnOf, stringOf } from './value-lists.ts';

/** A range, and its column. */
export interface ColumnRange extends NumberRange {
  readonly column: string;
}

/**
 * Reads the range of a column from a CHECK's parsed expression: `column >= 1`, `column <= 10`,
 * `column % 0.5 = 0`, and these joined by AND, as in `between`. For whole numbers also `column > 0`
 * and `column < 11`.
 *
 * @param isWhole whether the column only has whole numbers
 * @returns undefined if any part of the expression has another form
 */
export function numberRange(
  expression: Node | undefined,
  isWhole = false,
): ColumnRange | undefined {
  return columnRange(expression, { of: columnOf, isWhole });
}

/**
 * Reads the number of characters or elements that a CHECK allows in its column: a range of
 * `char_length(column)` or `cardinality(column)`.
 *
 * @returns undefined if any part of the expression has another form
 */
export function lengthRange(expression: Node | undefined): ColumnRange | undefined {
  return columnRange(expression, { of: measuredColumnOf, isWhole: true });
}

function columnRange(expression: Node | undefined, subject: Subject): ColumnRange | undefined {
  const found = rangeOf(expression, subject);
  return found && { column: found.column, ...narrowed(found.ranges) };
}

/** The functions that count the characters of a text, or the elements of a flat list. */
const measures = new Set(['char_length', 'character_length', 'length', 'cardinality']);

/** The column whose length is taken. */
function measuredColumnOf(node: Node | undefined): string | undefined {
  if (!node || !('FuncCall' in node)) return undefined;
  const { funcname = [], args = [] } = node.FuncCall;
  const name = stringOf(funcname.at(-1));
  return name !== undefined && measures.has(name) && args.length === 1
    ? columnOf(args[0])
    : undefined;
}

/** The subject of a range. */
interface Subject {
  /** Returns the column of an expression, if it is the right one. */
  readonly of: (node: Node | undefined) => string | undefined;
  /** Whether it only has whole numbers: then more than 0 means from 1 on. */
  readonly isWhole: boolean;
}

/** The intersection of these ranges. The last of two steps counts. */
export function narrowed(ranges: readonly NumberRange[]): NumberRange {
  let narrow: NumberRange = {};
  for (const { least, most, step } of ranges) {
    narrow = {
      ...narrow,
      ...(least === undefined ? {} : { least: Math.max(least, narrow.least ?? least) }),
      ...(most === undefined ? {} : { most: Math.min(most, narrow.most ?? most) }),
      ...(step === undefined ? {} : { step }),
    };
  }
  return narrow;
}

interface Found {
  readonly column: string;
  readonly ranges: readonly NumberRange[];
}

function rangeOf(node: Node | undefined, subject: Subject): Found | undefined {
  if (!node) return undefined;
  if ('A_Expr' in node) return rangeOfComparison(node.A_Expr, subject);
  if (!('BoolExpr' in node) || node.BoolExpr.boolop !== 'AND_EXPR') return undefined;
  const arms = (node.BoolExpr.args ?? []).map((arm) => rangeOf(arm, subject));
  const [first] = arms;
  if (!first || !arms.every((arm) => arm?.column === first.column)) return undefined;
  return { column: first.column, ranges: arms.flatMap((arm) => arm?.ranges ?? []) };
}

function rangeOfComparison(expression: A_Expr, subject: Subject): Found | undefined {
  const number = numberOf(expression.rexpr);
  if (expression.kind !== 'AEXPR_OP' || number === undefined) return undefined;
  const operator = operatorOf(expression);
  const column = subject.of(expression.lexpr);
  const range = endOf(operator, number, subject.isWhole);
  if (column !== undefined && range) return { column, ranges: [range] };
  if (operator === '=' && number === 0) return stepOf(expression.lexpr, subject);
  return undefined;
}

/** The end of a range that a comparison with a number defines. */
function endOf(
  operator: string | undefined,
  number: number,
  isWhole: boolean,
): NumberRange | undefined {
  if (operator === '>=') return { least: number };
  if (operator === '<=') return { most: number };
  if (operator === '>' && isWhole) return { least: Math.floor(number) + 1 };
  if (operator === '<' && isWhole) return { most: Math.ceil(number) - 1 };
  return undefined;
}

/** `column % step`. */
function stepOf(node: Node | undefined, subject: Subject): Found | undefined {
  if (!node || !('A_Expr' in node) || operatorOf(node.A_Expr) !== '%') return undefined;
  const column = subject.of(node.A_Expr.lexpr);
  const step = numberOf(node.A_Expr.rexpr);
  if (column === undefined || step === undefined || step <= 0) return undefined;
  return { column, ranges: [{ step }] };
}

function operatorOf({ name = [] }: A_Expr): string | undefined {
  return name.length === 1 ? stringOf(name[0]) : undefined;
}

/** The parser's JSON leaves out what is zero: `{ ival: {} }` is 0. */
function numberOf(node: Node | undefined): number | undefined {
  if (!node) return undefined;
  // (0)::numeric, and '-1'::integer; not a real, whose 0.1 is another number
  if ('TypeCast' in node) {
    const name = stringOf(node.TypeCast.typeName?.names?.at(-1));
    const numbers = ['int2', 'int4', 'int8', 'numeric', 'float8'];
    return name !== undefined && numbers.includes(name) ? numberOf(node.TypeCast.arg) : undefined;
  }
  if (!('A_Const' in node)) return undefined;
  const { ival, fval, sval } = node.A_Const;
  if (ival) return ival.ival ?? 0;
  const text = fval?.fval ?? sval?.sval;
  // Number('') is 0
  const number = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
