import pg from 'pg';
import { UsageError } from '@parakeet/command-kit';
import { columnName, type AuditedColumn } from './columns.ts';
import { readOnly } from './read-only.ts';

/** The start of an audit: the first column, or the end of a previous audit. */
export interface AuditStart {
  readonly columns: readonly AuditedColumn[];
  /** For the first column: the key of the row to begin after. */
  readonly after?: readonly string[];
}

/**
 * Reads the options that select columns and rows.
 *
 * @param from `orders.details`, or with the key of the row to begin after:
 *   `orders.details:6f9619ff-8b86-d011-b42d-00c04fc964ff`; the audit includes all later columns
 * @param only a single column
 * @throws UsageError if the target has no such column, or the key does not fit its table
 */
export function readStart(
  columns: readonly AuditedColumn[],
  { from, only }: { readonly from?: string | undefined; readonly only?: string | undefined },
): AuditStart {
  const wanted =
    only === undefined ? columns : columns.slice(indexOf(only, columns, '--column')).slice(0, 1);
  if (from === undefined) return { columns: wanted };
  // a name may have a colon in it
  const named = wanted.map(columnName).find((one) => `${from}:`.startsWith(`${one}:`));
  const name = named ?? from.replace(/:.*$/s, '');
  const left = wanted.slice(indexOf(name, wanted, '--from'));
  if (from === name) return { columns: left };
  const after = from.slice(name.length + 1).split(',');
  const [first] = left;
  if (first && after.length !== first.key.length) {
    throw new UsageError(
      `--from=${from}: the key of ${first.table} is ${first.key.map((part) => part.name).join(', ')}`,
    );
  }
  return { columns: left, after };
}

/**
 * Lets the target check whether these values can be a row's key.
 *
 * @throws UsageError if not: `--from=orders.details:x`
 */
export async function requireKey(
  client: pg.ClientBase,
  column: AuditedColumn,
  after: readonly string[],
): Promise<void> {
  const parts = column.key.map(({ type }, index) => `$${index + 1}::${type}`);
  try {
    await readOnly(client, () => client.query(`select ${parts.join(', ')}`, [...after]));
  } catch (cause) {
    // data exceptions: the value is invalid
    if (!(cause instanceof pg.DatabaseError) || cause.code?.startsWith('22') !== true) throw cause;
    throw new UsageError(`--from=${startAfter(column, after)}: ${cause.message}`, { cause });
  }
}

/** The value of `--from` that continues after a row. */
export function startAfter(
  column: Pick<AuditedColumn, 'schema' | 'table' | 'column'>,
  after: readonly string[] | undefined,
): string {
  return `${columnName(column)}${after ? `:${after.join(',')}` : ''}`;
}

function indexOf(name: string, columns: readonly AuditedColumn[], option: string): number {
  const names = columns.map(columnName);
  const index = names.indexOf(name);
  if (index === -1) {
    throw new UsageError(`${option}=${name}: there is no such column`, {
      next: `There are ${names.join(', ')}.`,
    });
  }
  return index;
}
