import { fixtures } from '@parakeet/db-types/fixtures';
import type { ContractColumn } from './columns.ts';

/** Documents as JSON text, by the reason to take or refuse them. */
type Documents = Readonly<Record<string, string>>;

interface Fixtures {
  readonly accepts: Documents;
  readonly refuses: Documents;
}

/** The documents that were written by hand for a column's contract. */
export function fixturesOf({ table, column, name }: ContractColumn): Fixtures {
  const all: Readonly<Record<string, Readonly<Record<string, Fixtures>>>> = fixtures;
  const found = all[table]?.[column];
  if (!found) throw new Error(`${name} has no fixtures in libs/db-types/src/json/fixtures`);
  return found;
}
