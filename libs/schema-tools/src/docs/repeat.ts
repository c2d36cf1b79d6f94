import type { InsertStmt, Node } from 'libpg-query';
import type { ArgumentFacts } from '../facts/facts.ts';
import { statementsOf } from '../migrations/sql-statements.ts';
import type { SignatureDoc } from './model.ts';
import { operandOf, texts } from './policies/operand.ts';

/**
 * Whether a client without an answer may call a function again with the same arguments. It depends
 * only on its volatility, its statements or its comment.
 */
export async function repeatWords({
  volatility,
  language,
  comment = '',
  args,
  body = '',
}: Omit<SignatureDoc, 'repeat'>): Promise<string> {
  if (volatility !== 'volatile') return 'Safe to send twice: it only reads.';
  if (language === 'sql' && (await insertsOnce(body, args))) {
    return 'Safe to send twice: a row with the key that the caller gives is inserted once.';
  }
  const said = sentencesOf(comment).filter((one) => aboutAgain.test(one));
  return said.length > 0
    ? `Safe to send twice, as its comment says: “${said.join(' ')}”`
    : 'Nothing says whether it is safe to send twice.';
}

/** Comments that say a second call does no harm. */
const aboutAgain =
  /^(?!.*\b(?:not|never)\b).*\b(?:called again|sent again|send(?:ing)? (?:it )?(?:again|twice)|sent twice|idempotent|a call with the (?:same )?id)\b/i;

function sentencesOf(comment: string): string[] {
  return comment
    .replaceAll(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?])\s(?=[A-Z])/);
}

/** Whether each statement inserts one row by a key from the caller, and keeps an existing row. */
async function insertsOnce(body: string, args: readonly ArgumentFacts[]): Promise<boolean> {
  const statements = await statementsOf(body).catch(() => []);
  return (
    statements.length > 0 &&
    statements.every(({ tree }) => 'InsertStmt' in tree && isOnce(tree.InsertStmt, args))
  );
}

function isOnce(insert: InsertStmt, args: readonly ArgumentFacts[]): boolean {
  const conflict = insert.onConflictClause;
  const keys = (conflict?.infer?.indexElems ?? []).map((one) =>
    'IndexElem' in one ? one.IndexElem.name : undefined,
  );
  const columns = (insert.cols ?? []).map((one) =>
    'ResTarget' in one ? one.ResTarget.name : undefined,
  );
  const values = onlyRow(insert.selectStmt);
  if (conflict?.action !== 'ONCONFLICT_NOTHING' || keys.length === 0) return false;
  return keys.every((key) => {
    const value = values[columns.indexOf(key)];
    return key !== undefined && value !== undefined && isGiven(value, args);
  });
}

function onlyRow(select: Node | undefined): readonly Node[] {
  if (!select || !('SelectStmt' in select)) return [];
  const [row, another] = select.SelectStmt.valuesLists ?? [];
  return row && 'List' in row && another === undefined ? (row.List.items ?? []) : [];
}

/** A required argument, or the caller. A default may be different for each call. */
function isGiven(value: Node, args: readonly ArgumentFacts[]): boolean {
  if ('ParamRef' in value) return args[(value.ParamRef.number ?? 0) - 1]?.isOptional === false;
  if ('ColumnRef' in value) {
    const name = texts(value.ColumnRef.fields).at(-1);
    return args.some((one) => one.name === name && !one.isOptional);
  }
  return operandOf(value)?.kind === 'caller';
}
