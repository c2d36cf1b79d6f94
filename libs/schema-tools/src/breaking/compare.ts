import { isDeepStrictEqual } from 'node:util';
import type { Facts } from '../facts/facts.ts';
import type { TryChecks } from './trial.ts';
import { compareContracts } from './compare-contracts.ts';
import { compareFunctions } from './compare-functions.ts';
import { compareRelations } from './compare-relations.ts';
import { differing } from './differing.ts';
import { withoutDomains } from './domains.ts';
import { reachOf } from './reach.ts';
import { toleratedRules, type Difference } from './rules.ts';

/**
 * The differences that an app built for one schema notices in another, in any order.
 *
 * @param tryChecks compares, in Postgres, CHECKs whose structure is not comparable
 */
export async function compareFacts(
  before: Facts,
  after: Facts,
  tryChecks: TryChecks,
): Promise<Difference[]> {
  const all = [
    ...(await compareRelations(...withoutDomains(before, after), tryChecks)),
    ...(await compareFunctions(before, after, tryChecks)),
    ...compareContracts(before, after),
    ...compareEnums(before, after),
    ...compareComposites(before, after),
    ...compareSurroundings(before, after),
  ];
  return before.reading === 'tolerant' ? all.filter(({ rule }) => !toleratedRules.has(rule)) : all;
}

function compareEnums(before: Facts, after: Facts): Difference[] {
  return Object.entries(before.enums).flatMap(([object, words]): Difference[] => {
    const now = after.enums[object];
    // a dropped relation has its own finding
    if (!now) return [];
    const { gained, lost } = differing(words, now);
    const { isRead, isGiven } = usesOf(object, before);
    if (!isRead && !isGiven) return [];
    return [
      // an app sends the words that it knows
      ...(isRead ? gained : []).map((word): Difference => {
        return { rule: 'enum-value-add', object, says: `has the word ${word} now` };
      }),
      ...lost.map((word): Difference => {
        return { rule: 'enum-value-no-delete', object, says: `has no word ${word} any more` };
      }),
    ];
  });
}

function compareComposites(before: Facts, after: Facts): Difference[] {
  return Object.entries(before.composites ?? {}).flatMap(([object, attributes]): Difference[] => {
    const now = after.composites?.[object];
    const { isRead, isGiven } = usesOf(object, before);
    if (!now || (!isRead && !isGiven) || isDeepStrictEqual(attributes, now)) return [];
    const { gained, lost } = differing(Object.keys(attributes), Object.keys(now));
    const retyped = Object.keys(attributes).filter(
      (one) => now[one] !== undefined && now[one] !== attributes[one],
    );
    const says = [
      ...(lost.length > 0 ? [`has no ${lost.join(', ')} any more`] : []),
      ...(gained.length > 0 ? [`has ${gained.join(', ')} now`] : []),
      ...(retyped.length > 0 ? [`has another type of ${retyped.join(', ')}`] : []),
    ].join('; ');
    return says === '' ? [] : [{ rule: 'type-same', object, says }];
  });
}

/** Whether apps read values of a type, or send them. */
function usesOf(type: string, { relations, functions, domains = {} }: Facts) {
  const isType = (one: string): boolean => {
    const plain = one.replace(/^SETOF /, '').replace(/\[\]$/, '');
    const domain = domains[plain];
    return plain === type || (domain !== undefined && isType(domain.type));
  };
  const reached = Object.values(relations).filter((relation) => {
    const { reads, gives } = reachOf(relation);
    return reads || gives;
  });
  const calls = Object.values(functions)
    .flat()
    .filter(({ roles }) => roles.length > 0);
  const isColumn = reached.some(({ columns }) =>
    Object.values(columns).some((column) => isType(column.type)),
  );
  return {
    isRead:
      isColumn ||
      calls.some(({ result, columns }) => [result, ...Object.values(columns)].some(isType)),
    isGiven: isColumn || calls.some(({ args }) => args.some((arg) => isType(arg.type))),
  };
}

/** Differences in the schema as a whole. */
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
      // a dropped table has its own finding
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
