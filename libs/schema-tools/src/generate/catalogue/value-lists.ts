import { parse, type A_Const, type A_Expr, type Node, type TypeName } from 'libpg-query';

/** The values that a CHECK lists for a column, as stored in the database. */
export interface ValueList {
  readonly column: string;
  readonly values: readonly string[] | readonly number[];
}

interface Listing {
  readonly column: string;
  readonly values: readonly (string | number)[];
}

/**
 * Reads the allowed values of a column from a CHECK's parsed expression. A list is `column = ANY
 * (ARRAY[…])`, `column = value`, or these joined by OR for the same column, also with `column IS
 * NULL`. Values are text, or integers that JavaScript holds exactly.
 *
 * @returns undefined for any other expression. It never guesses: `lower(a) = 'x'` also accepts `X`,
 *   and a NULL in the list makes the CHECK accept everything
 */
export function valueList(expression: Node | undefined): ValueList | undefined {
  const listing = listingOf(expression);
  if (!listing) return undefined;
  const values = [...new Set(listing.values)];
  const texts = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number');
  if (texts.length > 0 && numbers.length > 0) return undefined;
  if (texts.length > 0) return { column: listing.column, values: texts };
  if (numbers.length > 0) return { column: listing.column, values: numbers };
  return undefined;
}

/**
 * The expression as Postgres's parser returns it; undefined if the text is more than one.
 *
 * @throws the parser's error, if the text is not an expression
 */
export async function parseExpression(expression: string): Promise<Node | undefined> {
  // the package types its answer as any; this type has the part that is read here
  const { stmts }: { stmts?: { stmt?: Node }[] } = await parse(`select ${expression}`);
  const statement = stmts?.length === 1 ? stmts[0]?.stmt : undefined;
  if (!statement || !('SelectStmt' in statement)) return undefined;
  const { targetList } = statement.SelectStmt;
  const target = targetList?.length === 1 ? targetList[0] : undefined;
  return target && 'ResTarget' in target ? target.ResTarget.val : undefined;
}

function listingOf(node: Node | undefined): Listing | undefined {
  if (!node) return undefined;
  if ('A_Expr' in node) return listingOfComparison(node.A_Expr);
  if ('NullTest' in node) {
    const column = columnOf(node.NullTest.arg);
    if (column === undefined || node.NullTest.nulltesttype !== 'IS_NULL') return undefined;
    // NULL is not a value of the list: NOT NULL is a separate constraint
    return { column, values: [] };
  }
  if ('BoolExpr' in node && node.BoolExpr.boolop === 'OR_EXPR') {
    const arms = (node.BoolExpr.args ?? []).map(listingOf);
    const [first] = arms;
    if (!first || !arms.every((arm) => arm?.column === first.column)) return undefined;
    return { column: first.column, values: arms.flatMap((arm) => arm?.values ?? []) };
  }
  return undefined;
}

function listingOfComparison({ kind, name, lexpr, rexpr }: A_Expr): Listing | undefined {
  const column = columnOf(lexpr);
  if (column === undefined || !rexpr || !isEquals(name)) return undefined;
  const items = kind === 'AEXPR_OP' ? [rexpr] : kind === 'AEXPR_OP_ANY' ? itemsOf(rexpr) : [];
  const values = items.map(valueOf);
  if (values.length === 0 || !values.every((value) => value !== undefined)) return undefined;
  return { column, values };
}

function isEquals(name: Node[] | undefined): boolean {
  const parts = (name ?? []).map(stringOf);
  return parts.length === 1 && parts[0] === '=';
}

/** The compared column: bare, or a varchar that Postgres compares as text. */
export function columnOf(node: Node | undefined): string | undefined {
  if (!node) return undefined;
  if ('TypeCast' in node) {
    return isType(node.TypeCast.typeName, 'text') ? columnOf(node.TypeCast.arg) : undefined;
  }
  if (!('ColumnRef' in node)) return undefined;
  const { fields = [] } = node.ColumnRef;
  return fields.length === 1 ? stringOf(fields[0]) : undefined;
}

/** The elements of `ARRAY[…]`, which may be cast as a whole: `(ARRAY[…])::text[]`. */
function itemsOf(node: Node): readonly Node[] {
  if ('A_ArrayExpr' in node) return node.A_ArrayExpr.elements ?? [];
  if (!('TypeCast' in node) || !node.TypeCast.arg) return [];
  const { arg, typeName } = node.TypeCast;
  return isArrayType(typeName) ? itemsOf(arg) : [];
}

function valueOf(node: Node): string | number | undefined {
  if ('A_Const' in node) return constantOf(node.A_Const);
  if (!('TypeCast' in node) || !node.TypeCast.arg) return undefined;
  const { arg, typeName } = node.TypeCast;
  const value = valueOf(arg);
  if (isType(typeName, ...textTypes)) return typeof value === 'string' ? value : undefined;
  // Postgres writes a negative number as '-1'::integer
  if (isType(typeName, ...integerTypes)) return integerOf(value);
  return undefined;
}

/**
 * The parser's JSON omits zero and empty values: `{ ival: {} }` is 0, `{ sval: {} }` ''. Undefined
 * for all others, including NULL.
 */
function constantOf({ ival, fval, sval }: A_Const): string | number | undefined {
  if (ival) return ival.ival ?? 0;
  // an integer past 32 bits
  if (fval) return integerOf(fval.fval);
  if (sval) return sval.sval ?? '';
  return undefined;
}

function integerOf(value: string | number | undefined): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  return Number.isSafeInteger(number) && String(number) === String(value) ? number : undefined;
}

const textTypes = ['text', 'varchar'];
const integerTypes = ['int2', 'int4', 'int8'];

/**
 * Whether it is one of these types, not an array of it, and without a length that could cut values.
 */
function isType(type: TypeName | undefined, ...names: string[]): boolean {
  return !type?.arrayBounds?.length && isNamed(type, names);
}

function isArrayType(type: TypeName | undefined): boolean {
  return type?.arrayBounds?.length === 1 && isNamed(type, [...textTypes, ...integerTypes]);
}

function isNamed(type: TypeName | undefined, wanted: readonly string[]): boolean {
  const names = (type?.names ?? []).map(stringOf);
  // the parser puts pg_catalog before types that have keywords in SQL
  const name = names[0] === 'pg_catalog' ? names[1] : names[0];
  const qualified = names.length - (names[0] === 'pg_catalog' ? 1 : 0) !== 1;
  return name !== undefined && !qualified && !type?.typmods?.length && wanted.includes(name);
}

/** The text of a name. */
export function stringOf(node: Node | undefined): string | undefined {
  return node && 'String' in node ? (node.String.sval ?? '') : undefined;
}
