import type pg from 'pg';

/**
 * Describes the stand-ins for hosted extensions in a database, if a migration created them or they
 * hold rows.
 *
 * @returns one sentence each, from the comments of their control files
 */
export async function standInsOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{
    name: string;
    does: string;
    asked: boolean;
    data: string[];
  }>(
    `select extname as name, comment as does, extowner <> (
         select extowner from pg_extension where extname = 'plpgsql'
       ) as asked,
       array(select config::regclass::text from unnest(extconfig) as config) as data
     from pg_extension join pg_available_extensions on name = extname
     where comment like 'stand-in: %'
     order by extname`,
  );
  const found: string[] = [];
  for (const { name, does, asked, data } of rows) {
    if (asked || (await haveRows(client, data))) {
      found.push(`${name} is a ${does}`);
    }
  }
  return found;
}

async function haveRows(client: pg.ClientBase, tables: readonly string[]): Promise<boolean> {
  for (const table of tables) {
    const { rows } = await client.query<{ found: boolean }>(
      `select exists (select from ${table}) as found`,
    );
    if (rows[0]?.found) return true;
  }
  return false;
}
