import pg from 'pg';
import { readFillable, type FillableColumn, type FillableTable } from './fillable.ts';
import { valuesFor } from './row-values.ts';

/** Rows that a table gets, at most. */
const wantedRows = 3;
/** Rows that Postgres may refuse before a table is given up. */
const mostTries = 200;

type Row = Readonly<Record<string, string | null>>;

/**
 * Gives each table without rows a few, which its constraints allow: one with no more than it must
 * have, and fuller ones. Foreign keys lead to rows, where the tables that they refer to have some.
 *
 * @param admin a superuser's session, in no transaction; triggers are not asked
 * @returns the tables that no row was found for
 */
export async function makeRows(admin: pg.ClientBase): Promise<string[]> {
  const tables = await readFillable(admin);
  if (tables.length === 0) return [];
  const without: string[] = [];
  await admin.query('begin; set local session_replication_role = replica');
  try {
    for (const table of tables) {
      const made = await fill(admin, table);
      if (made === 0) without.push(`${table.schema}.${table.name}`);
    }
    await admin.query('commit');
  } catch (cause) {
    await admin.query('rollback');
    throw cause;
  }
  return without;
}

async function fill(admin: pg.ClientBase, table: FillableTable): Promise<number> {
  let made = 0;
  for (let place = 0; place < wantedRows; place += 1) {
    if (await makeRow(admin, table, place)) made += 1;
    // a table with one row at most, or none that is found
    else if (place > 0) break;
  }
  return made;
}

/** Tries rows until one is taken: what a constraint refuses gets other values. */
async function makeRow(admin: pg.ClientBase, table: FillableTable, place: number) {
  const chosen = table.columns.filter((column) =>
    place === 0 ? column.required && !column.hasDefault : !isKey(column),
  );
  const random = numbersFrom(place + 1);
  let row: Row = Object.fromEntries(
    chosen.map((column) => [column.name, pick(valuesFor(table, column), place)]),
  );
  row = { ...row, ...(await referencesOf(admin, table, place)) };
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const refused = await insert(admin, table, row);
    if (!refused) return true;
    const changed = columnsToChange(table, refused, Object.keys(row));
    if (changed.length === 0) return false;
    const other = changed.map(({ name, required, ...column }) => {
      const values = valuesFor(table, { name, required, ...column });
      const value = required || random(4) > 0 ? pick(values, random(values.length)) : null;
      return [name, value] as const;
    });
    row = { ...row, ...Object.fromEntries(other) };
  }
  return false;
}

/** Defaults of keys make distinct values. */
const isKey = ({ hasDefault, base }: FillableColumn) => hasDefault && /^(uuid|\w*int)/.test(base);

/** The columns of the constraint that refused a row; of a value that is none of its type, all. */
function columnsToChange(
  table: FillableTable,
  { constraint, column }: pg.DatabaseError,
  given: readonly string[],
): readonly FillableColumn[] {
  const found = table.constraints.find(({ name }) => name === constraint);
  const names = column === undefined ? (found?.columns ?? given) : [column];
  return table.columns.filter(({ name }) => names.includes(name));
}

async function insert(
  admin: pg.ClientBase,
  table: FillableTable,
  row: Row,
): Promise<pg.DatabaseError | undefined> {
  const columns = table.columns.filter(({ name }) => row[name] !== undefined);
  const target = [table.schema, table.name].map(pg.escapeIdentifier).join('.');
  const values = columns.map(({ type }, index) => `$${index + 1}::text::${type}`);
  const sql =
    columns.length === 0
      ? `insert into ${target} default values`
      : `insert into ${target} (${columns.map(({ name }) => pg.escapeIdentifier(name)).join(', ')})
         overriding system value values (${values.join(', ')})`;
  await admin.query('savepoint row');
  try {
    await admin.query(
      sql,
      columns.map(({ name }) => row[name]),
    );
    return undefined;
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError)) throw cause;
    await admin.query('rollback to row');
    return cause;
  }
}

/** The values of foreign keys: those of a row that they lead to. Longer keys go first. */
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
