import type { A_Const, A_Expr, Node, SubLink, TypeCast } from 'libpg-query';
import { stringOf } from '../../generate/catalogue/value-lists.ts';

/** A side of a comparison. */
export type Operand =
  | {
      readonly kind: 'column';
      readonly name: string;
      readonly isInner: boolean;
      /** Whether it is the column's length. */
      readonly isLength?: true;
    }
  /** The caller's id. */
  | { readonly kind: 'caller' }
  /** The caller's role. */
  | { readonly kind: 'role' }
  | { readonly kind: 'value'; readonly text: string };

/**
 * The meaning of a part of an expression; undefined without plain words.
 *
 * @param inner the prefix of the columns of a subquery's table, inside one
 */
export function operandOf(node: Node | undefined, inner?: string): Operand | undefined {
  if (!node) return undefined;
  if ('TypeCast' in node) return cast(node.TypeCast, inner);
  if ('A_Const' in node) return constant(node.A_Const);
  if ('ColumnRef' in node) return column(texts(node.ColumnRef.fields), inner);
  if ('SubLink' in node) return operandOf(onlyValue(node.SubLink), inner);
  if ('FuncCall' in node && lengths.has(texts(node.FuncCall.funcname).at(-1) ?? '')) {
    const measured = operandOf(node.FuncCall.args?.[0], inner);
    return measured?.kind === 'column' ? { ...measured, isLength: true } : undefined;
  }
  if ('FuncCall' in node && (node.FuncCall.args ?? []).length === 0) {
    const name = texts(node.FuncCall.funcname).join('.');
    if (name === 'auth.uid') return { kind: 'caller' };
    if (name === 'auth.role') return { kind: 'role' };
    return name === 'now' ? now : undefined;
  }
  return 'A_Expr' in node ? claim(node.A_Expr) : undefined;
}

const now: Operand = { kind: 'value', text: 'the present time' };

/** The inside of a cast, unless a column or a time loses a part of its value. */
function cast({ arg, typeName }: TypeCast, inner: string | undefined): Operand | undefined {
  const operand = operandOf(arg, inner);
  const isPart =
    (typeName?.typmods ?? []).length > 0 || lossy.has(stringOf(typeName?.names?.at(-1)) ?? '');
  return isPart && (operand?.kind === 'column' || operand === now) ? undefined : operand;
}

const lossy = new Set(['date', 'time', 'timetz', 'int2', 'int4', 'int8', 'bool']);

const lengths = new Set(['char_length', 'length', 'cardinality', 'jsonb_array_length']);

function constant({ sval, ival, fval, boolval, isnull }: A_Const): Operand | undefined {
  if (isnull === true) return undefined;
  if (sval) return { kind: 'value', text: inCode(sval.sval ?? '') };
  if (boolval) return { kind: 'value', text: String(boolval.boolval ?? false) };
  const number = ival ? String(ival.ival ?? 0) : fval?.fval;
  return number === undefined ? undefined : { kind: 'value', text: number };
}

function column(fields: readonly string[], inner: string | undefined): Operand | undefined {
  const [name, owner] = fields.toReversed();
  if (name === undefined || name === '') return undefined;
  return { kind: 'column', name, isInner: inner !== undefined && owner === inner };
}

/** `auth.jwt() ->> 'email'`, also with the call in a subquery. */
function claim({ name, lexpr, rexpr }: A_Expr) {
  if (texts(name)[0] !== '->>' || !lexpr) return undefined;
  const from = 'SubLink' in lexpr ? onlyValue(lexpr.SubLink) : lexpr;
  const isToken =
    from && 'FuncCall' in from && texts(from.FuncCall.funcname).join('.') === 'auth.jwt';
  const key = operandOf(rexpr);
  if (!isToken || key?.kind !== 'value') return undefined;
  return { kind: 'value', text: `${key.text} of their token` } as const;
}

/** The value of `(select auth.uid())`, which reads no table. */
function onlyValue({ subselect: select, subLinkType }: SubLink): Node | undefined {
  if (subLinkType !== 'EXPR_SUBLINK' || !select || !('SelectStmt' in select)) return undefined;
  const { targetList = [], fromClause, whereClause } = select.SelectStmt;
  const [target] = targetList;
  if (fromClause || whereClause || targetList.length !== 1) return undefined;
  return target && 'ResTarget' in target ? target.ResTarget.val : undefined;
}

/** The texts of a list of names. */
export function texts(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).map((one) => stringOf(one) ?? '');
}

/** A name or a value, as in a sentence. */
export function inCode(text: string): string {
  return text.includes('`') || text === '' ? `'${text}'` : `\`${text}\``;
}
