import type { Node } from 'libpg-query';
import { columnOf, stringOf } from './value-lists.ts';

/**
 * Whether a CHECK limits its column's days or times to the years 1 to 9999, as `between` does: a
 * bound on each side, joined by AND. With only one of them, `infinity` is allowed.
 */
export function isInYears(expression: Node | undefined): boolean {
  const sides = new Set(boundsOf(expression));
  return sides.has('from') && sides.has('to');
}

function boundsOf(node: Node | undefined): ('from' | 'to')[] {
  if (!node) return [];
  if ('BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR') {
    return (node.BoolExpr.args ?? []).flatMap(boundsOf);
  }
  if (!('A_Expr' in node) || node.A_Expr.kind !== 'AEXPR_OP') return [];
  const { lexpr, name = [], rexpr } = node.A_Expr;
  const operator = name.length === 1 ? stringOf(name[0]) : undefined;
  const time = timeOf(rexpr);
  if (columnOf(lexpr) === undefined || time === undefined) return [];
  // the session's time zone may move the first and the last moment to the next year
  if (/^>=?$/.test(operator ?? '') && /^(?:\d{4}-(?!.*BC$)|0001-12-31 .*BC$)/.test(time)) {
    return ['from'];
  }
  const isTo = /^<=?$/.test(operator ?? '') && /^(?:\d{4}-(?!.*BC$)|10000-01-01)/.test(time);
  return isTo ? ['to'] : [];
}

/** The text of a literal such as `'2026-01-01'::date`. */
function timeOf(node: Node | undefined): string | undefined {
  if (!node || !('TypeCast' in node)) return undefined;
  const { arg, typeName } = node.TypeCast;
  const type = stringOf(typeName?.names?.at(-1)) ?? '';
  const isTime = ['date', 'timestamp', 'timestamptz'].includes(type);
  return isTime && arg && 'A_Const' in arg ? arg.A_Const.sval?.sval : undefined;
}
