import pg from 'pg';
import {
  createDatabase,
  maintenanceDatabase,
  withClient,
  type Server,
} from '@parakeet/local-supabase';
import { seed } from '../../local/seed.ts';
import type { SeedFile } from '../../local/seed-files.ts';
import type { DocumentedSchema, TableDoc } from '../model.ts';
import { chooseExample, cutAt } from './choose.ts';
import { daysIn, movedBack, onDay, otherDay, seedDay } from './clock.ts';

/** A value that stands for a column. */
export interface Example {
  readonly value: string;
  /** Whether it is made of the day that the seed is run on. */
  readonly isOfDay: boolean;
}

/** The values that stand for columns, by table (its key) and column. */
export type Examples = ReadonlyMap<string, ReadonlyMap<string, Example>>;

/**
 * Reads an example of each column from rows of the seed. The seed is run in two copies of the
 * database, for each on another day. A value of both is an example, and so is one that differs by
 * those days alone. Another is chance.
 *
 * @param database has the migrations, and no rows of the seed
 * @throws ToolError as `seed` does
 */
export async function readExamples(
  server: Server,
  database: string,
  files: readonly SeedFile[],
  { tables }: DocumentedSchema,
): Promise<Examples> {
  const [first, second] = await runTwice(server, database, files, tables);
  const named = new Set(daysIn(files.map(({ text }) => text).join('\n')));
  const chosen = tables.map(({ key, columns }) => {
    const found = columns.flatMap(({ name }, at) => {
      const lasting = lastingOf(first.get(key)?.[at] ?? [], second.get(key)?.[at] ?? [], named);
      const value = chooseExample(name, [...lasting.keys()]);
      if (value === undefined) return [];
      return [[name, { value, isOfDay: lasting.get(value) ?? false }] as const];
    });
    return [key, new Map(found)] as const;
  });
  return new Map(chosen);
}

type Values = ReadonlyMap<string, readonly (readonly string[])[]>;

/** The values after the seed on two days. A seed that today alone suits is run as it is. */
async function runTwice(
  server: Server,
  database: string,
  files: readonly SeedFile[],
  tables: readonly TableDoc[],
): Promise<readonly [Values, Values]> {
  const runIn = async (
    name: string,
    days: readonly [readonly SeedFile[], readonly SeedFile[]],
  ): Promise<readonly [Values, Values]> => {
    const copies = [`${database}_${name}`, `${database}_${name}_again`] as const;
    await withClient(server.adminUrl(maintenanceDatabase), async (client) => {
      for (const copy of copies)
        await createDatabase(client, { name: copy, owner: server.owner, template: database });
    });
    const run = async (copy: string, seeds: readonly SeedFile[]) => {
      await seed(server.ownerUrl(copy), seeds);
      return withClient(server.ownerUrl(copy), (client) => read(client, tables));
    };
    return Promise.all([run(copies[0], days[0]), run(copies[1], days[1])]);
  };
  const on = (day: string) =>
    Promise.all(files.map(async (one) => ({ ...one, text: await onDay(one.text, day) })));
  try {
    return await runIn('day', [await on(seedDay), await on(otherDay)]);
  } catch {
    return runIn('today', [files, files]);
  }
}

/**
 * What both runs wrote, and what differs by their days alone: then true. Where there is more than
 * was read, and it differs, it is all chance.
 *
 * @param named the days that the seed itself names; another one that both runs wrote is today
 */
function lastingOf(
  one: readonly string[],
  other: readonly string[],
  named: ReadonlySet<string>,
): ReadonlyMap<string, boolean> {
  const known = new Set(other);
  const lasting = new Map<string, boolean>();
  for (const value of one) {
    const isOfDay = !known.has(value);
    const days = daysIn(value);
    if (
      isOfDay ? days.length > 0 && known.has(movedBack(value)) : days.every((day) => named.has(day))
    )
      lasting.set(value, isOfDay);
  }
  const isChance = Math.max(one.length, other.length) === most && lasting.size < most;
  return isChance ? new Map() : lasting;
}

/** So many values of a column are looked at. */
const most = 500;

/** The values of each column, by the key of its table. */
async function read(client: pg.ClientBase, tables: readonly TableDoc[]): Promise<Values> {
  // as JSON has them, whatever the settings of the server
  await client.query(`set time zone 'UTC'; set datestyle to iso; set statement_timeout to '20s'`);
  const values = new Map<string, string[][]>();
  for (const { key, columns } of tables) {
    const lists = columns.map(({ name }) => {
      const column = pg.escapeIdentifier(name);
      return `array(select v from (select distinct left(${column}::text, ${cutAt}) collate "C" as v
        from rows where ${column} is not null) as found order by v limit ${most})`;
    });
    if (lists.length === 0) continue;
    // a view may fail on rows that no client has written: then it has no example
    const found = await client
      .query<string[][]>({
        text: `with rows as materialized (select * from ${key}) select ${lists.join(', ')}`,
        rowMode: 'array',
      })
      .catch(() => undefined);
    values.set(key, found?.rows[0] ?? []);
  }
  return values;
}

/** A schema with the examples of its columns. */
export function withExamples(schema: DocumentedSchema, examples: Examples): DocumentedSchema {
  return {
    ...schema,
    tables: schema.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) => {
        const example = examples.get(table.key)?.get(column.name);
        if (example === undefined) return column;
        return { ...column, example: example.value, exampleIsOfDay: example.isOfDay };
      }),
    })),
  };
}
