import { type Session } from '@parakeet/db-harness';
import { type Table } from '@parakeet/db-harness/catalogue';
import { MadeRows, type Row } from '@parakeet/db-harness/made-rows';
import { brokenChecks } from '@parakeet/db-harness/made-rows/broken-checks';
import { integerLimits } from '@parakeet/db-harness/made-rows/values';
import { askStep, mayChangeRows, sameTable, type Step } from './steps.ts';

/** The most rows that differ in the same columns. */
const mostOfAColumn = 8;

/**
 * Inserts the most awkward valid rows of a step: NULL wherever allowed, both ends of each range,
 * each word of each list. A table that the step changed gets them again. Rows that a later
 * migration refuses are left out: refusals.ts tries those.
 *
 * @param db a database at the step `steps[at]`
 * @param isAsked whether a table gets all of these rows, or only the usual one
 * @returns the tables without a row, and why; empty if all is well
 */
export async function insertAwkwardRows(
  db: Session,
  steps: readonly Step[],
  at: number,
  isAsked: (table: Table) => boolean = () => true,
): Promise<string[]> {
  const [step, before] = [steps[at], steps[at - 1]];
  if (!step) throw new Error(`there is no step ${at}`);
  const made = new MadeRows(
    db,
    step.tables,
    steps.slice(at + 1).flatMap(({ tables }) => tables),
  );
  const empty: string[] = [];
  await db.query('begin');
  await settleBases(made, steps.slice(at));
  for (const table of step.tables) {
    const then = before && sameTable(before, table);
    const isSame =
      then && before.contracts === step.contracts && JSON.stringify(then) === JSON.stringify(table);
    if (isSame) continue;
    const base = await made.base(table.name);
    const variants = [
      {},
      ...(isAsked(table) ? await made.variants(table.name) : []).filter((row) => !hasLimit(row)),
    ];
    const broken = await brokenLater(
      steps.slice(at),
      table,
      variants.map((change) => ({ ...base, ...change })),
    );
    const kept = someOfEach(variants.filter((_, place) => broken[place] === 0));
    let inserted = 0;
    for (const change of kept) {
      // each row with a unique column has its own lifter
      const refusal = await db.undoIfRefused(async () =>
        made.insert(table.name, await db.createLifter(), change),
      );
      // a trigger may have its own rule
      if (!refusal) inserted += 1;
      else if (change === variants[0]) empty.push(`${table.name}: ${refusal.message}`);
    }
    if (inserted === 0 && empty.length === 0) empty.push(`${table.name}: a later step takes none`);
  }
  await db.query('commit');
  return empty;
}

/**
 * Chooses usual rows that later steps accept too, if possible, because other rows need them.
 *
 * @param steps the first is the one of the rows
 */
export async function settleBases(made: MadeRows, steps: readonly Step[]): Promise<void> {
  for (const table of made.tables) {
    for (;;) {
      const base = await made.base(table.name);
      const [broken = 0] = await brokenLater(steps, table, [base]);
      if (broken === 0) break;
      const rows = (await made.variants(table.name)).map((change) => ({ ...base, ...change }));
      const all = await brokenLater(steps, table, rows);
      const least = Math.min(...all);
      const better = rows[all.indexOf(least)];
      if (!better || least >= broken) break;
      made.setBase(table.name, better);
    }
  }
}

/**
 * The number of later rules that each row of a table breaks. It stops at a migration that declares
 * changes to rows of the table, because their values afterwards are unknown.
 *
 * @param steps the first is the one of the rows
 */
async function brokenLater(
  steps: readonly Step[],
  table: Table,
  rows: readonly Row[],
): Promise<number[]> {
  const counts = rows.map(() => 0);
  const rulesOf = ({ checks, columns }: Table) => JSON.stringify([checks, columns]);
  let [seen, contracts] = [rulesOf(table), steps[0]?.contracts];
  for (const step of steps.slice(1)) {
    const now = sameTable(step, table);
    if (!now || mayChangeRows(step, now.name)) break;
    const rules = rulesOf(now);
    if (rules === seen && contracts === step.contracts) continue;
    [seen, contracts] = [rules, step.contracts];
    const verdicts = await brokenThere(step, table, now, rows);
    for (const [place, broken] of verdicts.entries()) {
      counts[place] = (counts[place] ?? 0) + broken.length;
    }
  }
  return counts;
}

/** For each row, the CHECKs and NOT NULLs of a later step that it breaks. */
export async function brokenThere(
  step: Step,
  before: Table,
  now: Table,
  rows: readonly Row[],
): Promise<string[][]> {
  // the row's values, by the later names
  const renamed = new Map<string, string>();
  for (const column of before.columns) {
    const there = now.columns.find(({ number }) => number === column.number);
    if (there) renamed.set(column.name, there.name);
  }
  const known = new Set(renamed.values());
  const there = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) => {
        const column = renamed.get(name);
        return column === undefined ? [] : [[column, value]];
      }),
    ),
  );
  const verdicts = await askStep(step, (db) => brokenChecks(db, now, there));
  const judged = new Set(
    now.checks
      .filter(({ columns }) => columns.every((column) => known.has(column)))
      .map(({ name }) => name),
  );
  const filled = now.columns.filter(
    (column) =>
      column.required &&
      known.has(column.name) &&
      before.columns.some(({ number, required }) => number === column.number && !required),
  );
  return verdicts.map((broken, place) => [
    ...broken.filter((name) => judged.has(name)),
    ...filled
      .filter(({ name }) => (there[place]?.[name] ?? null) === null)
      .map(({ name }) => `${name} is null`),
  ]);
}

/** Whether a row has the limit of an integer type. Real rows do not, and `+ 1` fails on it. */
function hasLimit(row: Row): boolean {
  return Object.values(row).some((value) => integerLimits.has(value));
}

/** The first and the last of the rows that differ in the same columns, up to the limit. */
function someOfEach(changes: readonly Row[]): Row[] {
  const groups = new Map<string, Row[]>();
  for (const change of changes) {
    const columns = Object.keys(change).join();
    groups.set(columns, [...(groups.get(columns) ?? []), change]);
  }
  return [...groups.values()].flatMap((group) =>
    group.length <= mostOfAColumn
      ? group
      : [...group.slice(0, mostOfAColumn / 2), ...group.slice(-mostOfAColumn / 2)],
  );
}
