import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { splitStatements, project } from '@parakeet/schema-tools';
import type { Session } from './index.ts';

/**
 * Runs supabase/seed.sql in a session at the newest migration, and returns the ids of its lifters.
 *
 * @param day the seed's today; the database's if not given
 */
export async function seedInto(session: Session, day?: string): Promise<string[]> {
  const file = await readFile(join(project().supabase, 'seed.sql'), 'utf8');
  const seed = day === undefined ? file : file.replace(/\bcurrent_date\b/g, `date '${day}'`);
  for (const { text } of await splitStatements(seed)) await session.query(text);
  const lifters = await session.query<{ id: string }>('select id from auth.users order by id');
  return lifters.map(({ id }) => id);
}
