import pg from 'pg';
import type { AuditedColumn } from './columns.ts';

/** A row of the target: its key, and what is in the column. */
export interface AuditedRow {
  /** The values of the primary key's columns, as text. */
  readonly key: readonly string[];
  /** The document as Postgres writes it, which is what clients get; null is SQL's NULL. */
  readonly document: string | null;
  /** Of the column that says whether there has to be a document. */
  readonly other: string | null;
}

/** Rows of the first page, and of any page at most. */
const [firstRows, mostRows] = [100, 1000];
/** Characters of documents a page, more or less: a document is never cut. */
const pageCharacters = 2_000_000;

/**
 * The rows of a column in the order of the primary key, a page at a time, so that neither side
 * ever holds more than a page. Each page is a transaction of its own, read only and short: no
 * snapshot stays open that would keep dead rows from being cleared away.
 *
 * @param after the key of the row to begin after
 */
export async function* readPages(
  client: pg.ClientBase,
  { table, column, key, presentWhen }: AuditedColumn,
  after?: readonly string[],
): AsyncGenerator<readonly AuditedRow[]> {
  const name = (text: string) => pg.escapeIdentifier(text);
  const keys = key.map((part) => name(part.name));
  const keyText = `array[${keys.map((part) => `${part}::text`).join(', ')}]`;
  const parameters = key.map(({ type }, index) => `$${index + 2}::${type}`);
  // a rule about the column's absence looks at NULLs too
  const there = presentWhen ? 'true' : `${name(column)} is not null`;
  const page = (where: string) => `
    select key, document, other
    from (
      select key, document, other, place,
        sum(char_length(document)) over (order by place) as characters
      from (
        select ${keyText} as key, ${name(column)}::text as document,
          ${presentWhen ? `${name(presentWhen.column)}::text` : 'null'} as other,
          row_number() over (order by ${keys.join(', ')}) as place
        from public.${name(table)}
        where ${there}${where}
        order by ${keys.join(', ')}
        limit $1
      ) as page
    ) as page
    where place = 1 or characters is null or characters <= ${pageCharacters}
    order by place`;
  const first = page('');
  const next = page(` and (${keys.join(', ')}) > (${parameters.join(', ')})`);
  let last = after;
  let limit = firstRows;
  for (;;) {
    await client.query(
      `begin transaction read only; set local statement_timeout = '60s'; set local lock_timeout = '5s'`,
    );
    const { rows } = await client.query<AuditedRow>(
      last ? next : first,
      last ? [limit, ...last] : [limit],
    );
    await client.query('commit');
    const end = rows.at(-1);
    if (!end) return;
    yield rows;
    last = end.key;
    // fewer rows than asked for: the documents are large, and what is over was made for nothing
    limit = rows.length < limit ? rows.length : Math.min(limit * 2, mostRows);
  }
}
