import { describe } from 'vitest';
import type * as z from 'zod';
import { argumentContracts, jsonContracts } from './contracts.ts';
import { describeContract } from './fixtures/describe-contract.ts';
import { argumentFixtures, fixtures } from './fixtures/index.ts';
import type { Documents } from './fixtures/text.ts';

interface Fixtures {
  readonly accepts: Documents;
  readonly refuses: Documents;
}

const ofColumns: Readonly<Record<string, Readonly<Record<string, Fixtures>>>> = fixtures;
const ofDomains: Readonly<Record<string, Fixtures>> = argumentFixtures;

const contracts = [
  ...Object.entries(jsonContracts).flatMap(([table, columns]) =>
    Object.entries(columns).map(([column, contract]: [string, z.ZodType]) => ({
      name: `${table}.${column}`,
      contract,
      found: ofColumns[table]?.[column],
    })),
  ),
  ...Object.entries(argumentContracts).map(([name, contract]: [string, z.ZodType]) => ({
    name,
    contract,
    found: ofDomains[name],
  })),
];

describe.each(contracts)('$name', ({ name, contract, found }) => {
  if (!found) throw new Error(`${name} has no fixtures`);
  describeContract(contract, found);
});
