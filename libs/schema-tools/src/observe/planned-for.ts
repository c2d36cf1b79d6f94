import type { ParsedStatement } from '../migrations/sql-statements.ts';

/** Statements for which the planner chooses the access to rows. */
const planned = ['Select', 'Insert', 'Update', 'Delete', 'Merge', 'Do', 'Call'];

/**
 * The settings for a statement, because few rows are always scanned. A query scans only without a
 * usable index. DDL reads all rows. The join that checks a foreign key scans both tables, as with
 * large ones.
 */
export function plannedFor({ tree }: ParsedStatement): string {
  const isPlanned = planned.some((type) => `${type}Stmt` in tree);
  const [scan, others] = isPlanned ? ['off', 'on'] : ['on', 'off'];
  const settings = ['indexscan', 'indexonlyscan', 'bitmapscan', 'nestloop', 'mergejoin'];
  return [
    `set local enable_seqscan = ${scan}`,
    ...settings.map((one) => `set local enable_${one} = ${others}`),
  ].join('; ');
}
