import { contractErrors } from '@parakeet/schema-runtime/contracts';
import type pg from 'pg';
import { inWords } from '../contracts/index.ts';
import type { AuditedColumn } from './columns.ts';
import { readPages, type AuditedRow } from './pages.ts';

/** A row that the contract of its column refuses. */
export interface Finding {
  /** With its schema, if that is another than `public`. */
  readonly table: string;
  readonly column: string;
  /** The primary key as text; the parts of one with several columns with a comma between. */
  readonly key: string;
  /** What is wrong, with the path: `[3].weight_grams must be between 0 and 1000000`. */
  readonly errors: readonly string[];
}

/** How far an audit of a column has come. */
export interface ColumnProgress {
  /** Those with a value, and those that a rule says must have one or not. */
  rows: number;
  refused: number;
  /** The key of the last row that was looked at. */
  after?: readonly string[];
}

/**
 * Looks at every row of a column, and hands on what its contract refuses.
 *
 * @param progress says after each page how far this is, wherever it is interrupted
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

/** What is wrong with a row, as clients see it: the text is read by JSON.parse. */
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
