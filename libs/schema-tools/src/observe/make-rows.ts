import pg from 'pg';
import { readFillable, type FillableColumn, type FillableTable } from './fillable.ts';
import { valuesFor } from './row-values.ts';

/** The most rows of a table. */
const wantedRows = 3;
/** The number of variants in one attempt, and the most attempts. */
const [variants, rounds] = [40, 6];

type Row = Readonly<Record<string, string | null>>;

/** Why a row was refused. */
interface Verdict {
  readonly code: string;
  readonly constraint: string;
  readonly column: string;
}

/**
 * Gives each table without rows a few that its constraints allow: one with only required values,
 * and fuller ones. Foreign keys refer to existing rows, if there are any.
 *
 * @param admin a superuser's session, outside a transaction; triggers do not run
 * @param givenUp tables to skip, because no row was found for them before
 * @returns the tables without a row
 */
export async function makeRows(
  admin: pg.ClientBase,
  givenUp: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  const tables = (await readFillable(admin)).filter((table) => !givenUp.has(wordsFor(table)));
  if (tables.length === 0) return [];
  const without: string[] = [];
  await admin.query('begin; set local session_replication_role = replica');
  try {
    await admin.query(tryRowsSql);
    for (const table of tables) {
      const made = await fill(admin, table);
      if (made === 0) without.push(wordsFor(table));
    }
    await admin.query('commit');
  } catch (cause) {
    await admin.query('rollback');
    throw cause;
  }
  return without;
}

const wordsFor = ({ schema, name }: FillableTable) => `${schema}.${name}`;

async function fill(admin: pg.ClientBase, table: FillableTable): Promise<number> {
  let made = 0;
  for (let place = 0; place < wantedRows; place += 1) {
    if (await makeRow(admin, table, place)) made += 1;
    // a table with one row at most, or none that is found
    else if (place > 0) break;
  }
  return made;
}

/** Tries rows until Postgres accepts one. Values that a constraint refuses are replaced. */
async function makeRow(admin: pg.ClientBase, table: FillableTable, place: number) {
  const random = numbersFrom(place + 1);
  const chosen = table.columns.filter((column) =>
    place === 0 ? column.required && !column.hasDefault : !isKey(column),
  );
  let row: Row = {
    ...Object.fromEntries(
      chosen.map((column) => [column.name, pick(valuesFor(table, column), place)]),
    ),
    ...(await referencesOf(admin, table, place)),
  };
  let [verdict] = await tryRows(admin, table, [row]);
  for (let round = 0; verdict && round < rounds; round += 1) {
    const columns = columnsToChange(table, verdict, Object.keys(row));
    const tried = Array.from({ length: variants }, (_, index) => ({
      ...row,
      ...Object.fromEntries(
        columns.map((column) => [column.name, otherValue(table, column, index, random)]),
      ),
    }));
    const verdicts = await tryRows(admin, table, tried);
    // it ends with the accepted row
    if (verdicts.at(-1) === undefined) return true;
    for (const [index, other] of verdicts.entries()) {
      if (!other || progressOf(table, other) <= progressOf(table, verdict)) continue;
      verdict = other;
      row = tried[index] ?? row;
    }
  }
  return verdict === undefined;
}

/** Another value for a column; the first variant is NULL if that is allowed. */
function otherValue(
  table: FillableTable,
  column: FillableColumn,
  variant: number,
  random: (below: number) => number,
): string | null {
  const values = valuesFor(table, column);
  const isNull = !column.required && (variant === 0 || random(5) === 0);
  return isNull ? null : pick(values, random(values.length));
}

/** Defaults of keys make distinct values. */
const isKey = ({ hasDefault, base }: FillableColumn) => hasDefault && /^(uuid|\w*int)/.test(base);

/** How many constraints a row passed: Postgres checks CHECKs by name, and unique indexes last. */
function progressOf({ constraints }: FillableTable, { code, constraint }: Verdict): number {
  if (code === '23505' || code === '23P01') return constraints.length + 1;
  if (code !== '23514') return 0;
  const names = constraints.map(({ name }) => name).toSorted();
  return names.indexOf(constraint) + 1;
}

/**
 * The columns of the constraint that refused a row; all columns if a value does not fit its type.
 */
function columnsToChange(
  table: FillableTable,
  { constraint, column }: Verdict,
  given: readonly string[],
): readonly FillableColumn[] {
  const found = table.constraints.find(({ name }) => name === constraint);
  const names = column === '' ? (found?.columns ?? given) : [column];
  return table.columns.filter(({ name }) => names.includes(name));
}

/**
 * Tries rows until Postgres accepts one, and returns the reason for each refusal. Postgres alone
 * judges.
 */
const tryRowsSql = `
  create or replace function pg_temp.try_rows(statement text, rows jsonb) returns jsonb
  language plpgsql as $try$
  declare
    one jsonb;
    verdicts jsonb := '[]';
    refused_by text;
    refused_column text;
  begin
    for one in select value from jsonb_array_elements(rows) loop
      begin
        execute statement using one;
        return verdicts || jsonb 'null';
      exception when others then
        get stacked diagnostics refused_by = constraint_name, refused_column = column_name;
        verdicts := verdicts || jsonb_build_object(
          'code', sqlstate, 'constraint', refused_by, 'column', refused_column);
      end;
    end loop;
    return verdicts;
  end
  $try$`;

/** @returns a verdict for each row, up to the accepted one, which has none */
async function tryRows(
  admin: pg.ClientBase,
  table: FillableTable,
  rows: readonly Row[],
): Promise<(Verdict | undefined)[]> {
  const columns = table.columns.filter(({ name }) => rows.some((row) => row[name] !== undefined));
  const target = [table.schema, table.name].map(pg.escapeIdentifier).join('.');
  const names = columns.map(({ name }) => pg.escapeIdentifier(name)).join(', ');
  const values = columns.map(({ name, type }) => `($1->>${pg.escapeLiteral(name)})::${type}`);
  const statement =
    columns.length === 0
      ? `insert into ${target} default values`
      : `insert into ${target} (${names}) overriding system value select ${values.join(', ')}`;
  const { rows: answers } = await admin.query<{ verdicts: (Verdict | null)[] }>(
    'select pg_temp.try_rows($1, $2) as verdicts',
    [statement, JSON.stringify(rows)],
  );
  return (answers[0]?.verdicts ?? []).map((one) => one ?? undefined);
}

/** The values of foreign keys, from a row that they refer to. Longer keys go first. */
async function referencesOf(admin: pg.ClientBase, table: FillableTable, place: number) {
  const row: Record<string, string | null> = {};
  for (const { columns, targetSchema, targetName, targetColumns } of table.references) {
    const pairs = columns.map((name, index) => ({ name, target: targetColumns[index] ?? '' }));
    const known = pairs.filter(({ name }) => row[name] !== undefined);
    const text = ({ target }: { target: string }) => `${pg.escapeIdentifier(target)}::text`;
    const where = known.map((one, index) => `${text(one)} = $${index + 1}`).join(' and ') || 'true';
    const { rows } = await admin.query<{ values: string[] }>(
      `select array[${pairs.map(text).join(', ')}] as values
       from ${[targetSchema, targetName].map(pg.escapeIdentifier).join('.')}
       where ${where} order by 1 limit ${wantedRows}`,
      known.map(({ name }) => row[name]),
    );
    const found = rows[place % Math.max(rows.length, 1)];
    for (const [index, { name }] of pairs.entries()) {
      const isRequired = table.columns.some((one) => one.name === name && one.required);
      if (found) row[name] = found.values[index] ?? null;
      else if (!isRequired) row[name] = null;
    }
  }
  return row;
}

const pick = (values: readonly string[], place: number): string | null =>
  values[place % Math.max(values.length, 1)] ?? null;

/** Whole numbers below a limit, the same in every run. */
function numbersFrom(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * Math.max(below, 1));
  };
}
