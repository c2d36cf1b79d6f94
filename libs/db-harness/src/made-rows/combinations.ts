import { settable, type Check, type Column, type Table } from '../catalogue.ts';

/** A row, or some columns of one, as JSON. */
export type Row = Readonly<Record<string, unknown>>;

/** The most rows to try for CHECKs over several columns. */
const mostCombinations = 400;

/** The columns of a CHECK that a row can set. */
export function columnsOf(table: Table, check: Check | undefined): Column[] {
  return settable(table).filter(({ name }) => check?.columns.includes(name));
}

/** The condition of a CHECK, with its name. */
export function conditionOf(table: Table, check: string): string {
  return table.checks.find(({ name }) => name === check)?.condition ?? '';
}

/**
 * Every combination of values for each column. If there are too many, those of the first values.
 */
export function combinations(
  columns: readonly Column[],
  values: (column: Column) => readonly unknown[],
): Row[] {
  const each = Math.max(2, Math.floor(mostCombinations ** (1 / Math.max(1, columns.length))));
  return columns.reduce<Row[]>(
    (rows, column) =>
      rows.flatMap((row) =>
        values(column)
          .slice(0, each)
          .map((value) => ({ ...row, [column.name]: value })),
      ),
    [{}],
  );
}
