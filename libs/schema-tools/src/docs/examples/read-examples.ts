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

/** The values that stand for columns, by table (its key) and column. */
export type Examples = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads an example of each column from rows of the seed. The seed is run twice, in the database and
 * in a copy of it: a value that only one of them has is chance, and no example.
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
  const copy = `${database}_again`;
  await withClient(server.adminUrl(maintenanceDatabase), (client) =>
    createDatabase(client, { name: copy, owner: server.owner, template: database }),
  );
  const [first, second] = await Promise.all(
    [database, copy].map(async (name) => {
      const url = server.ownerUrl(name);
      await seed(url, files);
      return withClient(url, (client) => read(client, tables));
    }),
  );
  const text = files.map((file) => file.text).join('\n');
  const chosen = tables.map(({ key, columns }) => {
    const found = columns.flatMap(({ name }, at) => {
      const values = inBoth(first?.get(key)?.[at] ?? [], second?.get(key)?.[at] ?? []);
      const value = chooseExample(name, values, text);
      return value === undefined ? [] : [[name, value] as const];
    });
    return [key, new Map(found)] as const;
  });
  return new Map(chosen);
}

/** What both runs wrote. Where there is more than was read, and it differs, it is all chance. */
function inBoth(one: readonly string[], other: readonly string[]): readonly string[] {
  const known = new Set(other);
  const same = one.filter((value) => known.has(value));
  return Math.max(one.length, other.length) === most && same.length < most ? [] : same;
}

/** So many values of a column are looked at. */
const most = 500;

/** The values of each column, by the key of its table. */
async function read(
  client: pg.ClientBase,
  tables: readonly TableDoc[],
): Promise<Map<string, string[][]>> {
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
        return example === undefined ? column : { ...column, example };
      }),
    })),
  };
}
