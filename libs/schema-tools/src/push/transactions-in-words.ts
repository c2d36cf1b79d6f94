import { basename } from 'node:path';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { transactionBreaks, type TransactionBreak } from '../migrations/transactions.ts';

type Kind = TransactionBreak['kind'];

/** What each kind of statement means for the file. */
const meanings: Readonly<Record<Kind, string>> = {
  control: 'Outside its own transactions every statement runs by itself.',
  alone: 'It runs by itself, after a commit of the statements before it.',
  commits: 'It may commit, together with the statements before it.',
  refused: 'Postgres refuses it in a migration (25001).',
};

/** Statements of a kind that are shown; the others are counted. */
const shownStatements = 3;

/**
 * A remark for each file with several transactions: the statements, their lines, and what remains
 * after a failure.
 */
export async function breaksInWords(files: readonly MigrationFile[]): Promise<string[]> {
  const remarks: string[] = [];
  for (const { path, text } of files) {
    const breaks = await transactionBreaks(text);
    if (breaks.length === 0) continue;
    const kinds = [...new Set(breaks.map(({ kind }) => kind))];
    const paragraphs = kinds.map((kind) =>
      ofKind(
        kind,
        breaks.filter((one) => one.kind === kind),
      ),
    );
    remarks.push(
      `${basename(path)} is not one transaction. If a statement fails, what ran before stays:\n` +
        paragraphs.join('\n'),
    );
  }
  return remarks;
}

function ofKind(kind: Kind, breaks: readonly TransactionBreak[]): string {
  const width = String(breaks[shownStatements - 1]?.line ?? breaks.at(-1)?.line).length;
  const shown = breaks
    .slice(0, shownStatements)
    .map(({ line, statement }) => `    line ${String(line).padStart(width)}  ${statement}`);
  const more = breaks.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`    and ${more} more, up to line ${breaks.at(-1)?.line}`] : []),
    `      ${meanings[kind]}`,
  ].join('\n');
}
