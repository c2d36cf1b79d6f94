import type { Session } from '../session.ts';
import type { Row } from './combinations.ts';

/** Inserts a row from JSON text, as PostgREST does: only the named columns. */
export async function insertJson<Result>(
  session: Session,
  table: string,
  row: Row,
  returning = '',
): Promise<Result[]> {
  const columns = Object.keys(row)
    .map((column) => `"${column}"`)
    .join(', ');
  return session.query<Result>(
    `insert into public."${table}" (${columns})
     select ${columns} from json_populate_record(null::public."${table}", $1::json) ${returning}`,
    [JSON.stringify(row)],
  );
}
