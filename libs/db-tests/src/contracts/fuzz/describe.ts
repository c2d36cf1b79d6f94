import * as dbTypes from '@parakeet/db-types';
import { type ContractSubject } from '@parakeet/db-harness/contract-columns';
import { batchSize, type Disagreement } from './fuzz.ts';
import { isShape } from './shape.ts';

/** The length of a printed document, in UTF-16 code units. */
const printed = 2000;

/** Describes a disagreement: both verdicts, the document, and what to do. */
export function describeDisagreement(
  subject: ContractSubject,
  { text, zod, postgres, mutations, seed }: Disagreement,
): string {
  const { name, contract } = subject;
  const ofShape = isShape(subject);
  const says = (accepts: boolean) => (accepts ? 'accepts' : 'refuses');
  const document =
    text.length > printed ? `${text.slice(0, printed)}… (${text.length} characters)` : text;
  return [
    `${name}: Zod and Postgres do not agree on this document`,
    '',
    `  ${document}`,
    '',
    `  Zod       ${[says(zod.accepts), ...zod.errors.slice(0, 3)].join(': ')}`,
    `  Postgres  ${postgresSays()}`,
    `  made by   ${mutations.length === 0 ? 'no mutation' : mutations.join(', ')}`,
    '',
    'To see it again:',
    `  npx nx run db-tests:fuzz ${ofShape ? '--shapes ' : ''}--column=${name} --seed=${seed} --documents=${batchSize}`,
    ...(ofShape
      ? []
      : [`Keep it as a fixture in libs/db-types/src/json/fixtures/${fileOf(contract)}.ts.`]),
  ].join('\n');

  function postgresSays(): string {
    if (postgres.raised !== undefined) {
      return `raises an error, where a CHECK has to answer: ${postgres.raised}`;
    }
    if (postgres.notJsonb !== undefined) return `reads no jsonb in it: ${postgres.notJsonb}`;
    return says(postgres.accepts);
  }
}

/** `actual-sets` for ActualSets. */
function fileOf(contract: unknown): string {
  const [name = 'the-contract'] =
    Object.entries(dbTypes).find(([, exported]) => exported === contract) ?? [];
  return name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, '-$&').toLowerCase();
}
