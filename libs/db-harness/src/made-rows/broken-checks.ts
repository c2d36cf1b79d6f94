import type { Session } from '../session.ts';
import type { Row } from './combinations.ts';
import type { Table } from '../catalogue.ts';

/**
 * For each row, the names of the CHECKs that it breaks, as Postgres itself evaluates them. Columns
 * without a value have their default. A condition that raises an error counts as broken.
 *
 * @param db a database with the table, in or outside of a transaction
 */
export async function brokenChecks(
  db: Session,
  table: Table,
  rows: readonly Row[],
): Promise<string[][]> {
  if (rows.length === 0 || table.checks.length === 0) return rows.map(() => []);
  const refused = table.checks.map(
    ({ name, condition }) =>
      `case when (${condition}) is false then '${name.replaceAll("'", "''")}' end`,
  );
  const defaults = table.columns.flatMap((column) =>
    column.default === null ? [] : [`'${column.name}', ${column.default}`],
  );
  const sql = `
    select array_remove(array[${refused.join(', ')}], null) as broken
    from json_array_elements($1::json) with ordinality as "#rows" ("#row", "#place")
    cross join lateral jsonb_populate_record(
      null::public."${table.name}", jsonb_build_object(${defaults.join(', ')}) || "#row"::jsonb) as t
    order by "#place"`;
  const verdicts = await db.queryOrNothing<{ broken: string[] }>(sql, [JSON.stringify(rows)]);
  if (verdicts) return verdicts.map(({ broken }) => broken);
  // a condition fails on one of the rows; halving the list finds which
  if (rows.length === 1) return [['an error']];
  const middle = Math.ceil(rows.length / 2);
  return [
    ...(await brokenChecks(db, table, rows.slice(0, middle))),
    ...(await brokenChecks(db, table, rows.slice(middle))),
  ];
}
