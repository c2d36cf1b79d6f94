import type { ParsedStatement } from '../../migrations/sql-statements.ts';
import { opensBlock, transactionBreakOf } from '../../migrations/transactions.ts';
import { isHarmless, notRepeatable } from '../repeatable.ts';
import type { ChangeRule, Hit } from '../rule.ts';

export const statementOutsideTransaction: ChangeRule = {
  id: 'statement-outside-transaction',
  level: 'warning',
  says: 'A file is more than one transaction, and cannot run again after a failure.',
  why:
    'A migration is applied as a whole or not at all, unless it commits in between, or has a ' +
    'statement such as create index concurrently. If a later statement fails, the work ' +
    'before it stays, and the next try fails on it.',
  wayOut: 'Move that statement into its own migration, or write the others with if not exists.',
  change: ({ facts: { statement, file }, statements }): Hit[] => {
    const offending = offendingIn(statements);
    if (offending?.start !== statement.start) return [];
    const says = 'commits this before its end, and this cannot run twice';
    return [{ object: `${file.version}_${file.name}`, says, at: 0 }];
  },
  bad: {
    landed: 'create table public.notes (id bigint primary key, title text);',
    sql: `
      alter table public.notes add column words integer;
      create index concurrently notes_title_idx on public.notes (title);`,
  },
  good: {
    landed: 'create table public.notes (id bigint primary key, title text);',
    sql: `
      alter table public.notes add column if not exists words integer;
      create index concurrently if not exists notes_title_idx on public.notes (title);`,
  },
};

const known = new WeakMap<readonly ParsedStatement[], ParsedStatement | null>();

/** The first statement that remains after a later failure, and fails itself when run again. */
function offendingIn(statements: readonly ParsedStatement[]): ParsedStatement | undefined {
  let found = known.get(statements);
  if (found === undefined) {
    found = find(statements) ?? null;
    known.set(statements, found);
  }
  return found ?? undefined;
}

function find(statements: readonly ParsedStatement[]): ParsedStatement | undefined {
  const kinds = statements.map(transactionBreakOf);
  const isBroken = kinds.some((kind) => kind !== undefined);
  const eachAlone = kinds.includes('control');
  if (!isBroken) return undefined;
  // the number of each statement's transaction
  let [number, isOpen] = [0, false];
  const transactions = statements.map((statement, place) => {
    if (kinds[place] === 'control') {
      isOpen = opensBlock(statement);
      number += 1;
      return undefined;
    }
    // within BEGIN and COMMIT nothing else commits
    const isAlone = !isOpen && kinds[place] !== undefined;
    if (isAlone || (eachAlone && !isOpen)) number += 1;
    const own = number;
    if (isAlone) number += 1;
    return own;
  });
  // later statements that cannot fail are no reason to apply the file again
  const last = transactions.findLast((one, place) => {
    const statement = statements[place];
    return one !== undefined && statement && !isHarmless(statement);
  });
  const strict = notRepeatable(statements);
  return statements.find(
    (statement, place) => (transactions[place] ?? Infinity) < (last ?? 0) && strict.has(statement),
  );
}
