import type { ParsedStatement } from '../migrations/sql-statements.ts';

/** Statements whose way to their rows the planner chooses. */
const planned = ['Select', 'Insert', 'Update', 'Delete', 'Merge', 'Do', 'Call'];

/**
 * The settings for a statement, since few rows are always scanned. A query scans where there is no
 * usable index. DDL reads all rows; the join that checks a foreign key scans both tables, as it
 * does where they are large.
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
