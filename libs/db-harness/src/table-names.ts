// separate from made-rows.ts, which only loads in a run of the tests
import { rowSchemas, type Database } from '@parakeet/db-types';

export type TableName = keyof Database['public']['Tables'];

export function isTable(name: string): name is TableName {
  return name in rowSchemas;
}
