import { parse, type Node } from 'libpg-query';

/** A column and the values that a CHECK lists for it. */
export interface ValueList {
  readonly column: string;
  readonly values: readonly (string | number)[];
}

/**
 * Reads a CHECK with a list of values, `column = ANY (ARRAY[…])`, as `pg_get_expr` prints it.
 * Undefined for anything else, and for a list with NULL, which refuses nothing.
 */
export async function readList(expression: string): Promise<ValueList | undefined> {
  const node = await parseExpression(expression);
  if (!node || !('A_Expr' in node)) return undefined;
  const { kind, name, lexpr, rexpr } = node.A_Expr;
  if (kind !== 'AEXPR_OP_ANY' || name?.length !== 1 || textOf(name[0]) !== '=') return undefined;
  if (!lexpr || !('ColumnRef' in lexpr) || !rexpr || !('A_ArrayExpr' in rexpr)) return undefined;
  const column = textOf(lexpr.ColumnRef.fields?.[0]);
  const values = (rexpr.A_ArrayExpr.elements ?? []).map(valueOf);
  if (column === undefined || !values.every((value) => value !== undefined)) return undefined;
  return { column, values };
}

/** A default without the cast that Postgres adds: `'active'::text` is `'active'`. */
export async function readDefault(expression: string): Promise<string> {
  const node = await parseExpression(expression);
  const value = node && 'TypeCast' in node ? valueOf(node) : undefined;
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : expression;
}

async function parseExpression(expression: string): Promise<Node | undefined> {
  // the package types its answer as any; this type has the part that is read here
  const { stmts }: { stmts?: { stmt?: Node }[] } = await parse(`select ${expression}`);
  const statement = stmts?.[0]?.stmt;
  const target =
    statement && 'SelectStmt' in statement ? statement.SelectStmt.targetList?.[0] : undefined;
  return target && 'ResTarget' in target ? target.ResTarget.val : undefined;
}

/** A literal, with or without a cast. A cast with a length, such as `char(3)`, may cut it. */
function valueOf(node: Node): string | number | undefined {
  if ('TypeCast' in node) {
    const { arg, typeName } = node.TypeCast;
    return arg && !typeName?.typmods ? valueOf(arg) : undefined;
  }
  if (!('A_Const' in node)) return undefined;
  const { ival, sval } = node.A_Const;
  // the parser omits values that are zero or empty
  if (ival) return ival.ival ?? 0;
  return sval ? (sval.sval ?? '') : undefined;
}

function textOf(node: Node | undefined): string | undefined {
  return node && 'String' in node ? node.String.sval : undefined;
}
