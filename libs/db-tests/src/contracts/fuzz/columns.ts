import { jsonContracts } from '@parakeet/db-types';
import type * as z from 'zod';
import { isTable, type TableName } from '../../fixtures/row-fixtures.ts';

/** A JSONB column and its contract. */
export interface ContractColumn {
  readonly table: TableName;
  readonly column: string;
  /** `session_logs.actual_sets` */
  readonly name: string;
  readonly contract: z.ZodType;
}

/** Every column that has a contract. */
export const contractColumns: readonly ContractColumn[] = Object.entries(jsonContracts).flatMap(
  ([table, contracts]) => {
    if (!isTable(table)) throw new Error(`there is no table ${table}`);
    return Object.entries(contracts).map(([column, contract]: [string, z.ZodType]) => ({
      table,
      column,
      name: `${table}.${column}`,
      contract,
    }));
  },
);
