import { argumentContracts, jsonContracts } from '@parakeet/db-types';
import type * as z from 'zod';
import { isTable, type TableName } from './table-names.ts';

/** A column or a domain with a contract. */
export interface ContractSubject {
  /** `session_logs.actual_sets`, or `program_sessions` for a domain. */
  readonly name: string;
  readonly contract: z.ZodType;
}

/** A JSONB column and its contract. */
export interface ContractColumn extends ContractSubject {
  readonly table: TableName;
  readonly column: string;
}

/** The domain of a JSON argument and its contract. */
export interface ContractDomain extends ContractSubject {
  readonly domain: string;
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

/** Every domain that has a contract. */
export const contractDomains: readonly ContractDomain[] = Object.entries(argumentContracts).map(
  ([domain, contract]: [string, z.ZodType]) => ({ domain, name: domain, contract }),
);

/**
 * One subject for each contract: a domain with the same contract as a column calls the same
 * function.
 */
export const contractSubjects: readonly (ContractColumn | ContractDomain)[] = [
  ...contractColumns,
  ...contractDomains.filter(({ contract }) =>
    contractColumns.every((column) => column.contract !== contract),
  ),
];
