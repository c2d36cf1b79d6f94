import type { DoStmt, Node } from 'libpg-query';
import { lineAt, statementsOf, type ParsedStatement } from './sql-statements.ts';

/** A statement that splits a migration into several transactions, or cannot run in one. */
export interface TransactionBreak {
  /** The beginning of the statement, on one line. */
  readonly statement: string;
  /** Line of the file, from 1. */
  readonly line: number;
  /**
   * - `control` begins or ends a transaction: the Supabase CLI then runs each statement of the file
   *   separately;
   * - `alone`: the CLI runs it separately from the batch;
   * - `commits` may commit within a DO block or a procedure, and with it all earlier statements;
   * - `refused`: Postgres refuses it in a migration (25001).
   */
  readonly kind: 'control' | 'alone' | 'commits' | 'refused';
}

/**
 * Finds the statements that split a migration into several transactions, with Postgres's own
 * parser. A file without such a statement is applied completely or not at all, including its
 * history row.
 *
 * @returns an empty list for a file that does not parse: Postgres refuses it before it runs
 */
export async function transactionBreaks(text: string): Promise<TransactionBreak[]> {
  const statements = await statementsOf(text).catch(() => []);
  return statements.flatMap((statement) => {
    const kind = transactionBreakOf(statement);
    if (kind === undefined) return [];
    const shown = statement.text.replaceAll(/\s+/g, ' ').slice(0, 72);
    return [{ statement: shown, line: lineAt(text, statement.start), kind }];
  });
}

/** The effect of a statement on its file's transaction; undefined without one. */
export function transactionBreakOf({
  tree,
}: ParsedStatement): TransactionBreak['kind'] | undefined {
  if ('TransactionStmt' in tree) {
    const { kind = '' } = tree.TransactionStmt;
    return /SAVEPOINT|RELEASE|ROLLBACK_TO/.test(kind) ? undefined : 'control';
  }
  if ('IndexStmt' in tree) return tree.IndexStmt.concurrent ? 'alone' : undefined;
  if ('DropStmt' in tree) return tree.DropStmt.concurrent ? 'alone' : undefined;
  if ('VacuumStmt' in tree) return tree.VacuumStmt.is_vacuumcmd ? 'alone' : undefined;
  if ('AlterSystemStmt' in tree || 'ClusterStmt' in tree) return 'alone';
  if ('ReindexStmt' in tree) {
    const { params = [], kind = '' } = tree.ReindexStmt;
    if (params.some((node) => optionOf(node)?.defname === 'concurrently')) return 'alone';
    return /SCHEMA|SYSTEM|DATABASE/.test(kind) ? 'refused' : undefined;
  }
  if ('CallStmt' in tree) return 'commits';
  if ('DoStmt' in tree) return commitsInside(tree.DoStmt) ? 'commits' : undefined;
  if ('DiscardStmt' in tree) {
    return tree.DiscardStmt.target === 'DISCARD_ALL' ? 'refused' : undefined;
  }
  if ('AlterTableStmt' in tree) {
    const detaches = (tree.AlterTableStmt.cmds ?? []).some(
      (node) =>
        'AlterTableCmd' in node &&
        node.AlterTableCmd.def !== undefined &&
        'PartitionCmd' in node.AlterTableCmd.def &&
        node.AlterTableCmd.def.PartitionCmd.concurrent,
    );
    return detaches ? 'refused' : undefined;
  }
  const refused = [
    'CreatedbStmt',
    'DropdbStmt',
    'CreateTableSpaceStmt',
    'DropTableSpaceStmt',
    'CreateSubscriptionStmt',
    'DropSubscriptionStmt',
  ];
  return refused.some((type) => type in tree) ? 'refused' : undefined;
}

/** Whether a statement is BEGIN or START TRANSACTION. */
export function opensBlock({ tree }: ParsedStatement): boolean {
  return 'TransactionStmt' in tree && /BEGIN|START/.test(tree.TransactionStmt.kind ?? '');
}

const optionOf = (node: Node) => ('DefElem' in node ? node.DefElem : undefined);

/**
 * Whether the block of a DO statement has its own COMMIT or ROLLBACK. Postgres's parser does not
 * parse the block, so this searches for the words outside of comments and texts.
 */
function commitsInside({ args = [] }: DoStmt): boolean {
  const code = args.map(optionOf).find((option) => option?.defname === 'as')?.arg;
  const text = code && 'String' in code ? (code.String.sval ?? '') : '';
  const body = text.replaceAll(
    /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$/g,
    ' ',
  );
  return /(?:^|[;\s])(?:commit|rollback)\s*(?:and\s+(?:no\s+)?chain\s*)?;/i.test(body);
}
