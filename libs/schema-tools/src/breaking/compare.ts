import type { Facts } from '../facts/facts.ts';
import type { TryChecks } from './compare-checks.ts';
import { compareContracts } from './compare-contracts.ts';
import { compareFunctions } from './compare-functions.ts';
import { compareRelations } from './compare-relations.ts';
import { differing } from './differing.ts';
import { toleratedRules, type Difference } from './rules.ts';

/**
 * What an app that was built for one schema notices of another, in no order that matters.
 *
 * @param tryChecks asks Postgres about CHECKs that cannot be compared by their structure
 */
export async function compareFacts(
  before: Facts,
  after: Facts,
  tryChecks: TryChecks,
): Promise<Difference[]> {
  const all = [
    ...(await compareRelations(before, after, tryChecks)),
    ...compareFunctions(before, after),
    ...compareContracts(before, after),
    ...compareEnums(before, after),
    ...compareSurroundings(before, after),
  ];
  return before.reading === 'tolerant' ? all.filter(({ rule }) => !toleratedRules.has(rule)) : all;
}

function compareEnums(before: Facts, after: Facts): Difference[] {
  return Object.entries(before.enums).flatMap(([object, words]): Difference[] => {
    const now = after.enums[object];
    // with its columns it is gone for another reason
    if (!now) return [];
    const { gained, lost } = differing(words, now);
    return [
      ...gained.map((word): Difference => {
        return { rule: 'enum-value-add', object, says: `has the word ${word} now` };
      }),
      ...lost.map((word): Difference => {
        return { rule: 'enum-value-no-delete', object, says: `has no word ${word} any more` };
      }),
    ];
  });
}

/** What is said of the schema as a whole. */
function compareSurroundings(before: Facts, after: Facts): Difference[] {
  const found: Difference[] = [];
  for (const schema of before.api.schemas) {
    if (after.api.schemas.includes(schema)) continue;
    found.push({ rule: 'api-schemas', object: schema, says: 'is not exposed any more' });
  }
  if (after.api.maxRows < before.api.maxRows) {
    const says = `${after.api.maxRows} now, and ${before.api.maxRows} before`;
    found.push({ rule: 'api-max-rows', object: 'api.max_rows', says });
  }
  for (const [publication, tables] of Object.entries(before.publications)) {
    for (const table of tables) {
      if (after.publications[publication]?.includes(table)) continue;
      // a table that is gone is gone for another reason
      if (before.relations[table] && !after.relations[table]) continue;
      const says = `is not in ${publication} any more`;
      found.push({ rule: 'publication-no-delete', object: table, says });
    }
  }
  for (const code of before.errorCodes) {
    if (after.errorCodes.includes(code)) continue;
    found.push({ rule: 'errcode-same', object: code, says: 'no function raises it any more' });
  }
  return found;
}
