import type { A_Expr, FuncCall, Node, SelectStmt, SubLink } from 'libpg-query';
import { inCode, operandOf, texts, type Operand } from './operand.ts';

/** A part of a condition in words. */
export interface Clause {
  /** Its subject: a row (`whose user_id is theirs`) or the caller (`they are signed in`). */
  readonly about: 'row' | 'caller';
  readonly words: string;
}

/** Clauses that must all hold. An empty list is always true, and undefined means no words. */
export type Clauses = readonly Clause[] | undefined;

const never: Clause = { about: 'row', words: '' };

/** Whether a condition is never true. */
export const isNever = (clauses: readonly Clause[]) => clauses.includes(never);

/**
 * A condition in words.
 *
 * @param inner the table of the subquery around the condition
 */
export function clausesOf(node: Node | undefined, inner?: string): Clauses {
  if (!node) return undefined;
  if ('A_Const' in node)
    return node.A_Const.boolval ? literal(node.A_Const.boolval.boolval) : undefined;
  if ('ColumnRef' in node) return flag(node, true, inner);
  if ('BoolExpr' in node) return combined(node.BoolExpr.boolop, node.BoolExpr.args ?? [], inner);
  if ('NullTest' in node) {
    return nullTest(operandOf(node.NullTest.arg, inner), node.NullTest.nulltesttype, inner);
  }
  if ('A_Expr' in node) return comparison(node.A_Expr, inner);
  if ('FuncCall' in node) return call(node.FuncCall, inner);
  return 'SubLink' in node && inner === undefined ? subquery(node.SubLink) : undefined;
}

const literal = (isTrue: boolean | undefined): Clauses => (isTrue === true ? [] : [never]);

function flag(node: Node, is: boolean, inner: string | undefined): Clauses {
  const operand = operandOf(node, inner);
  if (operand?.kind !== 'column' || operand.isInner !== (inner !== undefined)) return undefined;
  return [{ about: 'row', words: `whose ${inCode(operand.name)} is ${is}` }];
}

function combined(
  operator: string | undefined,
  parts: readonly Node[],
  inner: string | undefined,
): Clauses {
  if (operator === 'NOT_EXPR') {
    const [part] = parts;
    if (part && 'A_Expr' in part && part.A_Expr.kind === 'AEXPR_DISTINCT') {
      return comparison({ ...part.A_Expr, kind: 'AEXPR_NOT_DISTINCT' }, inner);
    }
    return part && 'ColumnRef' in part ? flag(part, false, inner) : undefined;
  }
  const found = parts.map((part) => clausesOf(part, inner));
  const clauses = found.filter((one) => one !== undefined);
  if (clauses.length < found.length) return undefined;
  return operator === 'AND_EXPR' ? clauses.flat() : either(clauses);
}

function either(options: readonly (readonly Clause[])[]): Clauses {
  const possible = options.filter((one) => !isNever(one));
  if (possible.length === 0) return [never];
  if (possible.some((one) => one.length === 0)) return [];
  const abouts = new Set(possible.flat().map(({ about }) => about));
  const [about] = abouts;
  if (about === undefined || abouts.size > 1) return undefined;
  const words = possible.map((one) => one.map((clause) => clause.words).join(' and '));
  return [
    { about, words: words.length === 1 ? (words[0] ?? '') : `either ${words.join(', or ')}` },
  ];
}

function nullTest(
  operand: Operand | undefined,
  test: string | undefined,
  inner: string | undefined,
): Clauses {
  const isNull = test === 'IS_NULL';
  if (operand?.kind === 'caller') {
    return [{ about: 'caller', words: isNull ? 'they are not signed in' : 'they are signed in' }];
  }
  if (operand?.kind !== 'column' || operand.isInner !== (inner !== undefined)) return undefined;
  return [{ about: 'row', words: `whose ${inCode(operand.name)} is ${isNull ? '' : 'not '}null` }];
}

/** How an operator reads, and its mirrored operator. */
const operators: Readonly<Record<string, readonly [words: string, turned: string]>> = {
  '=': ['is', '='],
  '<>': ['is not', '<>'],
  '<': ['is less than', '>'],
  '>': ['is more than', '<'],
  '<=': ['is at most', '>='],
  '>=': ['is at least', '<='],
};

function comparison({ kind, name, lexpr, rexpr }: A_Expr, inner?: string): Clauses {
  const [operator = ''] = texts(name);
  if (kind === 'AEXPR_OP_ANY') return oneOf(operator, lexpr, rexpr, inner);
  if (kind === 'AEXPR_OP' && operator === '=' && [lexpr, rexpr].some(isTest)) {
    return exactlyIf(clausesOf(lexpr, inner), clausesOf(rexpr, inner));
  }
  const [left, right] = [operandOf(lexpr, inner), operandOf(rexpr, inner)];
  if (!comparisons.has(kind ?? '') || !left || !right) return undefined;
  if (left.kind === 'role' && operator === '=' && right.kind === 'value') {
    return [{ about: 'caller', words: `their role is ${right.text}` }];
  }
  if (left.kind === 'column') return compared(left, operator, right, inner);
  const turned = operators[operator]?.[1] ?? '';
  return right.kind === 'column' ? compared(right, turned, left, inner) : undefined;
}

/** Whether a part has the form of a boolean, so the other side of a comparison is one too. */
const isTest = (node: Node | undefined) =>
  node !== undefined && ('NullTest' in node || 'BoolExpr' in node || isComparison(node));

const isComparison = (node: Node) =>
  'A_Expr' in node && (texts(node.A_Expr.name)[0] ?? '') in operators;

/** `=` and the like, and `is distinct from`, whose operator is `=`. */
const comparisons = new Set(['AEXPR_OP', 'AEXPR_NOT_DISTINCT']);

/** Two equivalent conditions. */
function exactlyIf(one: Clauses, other: Clauses): Clauses {
  const [left, right] = [one, other].map((clauses) =>
    clauses?.length === 1 ? clauses[0] : undefined,
  );
  if (left?.about !== 'row' || right?.about !== 'row' || left === never || right === never) {
    return undefined;
  }
  return [
    { about: 'row', words: `${left.words} exactly if ${right.words.replace(/^whose /, '')}` },
  ];
}

function compared(
  column: Extract<Operand, { kind: 'column' }>,
  operator: string,
  other: Operand,
  inner: string | undefined,
): Clauses {
  const isHere = (one: Operand) => one.kind !== 'column' || one.isInner === (inner !== undefined);
  const [words] = operators[operator] ?? [];
  if (words === undefined || !isHere(column) || !isHere(other) || other.kind === 'role') {
    return undefined;
  }
  // comparing ids by size has no meaning
  if (other.kind === 'caller' && !['=', '<>'].includes(operator)) return undefined;
  const value =
    other.kind === 'caller'
      ? 'theirs'
      : other.kind === 'column'
        ? `its ${named(other)}`
        : other.text;
  return [{ about: 'row', words: `whose ${named(column)} ${words} ${value}` }];
}

/** Whether a side is a column itself, not its length. */
function isColumn(operand: Operand | undefined): operand is Extract<Operand, { kind: 'column' }> {
  return operand?.kind === 'column' && operand.isLength !== true;
}

function named({ name, isLength }: Extract<Operand, { kind: 'column' }>): string {
  return isLength ? `length of ${inCode(name)}` : inCode(name);
}

function oneOf(
  operator: string,
  left: Node | undefined,
  right: Node | undefined,
  inner: string | undefined,
): Clauses {
  const column = operandOf(left, inner);
  const list = right && 'TypeCast' in right ? right.TypeCast.arg : right;
  if (operator !== '=' || column?.kind !== 'column' || !list || !('A_ArrayExpr' in list)) {
    return undefined;
  }
  const values = (list.A_ArrayExpr.elements ?? []).map((one) => operandOf(one, inner));
  const words = values.flatMap((one) => (one?.kind === 'value' ? [one.text] : []));
  if (words.length < values.length || column.isInner !== (inner !== undefined)) return undefined;
  return [{ about: 'row', words: `whose ${named(column)} is ${words.join(' or ')}` }];
}

/** A function that decides; its name describes the decision. */
function call({ funcname, args: given = [] }: FuncCall, inner?: string): Clauses {
  const args = given.map((one) => operandOf(one, inner));
  const written = args.flatMap((one) => {
    if (one?.kind === 'caller') return ['auth.uid()'];
    if (one?.kind === 'value') return [one.text.replaceAll('`', "'")];
    return isColumn(one) ? [one.name] : [];
  });
  if (written.length < args.length || inner !== undefined) return undefined;
  const words = inCode(`${texts(funcname).join('.')}(${written.join(', ')})`);
  return args.some((one) => one?.kind === 'column')
    ? [{ about: 'row', words: `for which ${words} is true` }]
    : [{ about: 'caller', words: `${words} is true` }];
}

/** `exists (select … from parent where …)` and `id in (select parent_id from …)`. */
function subquery({ subselect: select, subLinkType, testexpr, operName }: SubLink): Clauses {
  if (!select || !('SelectStmt' in select)) return undefined;
  const from = onlyTable(select.SelectStmt);
  if (!from) return undefined;
  const joins: (readonly [outer: string, inner: string])[] = [];
  const conditions: Clause[] = [];
  if (subLinkType === 'ANY_SUBLINK') {
    const [target] = select.SelectStmt.targetList ?? [];
    const value = target && 'ResTarget' in target ? target.ResTarget.val : undefined;
    const [outer, one] = [operandOf(testexpr), operandOf(value, from.name)];
    if (!isColumn(outer) || !isColumn(one) || operName) return undefined;
    joins.push([outer.name, one.name]);
  } else if (subLinkType !== 'EXISTS_SUBLINK') return undefined;
  for (const part of conjuncts(select.SelectStmt.whereClause)) {
    const join = joinOf(part, from.name);
    const clauses = join ? undefined : clausesOf(part, from.name);
    if (join) joins.push(join);
    else if (clauses) conditions.push(...clauses);
    else return undefined;
  }
  return related(from.table, joins, conditions);
}

function related(
  table: string,
  joins: readonly (readonly [outer: string, inner: string])[],
  conditions: readonly Clause[],
): Clauses {
  if (isNever(conditions)) return [never];
  const callers = conditions.filter(({ about }) => about === 'caller');
  const rest = conditions.filter(({ about }) => about === 'row').map(({ words }) => words);
  const row = [`a row of ${inCode(table)}`, rest.join(' and ')].filter(Boolean).join(' ');
  if (joins.length === 0) return [...callers, { about: 'caller', words: `there is ${row}` }];
  const [outer, inner] = [0, 1].map((at) =>
    joins.map((one) => inCode(one[at] ?? '')).join(' and '),
  );
  const verb = joins.length === 1 ? 'is' : 'are';
  return [...callers, { about: 'row', words: `whose ${outer} ${verb} the ${inner} of ${row}` }];
}

function onlyTable({ fromClause = [], op, ...rest }: SelectStmt) {
  const [from] = fromClause;
  const isMore = [
    rest.withClause,
    rest.groupClause,
    rest.havingClause,
    rest.limitCount,
    rest.limitOffset,
  ].some((one) => one !== undefined);
  if (isMore || op !== 'SETOP_NONE' || fromClause.length !== 1) return undefined;
  if (!from || !('RangeVar' in from)) return undefined;
  const { schemaname, relname = '', alias } = from.RangeVar;
  return {
    name: alias?.aliasname ?? relname,
    table: [schemaname, relname].filter(Boolean).join('.'),
  };
}

function conjuncts(node: Node | undefined): readonly Node[] {
  if (!node) return [];
  return 'BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR'
    ? (node.BoolExpr.args ?? []).flatMap(conjuncts)
    : [node];
}

/** `parent.id = child.parent_id`, either way round. */
function joinOf(node: Node, inner: string): readonly [outer: string, inner: string] | undefined {
  if (!('A_Expr' in node) || texts(node.A_Expr.name)[0] !== '=') return undefined;
  const sides = [node.A_Expr.lexpr, node.A_Expr.rexpr].map((one) => operandOf(one, inner));
  const columns = sides.filter(isColumn);
  const [within, without] = [true, false].map((is) => columns.find((one) => one.isInner === is));
  return within && without ? [without.name, within.name] : undefined;
}
