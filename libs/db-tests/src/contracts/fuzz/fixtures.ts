import { argumentFixtures, fixtures } from '@parakeet/db-types/fixtures';
import { type ContractColumn, type ContractDomain } from '@parakeet/db-harness/contract-columns';

/** Documents as JSON text, by the reason to accept or refuse them. */
type Documents = Readonly<Record<string, string>>;

interface Fixtures {
  readonly accepts: Documents;
  readonly refuses: Documents;
}

/** The handwritten documents of a contract. */
export function fixturesOf(subject: ContractColumn | ContractDomain): Fixtures {
  const columns: Readonly<Record<string, Readonly<Record<string, Fixtures>>>> = fixtures;
  const domains: Readonly<Record<string, Fixtures>> = argumentFixtures;
  const found =
    'column' in subject ? columns[subject.table]?.[subject.column] : domains[subject.domain];
  if (!found) throw new Error(`${subject.name} has no fixtures in libs/db-types/src/json/fixtures`);
  return found;
}
