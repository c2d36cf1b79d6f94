import { type Session } from '@parakeet/db-harness';
import { primaryKeyOf, type Table, targetOf } from '@parakeet/db-harness/catalogue';
import { MadeRows, type Row } from '@parakeet/db-harness/made-rows';
import { brokenThere, settleBases } from './awkward-rows.ts';
import { mayChangeRows, sameTable, type Step } from './steps.ts';

/** The most rows to try for a CHECK: another rule may refuse the first ones. */
const mostWays = 3;

/** A row that is valid before a migration, but breaks one of its new rules. */
export interface BreakingRow {
  readonly table: string;
  /** The constraint or index, or the column that became NOT NULL. */
  readonly rule: string;
  readonly id: Row;
}

/**
 * Inserts a row for each rule that a migration adds to existing tables: CHECKs, NOT NULL, unique
 * indexes, foreign keys with the owner.
 *
 * @param db a database at the step before
 * @returns the rows, and the rules without a row
 */
export async function insertBreakingRows(
  db: Session,
  before: Step,
  after: Step,
): Promise<{ rows: BreakingRow[]; untried: string[] }> {
  const rows: BreakingRow[] = [];
  const untried: string[] = [];
  const added = tablesWithRules(before, after);
  const made = new MadeRows(db, before.tables, after.tables);
  await db.query('begin');
  await settleBases(made, [before, after]);
  for (const { table, now, rules } of added) {
    const base = await made.base(table.name);
    const variants = await made.variants(table.name);
    for (const { name, columns } of now.checks) {
      const isAdded = rules.some((rule) => rule.name === name);
      if (!isAdded || columns.length < 2) continue;
      variants.push(...(await made.variantsOver(table.name, columns)));
    }
    const verdicts = await brokenThere(
      after,
      table,
      now,
      variants.map((change) => ({ ...base, ...change })),
    );
    const breaking = (rule: string, alone: boolean) =>
      variants.filter((_, place) => {
        const broken = verdicts[place] ?? [];
        return broken.includes(rule) && (broken.length === 1) === alone;
      });
    /** Ways to insert a row that breaks a rule, the most promising first. */
    const waysToBreak = (rule: Rule): (() => Promise<Row>)[] => {
      if (rule.kind === 'unique') return [() => insertTwice(db, made, table, rule.columns)];
      if (rule.kind === 'owner') return [() => insertAstray(db, made, table, rule)];
      return [...breaking(rule.name, true), ...breaking(rule.name, false)]
        .slice(0, mostWays)
        .map((change) => async () => made.insert(table.name, await db.createLifter(), change));
    };
    for (const rule of rules) {
      let id: Row | undefined;
      for (const way of waysToBreak(rule)) {
        await db.undoIfRefused(async () => {
          id = keyOf(table, await way());
        });
        if (id) break;
      }
      if (id) rows.push({ table: table.name, rule: rule.name, id });
      else untried.push(`${table.name}: ${rule.name}`);
    }
  }
  await db.query('commit');
  return { rows, untried };
}

type Rule =
  | { readonly kind: 'check'; readonly name: string }
  | { readonly kind: 'unique'; readonly name: string; readonly columns: readonly string[] }
  | {
      readonly kind: 'owner';
      readonly name: string;
      readonly column: string;
      readonly target: string;
      readonly targetColumn: string;
    };

/** Whether a migration adds rules to existing tables. */
export function addsRules(before: Step, after: Step): boolean {
  return tablesWithRules(before, after).length > 0;
}

/** The tables with new rules, before and after the migration. */
function tablesWithRules(
  before: Step,
  after: Step,
): { table: Table; now: Table; rules: readonly Rule[] }[] {
  return after.tables.flatMap((now) => {
    const table = sameTable(before, now);
    // its own rows may break the rule: the migration declares that it changes them first
    if (!table || mayChangeRows(after, now.name)) return [];
    const rules = addedRules(table, now);
    return rules.length > 0 ? [{ table, now, rules }] : [];
  });
}

/** The new rules of a table that its old rows may break. */
function addedRules(before: Table, now: Table): Rule[] {
  const isOld = (column: string) => {
    const number = now.columns.find(({ name }) => name === column)?.number;
    return before.columns.some((one) => one.number === number && one.name === column);
  };
  const checks = now.checks
    .filter(({ validated, columns }) => validated && columns.every(isOld))
    .filter(
      ({ condition }) =>
        !before.checks.some((check) => check.validated && check.condition === condition),
    )
    .map(({ name }): Rule => ({ kind: 'check', name }));
  const filled = now.columns
    .filter(({ number, required }) =>
      before.columns.some((one) => one.number === number && required && !one.required),
    )
    .map(({ name }): Rule => ({ kind: 'check', name: `${name} is null` }));
  const uniques = now.uniques
    .filter(({ columns }) => columns.length > 0 && columns.every(isOld))
    .filter(
      ({ columns, predicate }) =>
        !before.uniques.some(
          (unique) =>
            unique.columns.every((column) => columns.includes(column)) &&
            (unique.predicate === null || unique.predicate === predicate),
        ),
    )
    .map(({ name, columns }): Rule => ({ kind: 'unique', name, columns }));
  const owners = now.references
    .filter(({ columns }) => columns.length > 1 && columns.every(isOld))
    .filter(
      ({ columns }) =>
        !before.references.some((reference) => reference.columns.join() === columns.join()),
    )
    .map((reference): Rule => ({
      kind: 'owner',
      name: reference.name,
      column: reference.columns[0] ?? '',
      target: targetOf(reference),
      targetColumn: reference.targetColumns[0] ?? '',
    }));
  return [...checks, ...filled, ...uniques, ...owners];
}

/** A second row with the same values in some columns, and other values for the other keys. */
async function insertTwice(
  db: Session,
  made: MadeRows,
  table: Table,
  columns: readonly string[],
): Promise<Row> {
  const lifter = await db.createLifter();
  const first = await made.insert(table.name, lifter);
  const same = Object.fromEntries(columns.map((column) => [column, first[column]]));
  const parents = Object.fromEntries(
    table.references.flatMap(({ columns: keys }) => keys.map((key) => [key, first[key]])),
  );
  const others = table.uniques
    .flatMap((unique) => (unique.primary ? [] : unique.columns))
    .filter((column) => !columns.includes(column));
  const variants = await made.variants(table.name);
  const different = others.flatMap((column) =>
    variants
      .filter((change) => Object.keys(change).join() === column && change[column] !== first[column])
      .slice(0, 1),
  );
  return made.insert(table.name, lifter, {
    ...parents,
    ...Object.assign({}, ...different),
    ...same,
  });
}

/** A lifter's row that refers to another lifter's. */
async function insertAstray(
  db: Session,
  made: MadeRows,
  table: Table,
  rule: Extract<Rule, { kind: 'owner' }>,
): Promise<Row> {
  const parent = await made.insert(rule.target, await db.createLifter());
  return made.insert(table.name, await db.createLifter(), {
    [rule.column]: parent[rule.targetColumn],
  });
}

function keyOf(table: Table, row: Row): Row {
  return Object.fromEntries(primaryKeyOf(table).map((column) => [column, row[column]]));
}
