import { randomUUID } from 'node:crypto';
import type { Session } from '../session.ts';
import { brokenChecks } from './broken-checks.ts';
import { insertJson } from './insert-json.ts';
import {
  accounts,
  inOrder,
  primaryKeyOf,
  readTables,
  settable,
  targetOf,
  type Column,
  type Table,
  type Tables,
} from '../catalogue.ts';
import { columnsOf, combinations, conditionOf, type Row } from './combinations.ts';
import { valuesOf } from './values.ts';

export type { Row } from './combinations.ts';

/** A change of the usual row, and the CHECKs that it breaks. */
interface Tried {
  readonly change: Row;
  readonly broken: readonly string[];
}

/**
 * Generates rows for the tables of a database from its catalogue: types, defaults, CHECKs, compiled
 * contracts, and foreign keys. It works at every step of the migrations, and a change of the schema
 * needs no change here.
 */
export class MadeRows {
  readonly #db: Session;
  readonly #tables: Tables;
  readonly #later: Tables;
  readonly #bases = new Map<string, Row>();
  readonly #triedOf = new Map<string, Promise<Tried[]>>();

  /**
   * @param tables the catalogue of the session's database
   * @param later the catalogues of later steps: their CHECKs suggest near misses too
   */
  constructor(db: Session, tables: Tables, later: Tables = []) {
    this.#db = db;
    this.#tables = tables;
    this.#later = later;
  }

  /** Values of a column, including those in its CHECKs, now or later. */
  #valuesOf({ name, oid, checks }: Table, column: Column): unknown[] {
    const all = [...checks, ...this.#later.flatMap((one) => (one.oid === oid ? one.checks : []))];
    const conditions = all
      .filter(({ columns }) => columns.includes(column.name))
      .map(({ condition }) => condition);
    return valuesOf(name, column, [...new Set(conditions)]);
  }

  /** For a session's database in its current state. */
  static async for(db: Session): Promise<MadeRows> {
    return new MadeRows(db, await db.whileOwner(() => readTables(db)));
  }

  /** In the order of their names. */
  get tables(): Tables {
    return this.#tables;
  }

  table(name: string): Table {
    const table = this.#tables.find((one) => one.name === name);
    if (!table) throw new Error(`there is no table public.${name}`);
    return table;
  }

  /**
   * The values for the required columns of a row, except references.
   *
   * @throws Error without values that the CHECKs accept; it names the broken CHECKs
   */
  async base(name: string): Promise<Row> {
    const known = this.#bases.get(name);
    if (known) return known;
    const base = await this.#db.whileOwner(() => this.#findBase(this.table(name)));
    this.#bases.set(name, base);
    return base;
  }

  /** Replaces the usual row. */
  setBase(name: string, row: Row): void {
    this.#bases.set(name, row);
    this.#triedOf.delete(name);
  }

  async #findBase(table: Table): Promise<Row> {
    const values = (column: Column) => this.#valuesOf(table, column);
    let row: Row = Object.fromEntries(
      settable(table)
        .filter(({ required, hasDefault }) => required && !hasDefault)
        .map((column) => [column.name, values(column)[0]]),
    );
    let [broken = []] = await brokenChecks(this.#db, table, [row]);
    while (broken.length > 0) {
      const check = table.checks.find(({ name }) => name === broken[0]);
      const tried = combinations(columnsOf(table, check), values).map((change) => ({
        ...row,
        ...change,
      }));
      const verdicts = await brokenChecks(this.#db, table, tried);
      const best = verdicts.toSorted((a, b) => a.length - b.length)[0] ?? broken;
      if (best.length >= broken.length) {
        const conditions = broken.map((name) => `${name} ${conditionOf(table, name)}`).join('\n');
        throw new Error(`no row of ${table.name} was found that these CHECKs take:\n${conditions}`);
      }
      row = tried[verdicts.indexOf(best)] ?? row;
      broken = best;
    }
    return row;
  }

  /** For each change of the usual row the CHECKs that it breaks. */
  async #brokenBy(table: Table, changes: readonly Row[]): Promise<string[][]> {
    const base = await this.base(table.name);
    return brokenChecks(
      this.#db,
      table,
      changes.map((change) => ({ ...base, ...change })),
    );
  }

  /**
   * Rows that the CHECKs of a table accept. Each differs from the usual one in a column, or in the
   * columns of a CHECK over several. They include the limits, and NULL if allowed.
   */
  async variants(name: string): Promise<Row[]> {
    const tried = await this.#triedFor(name);
    return tried.flatMap(({ change, broken }) => (broken.length === 0 ? [change] : []));
  }

  /** Rows that the CHECKs accept, with every combination of values for some columns. */
  async variantsOver(name: string, columns: readonly string[]): Promise<Row[]> {
    const table = this.table(name);
    const alone = await this.variants(name);
    const values = ({ name: column }: Column) =>
      alone.filter((row) => Object.keys(row).join() === column).map((row) => row[column]);
    const changes = combinations(
      settable(table).filter((column) => columns.includes(column.name)),
      values,
    );
    const verdicts = await this.#brokenBy(table, changes);
    return changes.filter((_, place) => verdicts[place]?.length === 0);
  }

  /** Changes of a valid row that break exactly one CHECK, by its name. */
  async violations(name: string): Promise<Map<string, Row[]>> {
    const found = new Map<string, Row[]>();
    for (const { change, broken } of await this.#triedFor(name)) {
      const [check = '', ...more] = broken;
      if (check === '' || more.length > 0) continue;
      found.set(check, [...(found.get(check) ?? []), change]);
    }
    return found;
  }

  #triedFor(name: string): Promise<Tried[]> {
    const known = this.#triedOf.get(name) ?? this.#try(name);
    this.#triedOf.set(name, known);
    return known;
  }

  async #try(name: string): Promise<Tried[]> {
    const table = this.table(name);
    return this.#db.whileOwner(async () => {
      const values = (column: Column) => [
        ...this.#valuesOf(table, column),
        ...(column.required ? [] : [null]),
      ];
      const single = settable(table).flatMap((column) =>
        values(column).map((value): Row => ({ [column.name]: value })),
      );
      const several = table.checks
        .filter(({ columns }) => columns.length > 1)
        .flatMap((check) => combinations(columnsOf(table, check), values));
      const changes = [...single, ...several];
      const verdicts = await this.#brokenBy(table, changes);
      return changes.map((change, place) => ({ change, broken: verdicts[place] ?? [] }));
    });
  }

  /** Another value of a column that is not a key, for trying updates. */
  async change(name: string): Promise<Row> {
    const table = this.table(name);
    const keys = new Set(table.uniques.flatMap(({ columns }) => columns));
    const base = await this.base(name);
    const variants = await this.variants(name);
    const found =
      variants.find((change) => isChange(change, (column) => !keys.has(column))) ??
      variants.find((change) => isChange(change, () => true));
    if (!found) throw new Error(`${name} has no column that can be changed`);
    return found;

    function isChange(change: Row, may: (column: string) => boolean): boolean {
      const [[column, value] = ['', undefined], ...more] = Object.entries(change);
      const { default: usual } = table.columns.find((one) => one.name === column) ?? {};
      // the value of a default may be the same
      const isNew = value !== null && value !== base[column] && typeof usual !== 'string';
      return more.length === 0 && isNew && may(column) && column !== 'updated_at';
    }
  }

  /**
   * Makes a row for a lifter, and inserts the rows that it requires. It uses the session's current
   * role.
   *
   * @param given columns with known values, such as those that a parent shares with its child
   * @param family rows of the lifter by table, to refer to instead of new ones
   */
  async prepare(
    name: string,
    lifter: string,
    given: Row = {},
    family: ReadonlyMap<string, Row> = new Map(),
  ): Promise<Record<string, unknown>> {
    const table = this.table(name);
    const row: Record<string, unknown> = { ...(await this.base(name)), ...given };
    const isMissing = (column: string) => row[column] === undefined;
    const must = (column: string) =>
      table.columns.some((one) => one.name === column && one.required && !one.hasDefault);
    // owners first, because other keys include them, and longer keys before the keys that they
    // contain
    const references = table.references.toSorted(
      (a, b) =>
        Number(b.target === accounts) - Number(a.target === accounts) ||
        b.columns.length - a.columns.length,
    );
    for (const reference of references) {
      const { columns, targetColumns } = reference;
      if (!columns.some(isMissing) || !columns.filter(isMissing).every(must)) continue;
      if (reference.target === accounts) {
        for (const column of columns) row[column] = lifter;
        // a trigger may have created it with the account
        if (primaryKeyOf(table).join() === columns.join()) {
          await this.#db.query(`delete from public."${name}" where "${columns[0]}" = $1`, [lifter]);
        }
        continue;
      }
      const shared = Object.fromEntries(
        columns.flatMap((column, place) =>
          isMissing(column) ? [] : [[targetColumns[place] ?? '', row[column]]],
        ),
      );
      const target = targetOf(reference);
      const kin = family.get(target);
      const isKin = kin && Object.entries(shared).every(([column, value]) => kin[column] === value);
      const parent = isKin ? kin : await this.insert(target, lifter, shared, family);
      columns.forEach((column, place) => {
        row[column] = parent[targetColumns[place] ?? ''];
      });
    }
    for (const { name: column, type } of table.columns) {
      if (type === 'uuid' && must(column) && isMissing(column)) row[column] = randomUUID();
    }
    return row;
  }

  /** Inserts one row into each table for a lifter; the rows refer to each other. */
  async insertFamily(lifter: string): Promise<void> {
    const family = new Map<string, Row>();
    for (const { name } of inOrder(this.#tables)) {
      family.set(name, await this.insert(name, lifter, {}, family));
    }
  }

  /** Inserts a row for a lifter, with the rows that it requires, and returns all of its columns. */
  async insert(
    name: string,
    lifter: string,
    given: Row = {},
    family: ReadonlyMap<string, Row> = new Map(),
  ): Promise<Row> {
    const row = await this.prepare(name, lifter, given, family);
    const [made] = await insertJson<Row>(this.#db, name, row, 'returning *');
    if (!made) throw new Error(`inserting into ${name} returned no row`);
    return made;
  }
}
