import { presentWhen } from '@parakeet/db-types';
import { type Refusal, type Session } from '@parakeet/db-harness';
import { type ContractColumn } from '@parakeet/db-harness/contract-columns';
import { insertRow, prepareRow } from '@parakeet/db-harness/made-rows';

/** Postgres's answer to a document in a real row. */
export interface Writer {
  insert(text: string): Promise<Refusal | undefined>;
  update(text: string): Promise<Refusal | undefined>;
}

/** Writes documents into a column of an otherwise valid row, and undoes each write. */
export async function createWriter(
  session: Session,
  { table, column }: ContractColumn,
): Promise<Writer> {
  const lifter = await session.createLifter();
  const id = await insertRow(session, table, lifter);
  const other = await prepareRow(session, table, await session.createLifter());
  const needs = { ...needed(table, column) };
  const rest = JSON.stringify({ ...other, ...needs, [column]: undefined });
  const columns = Object.keys({ ...other, ...needs, [column]: undefined }).join(', ');
  const also = Object.keys(needs).map((name, index) => `, ${name} = $${index + 3}`);
  return {
    // the row as text with the document unchanged inside, as PostgREST sends it
    insert: (text) =>
      session.attempt(() =>
        session.query(
          `insert into public.${table} (${columns})
           select ${columns} from json_populate_record(null::public.${table}, $1::json)`,
          [`${rest.slice(0, -1)}, ${JSON.stringify(column)}: ${text}}`],
        ),
      ),
    update: (text) =>
      session.attempt(() =>
        session.query(
          `update public.${table} set ${column} = $2::text::jsonb${also.join('')} where id = $1`,
          [id, text, ...Object.values(needs)],
        ),
      ),
  };
}

/** Values of other columns that this one requires: the protocol `custom`. */
function needed(table: string, column: string): Readonly<Record<string, string>> {
  const tables: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
  > = presentWhen;
  return tables[table]?.[column] ?? {};
}
