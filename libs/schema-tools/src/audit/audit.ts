import { contractErrors } from '@parakeet/schema-runtime/contracts';
import type pg from 'pg';
import { inWords } from '../contracts/index.ts';
import type { AuditedColumn } from './columns.ts';
import { readPages, type AuditedRow } from './pages.ts';

/** A row that the contract of its column refuses. */
export interface Finding {
  /** With its schema, unless that is `public`. */
  readonly table: string;
  readonly column: string;
  /** The primary key as text. A key of several columns has commas between them. */
  readonly key: string;
  /** What is wrong, with the path: `[3].weight_grams must be between 0 and 1000000`. */
  readonly errors: readonly string[];
}

/** The progress of a column's audit. */
export interface ColumnProgress {
  /** The rows with a value, and the rows that a rule requires to have one or not. */
  rows: number;
  refused: number;
  /** The key of the last checked row. */
  after?: readonly string[];
}

/**
 * Checks every row of a column, and passes on the refused ones.
 *
 * @param progress gets the state after each page, even if the audit is interrupted later
 */
export async function auditColumn(
  client: pg.ClientBase,
  column: AuditedColumn,
  progress: ColumnProgress,
  { signal, onFinding, onPage }: AuditListener,
): Promise<void> {
  for await (const page of readPages(client, column, progress.after)) {
    for (const row of page) {
      if (row.document === null && !column.presentWhen) continue;
      progress.rows += 1;
      const errors = errorsOf(column, row);
      if (errors.length === 0) continue;
      progress.refused += 1;
      onFinding({
        table: inWords(column),
        column: column.column,
        key: row.key.join(','),
        errors,
      });
    }
    const last = page.at(-1);
    if (last) progress.after = last.key;
    onPage();
    signal.throwIfAborted();
  }
}

export interface AuditListener {
  readonly signal: AbortSignal;
  readonly onFinding: (finding: Finding) => void;
  readonly onPage: () => void;
}

/** The errors of a row as clients see it, after JSON.parse. */
export function errorsOf(
  { contract, presentWhen }: Pick<AuditedColumn, 'contract' | 'presentWhen'>,
  { document, other }: Pick<AuditedRow, 'document' | 'other'>,
): string[] {
  const errors: string[] = [];
  if (presentWhen) {
    const { column, value } = presentWhen;
    if (other === value && document === null) {
      errors.push(`the value is missing, though ${column} is ${value}`);
    }
    if (other !== value && document !== null) {
      errors.push(`the value is there, though ${column} is ${other ?? 'NULL'}, not ${value}`);
    }
  }
  if (document === null) return errors;
  const { error } = contract.safeParse(JSON.parse(document));
  return error ? [...errors, ...contractErrors(error)] : errors;
}
