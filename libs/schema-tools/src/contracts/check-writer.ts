import type { ContractNode } from './contract-node.ts';
import type { Sql } from './sql-text.ts';

/** Writes checks inside each other. */
export interface CheckWriter {
  /** @param name what subqueries about this value may be called */
  check(node: ContractNode, value: string, name: string): Sql;
  /** Gives what is written a name for a subquery that no outer one has: `heavy_keys`. */
  withAlias(name: string, what: string, write: (alias: string) => Sql): Sql;
}
