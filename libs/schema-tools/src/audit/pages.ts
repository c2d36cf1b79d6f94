import pg from 'pg';
import type { AuditedColumn } from './columns.ts';
import { readOnly } from './read-only.ts';

/** A row of the target: its key, and the column's value. */
export interface AuditedRow {
  /** The values of the primary key's columns, as text. */
  readonly key: readonly string[];
  /** The document as Postgres prints it for clients; null is SQL's NULL. */
  readonly document: string | null;
  /** The column that decides whether there must be a document. */
  readonly other: string | null;
}

/** The rows of the first page, and the most rows of any page. */
const [firstRows, mostRows] = [100, 1000];
/** Bytes of documents in a page. One more document may exceed it, so none is cut. */
const pageBytes = 2_000_000;

/**
 * The rows of a table in the order of the primary key, page by page. So neither side ever holds
 * more than a page. Each page is a short transaction of its own, because an open snapshot keeps
 * dead rows from being cleaned up. Rows with NULL are included. Otherwise one statement might read
 * the whole table to find the next document.
 *
 * @param after the key of the row to begin after
 */
export async function* readPages(
  client: pg.ClientBase,
  { schema, table, column, key, presentWhen }: AuditedColumn,
  after?: readonly string[],
): AsyncGenerator<readonly AuditedRow[]> {
  const name = (text: string) => pg.escapeIdentifier(text);
  const keys = key.map((part) => name(part.name));
  const keyText = `array[${keys.map((part) => `${part}::text`).join(', ')}]`;
  const parameters = key.map(({ type }, index) => `$${index + 2}::${type}`);
  const order = key.map((_, index) => `key_${index}`).join(', ');
  // the first row has no predecessor, so only the page after the last is empty
  const page = (where: string) => `
    select key, document, other
    from (
      select
        *,
        sum(octet_length(document)) over (
          order by ${order} rows between unbounded preceding and 1 preceding
        ) as bytes_before
      from (
        select ${keyText} as key, ${name(column)}::text as document,
          ${presentWhen ? `${name(presentWhen.column)}::text` : 'null'} as other,
          ${keys.map((part, index) => `${part} as key_${index}`).join(', ')}
        from ${name(schema)}.${name(table)}
        ${where}
        order by ${keys.join(', ')}
        limit $1
      ) as page
    ) as page
    where bytes_before is null or bytes_before < ${pageBytes}
    order by ${order}`;
  const first = page('');
  const next = page(`where (${keys.join(', ')}) > (${parameters.join(', ')})`);
  let last = after;
  let limit = firstRows;
  for (;;) {
    const { rows } = await readOnly(client, () =>
      client.query<AuditedRow>(last ? next : first, last ? [limit, ...last] : [limit]),
    );
    const end = rows.at(-1);
    if (!end) return;
    yield rows;
    last = end.key;
    // fewer rows than requested: the documents are large, and the rest was read for nothing
    limit = rows.length < limit ? rows.length : Math.min(limit * 2, mostRows);
  }
}
