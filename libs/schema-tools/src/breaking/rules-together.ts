import pg from 'pg';
import { functionsSchema } from '../contracts/places.ts';
import type { CheckFacts, Relation } from '../facts/facts.ts';
import { parseExpression } from '../generate/catalogue/value-lists.ts';
import { isInYears } from '../generate/catalogue/years.ts';
import { typesOf } from './related.ts';
import type { Difference, RuleId } from './rules.ts';
import type { TryChecks } from './trial.ts';

// A table's rules work together: if another rule requires the same, nothing changes.

/** The conditions that these columns fulfilled, and no longer must. */
export function goneOver(before: Relation, after: Relation, columns: readonly string[]) {
  const kept = new Set(Object.values(after.checks).map(({ expression }) => expression));
  const gone = Object.values(before.checks).filter(
    ({ expression, columns: over }) =>
      !kept.has(expression) &&
      !expression.includes(`${functionsSchema}.`) &&
      over.every((column) => columns.includes(column)),
  );
  if (gone.length === 0) return undefined;
  return gone.map(({ expression }) => `(${expression}) is not false`).join(' and ');
}

/** Leaves out changes that other rules of the same column cover: a list within a range. */
export async function withoutImplied(
  found: readonly Difference[],
  column: string,
  before: Relation,
  after: Relation,
  tryChecks: TryChecks,
): Promise<readonly Difference[]> {
  const rulesOver = ({ checks }: Relation) =>
    Object.values(checks).filter(({ columns }) => columns.join() === column);
  const [were, are] = [rulesOver(before), rulesOver(after)];
  // a single rule, or one that replaces another of its kind, is compared directly
  const isAlone =
    were.length + are.length < 2 ||
    (were.length === 1 && are.length === 1 && !found.some(({ rule }) => isOneSided(rule)));
  if (found.length === 0 || isAlone) return found;
  const all = [...were, ...are].map(({ expression }) => expression);
  if (all.some((expression) => expression.includes(`${functionsSchema}.`))) return found;
  const together = (list: readonly CheckFacts[]) =>
    ['true', ...list.map(({ expression }) => `(${expression}) is not false`)].join(' and ');
  const tried = await tryChecks({
    before: together(were),
    after: together(are),
    columns: typesOf([column], after),
  });
  if (!tried) return found;
  return found.filter(({ rule }) =>
    /add|narrow/.test(rule) ? tried.narrower !== undefined : tried.wider !== undefined,
  );
}

const isOneSided = (rule: RuleId) => rule === 'check-add' || rule === 'check-delete';

/** The conditions of these columns before and after. */
export function commonOf(before: Relation, after: Relation, columns: readonly string[]): string[] {
  const isOver = (check: CheckFacts) => check.columns.every((column) => columns.includes(column));
  const isIn = ({ checks }: Relation, expression: string) =>
    Object.values(checks).some((check) => check.expression === expression);
  const required = columns.filter((column) =>
    [before, after].every((relation) => relation.columns[column]?.nullable === false),
  );
  // an old app leaves a new column at its default
  const left = columns.filter((column) => {
    const now = after.columns[column];
    return now && !before.columns[column] && !now.isComputed;
  });
  return [
    ...required.map((column) => `${pg.escapeIdentifier(column)} is not null`),
    ...left.map((column) => {
      const value = after.columns[column]?.default ?? 'null';
      return `${pg.escapeIdentifier(column)} is not distinct from ${value}`;
    }),
    ...Object.values(before.checks)
      .filter((check) => isOver(check) && isIn(after, check.expression))
      .map(({ expression }) => `${expression} is not false`)
      // a contract calls its own functions, and is compared as a contract
      .filter((expression) => !expression.includes(`${functionsSchema}.`)),
  ];
}

/** The columns of days and times whose CHECKs limit them to the years 1 to 9999. */
export async function inYears({ checks, columns }: Relation): Promise<Set<string>> {
  const found = new Set<string>();
  for (const { expression, columns: over } of Object.values(checks)) {
    const [column = ''] = over;
    const isTime = /^(?:date|timestamp)/.test(columns[column]?.type ?? '');
    if (isTime && isInYears(await parseExpression(expression))) found.add(column);
  }
  return found;
}
