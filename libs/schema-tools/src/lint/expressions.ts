import type { Node } from 'libpg-query';
import { parseExpression } from '../generate/catalogue/value-lists.ts';

/** Calls a function with each node of a tree, and its enclosing nodes, the outermost first. */
export function walk(
  value: unknown,
  visit: (type: string, node: Readonly<Record<string, unknown>>, outer: readonly string[]) => void,
  outer: readonly string[] = [],
): void {
  if (Array.isArray(value)) {
    for (const one of value) walk(one, visit, outer);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const isNode = /^[A-Z]/.test(key) && typeof inner === 'object' && inner !== null;
    if (isNode) visit(key, inner as Readonly<Record<string, unknown>>, outer);
    walk(inner, visit, isNode ? [...outer, key] : outer);
  }
}

/** The texts in a list of String nodes: the parts of a name. */
export function texts(nodes: unknown): string[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: unknown) => {
    if (typeof node !== 'object' || node === null || !('String' in node)) return [];
    const { String: text } = node;
    return typeof text === 'object' && text !== null && 'sval' in text ? [String(text.sval)] : [];
  });
}

/** The parts of an object's name in a DROP. */
export function namesOf(node: Node): string[] {
  if ('List' in node) return texts(node.List.items);
  if ('ObjectWithArgs' in node) return texts(node.ObjectWithArgs.objname);
  if ('TypeName' in node) return texts(node.TypeName.names);
  return texts([node]);
}

/** An expression without casts and parentheses around it, and without `(select …)`. */
function bare(node: Node | undefined): Node | undefined {
  if (!node) return undefined;
  if ('TypeCast' in node) return bare(node.TypeCast.arg);
  if ('SubLink' in node && node.SubLink.subLinkType === 'EXPR_SUBLINK') {
    const inner = node.SubLink.subselect;
    const select = inner && 'SelectStmt' in inner ? inner.SelectStmt : undefined;
    const target = select?.targetList?.[0];
    if (!select || select.fromClause || !target || !('ResTarget' in target)) return node;
    return bare(target.ResTarget.val);
  }
  return node;
}

/** Whether an expression is only Supabase auth's caller: `auth.uid()`. */
function isCaller(node: Node | undefined): boolean {
  const inner = bare(node);
  if (!inner || !('FuncCall' in inner)) return false;
  const [schema, name] = texts(inner.FuncCall.funcname);
  return schema === 'auth' && name === 'uid';
}

/** The column of an expression, without its table: `user_id`. */
function columnOf(node: Node | undefined): string | undefined {
  const inner = bare(node);
  return inner && 'ColumnRef' in inner ? texts(inner.ColumnRef.fields).at(-1) : undefined;
}

/** The columns that an expression compares with `auth.uid()`, outside of subqueries. */
export async function ownerColumns(expression: string | null): Promise<string[]> {
  if (expression === null) return [];
  const found: string[] = [];
  walk(await parseExpression(expression), (type, node, outer) => {
    if (type !== 'A_Expr' || outer.includes('SubLink')) return;
    if (texts(node['name'])[0] !== '=') return;
    // the parser gives an A_Expr two nodes, or the right one alone
    const [left, right] = [node['lexpr'], node['rexpr']] as (Node | undefined)[];
    const column = isCaller(left) ? columnOf(right) : isCaller(right) ? columnOf(left) : undefined;
    if (column !== undefined) found.push(column);
  });
  return found;
}
