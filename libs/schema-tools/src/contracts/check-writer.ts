import type { ContractNode } from './contract-node.ts';
import type { Sql } from './sql-text.ts';

/** Writes nested checks. */
export interface CheckWriter {
  /** @param name the base name of subqueries about this value */
  check(node: ContractNode, value: string, name: string): Sql;
  /** Passes a name for a subquery that no outer one uses: `heavy_keys`. */
  withAlias(name: string, what: string, write: (alias: string) => Sql): Sql;
}
