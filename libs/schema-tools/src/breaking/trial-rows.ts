import pg from 'pg';
import { makeRows } from '../observe/make-rows.ts';

/** The most rows to try for a change. */
const mostRows = 20_000;

/** The most values of each column in a table that a rule reads, and the most accounts. */
const [mostRelated, mostAccounts] = [5, 12];

/** Some values of each type, and the limits of the integers. */
const usual: readonly string[] = [
  ['', 'x', 'xx', 'X', ' x', '{}', '{x}', '{1}', '{NULL}', '[]', 'null', 'true', 'false'],
  ['0', '1', '-1', '0.5', '1.5', '1000000'],
  ['32767', '2147483647', '-2147483648', '9223372036854775807'],
  ['0001-01-01', '2026-02-22', '9999-12-31', 'infinity', '2026-02-22 20:42:00+00'],
  ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'],
].flat();

/** The sources of values for rows. */
export interface Material {
  /** Expressions: their literals and neighbouring values are tried. */
  readonly expressions: readonly string[];
  /** Tables that the expressions read, as `public.plans`: values from their rows come first. */
  readonly related?: readonly string[];
  /** The columns of a row, by name, with their types. */
  readonly columns: Readonly<Record<string, string>>;
}

/** A query of rows: each column has NULL, and those values that fit its type. */
export async function trialRows(
  client: pg.ClientBase,
  { expressions, related = [], columns }: Material,
  wanted = mostRows,
): Promise<string> {
  const known = await relatedValues(client, related);
  const pool = [...new Set([...known, ...constantsOf(expressions.join(' ')), ...usual])];
  const most = Math.max(3, Math.floor(wanted ** (1 / Object.keys(columns).length)));
  const sources: string[] = [];
  for (const [name, type] of Object.entries(columns)) {
    const { rows } = await client.query<{ value: string }>(
      'select value from unnest($1::text[]) as value where pg_input_is_valid(value, $2)',
      [pool, type],
    );
    const values = rows.slice(0, most - 1).map(({ value }) => pg.escapeLiteral(value));
    const typed = `value::${type} as ${pg.escapeIdentifier(name)}`;
    const list = `unnest(array[${[...values, 'null'].join(', ')}]::text[])`;
    sources.push(`(select ${typed} from ${list} as value) as s${sources.length}`);
  }
  return sources.length === 0 ? 'select' : `select * from ${sources.join(', ')}`;
}

/** Whether each table has rows. */
export type HaveRows = (tables: readonly string[]) => Promise<boolean>;

/** Gives each table without rows a few, at the first question about one. */
export function rowsIn(client: pg.ClientBase): HaveRows {
  let areMade = false;
  return async (tables) => {
    if (tables.length > 0 && !areMade) {
      areMade = true;
      await makeRows(client);
    }
    for (const table of tables) {
      const { rows } = await client.query(`select from ${table} limit 1`);
      if (rows.length === 0) return false;
    }
    return true;
  };
}

/** Accounts that the rows of these tables name, and one that they do not. */
export async function accountsIn(
  client: pg.ClientBase,
  related: readonly string[],
): Promise<string[]> {
  const values = await relatedValues(client, related);
  const uuids = values.filter((value) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value));
  const { rows } = await client.query<{ id: string }>(
    `select value as id from (select distinct value from unnest($1::text[]) as value) as found
     order by exists (select from auth.users where id::text = value) desc, value limit $2`,
    [uuids, mostAccounts],
  );
  return ['00000000-0000-4000-8000-000000000001', ...rows.map(({ id }) => id)];
}

/** Runs the next statements of the transaction as the account. */
export async function actFor(client: pg.ClientBase, account: string): Promise<void> {
  const claims = JSON.stringify({ sub: account, role: 'authenticated' });
  await client.query(`set local request.jwt.claims to ${pg.escapeLiteral(claims)}`);
}

async function relatedValues(client: pg.ClientBase, related: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const table of related) {
    const { rows } = await client.query<{ value: string }>(
      `select value from (
         select value, row_number() over (partition by key order by value) as place
         from (select distinct key, value from ${table} as one, jsonb_each_text(to_jsonb(one))) as each
         where value is not null and length(value) < 100) as values
       where place <= ${mostRelated}`,
    );
    found.push(...rows.map(({ value }) => value));
  }
  return found;
}

/** The literals in an expression, and neighbouring values. */
function constantsOf(expression: string): string[] {
  const texts = [...expression.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) =>
    text.replaceAll("''", "'"),
  );
  const numbers = [...expression.matchAll(/-?\d+(?:\.\d+)?/g)].map(([text]) => Number(text));
  return [
    ...texts,
    ...numbers.flatMap((number) => [number, number - 1, number + 1, number + 0.5].map(String)),
    // texts and lists of that length, for rules over a length
    ...numbers
      .filter((number) => Number.isInteger(number) && number >= 0 && number <= 5000)
      .flatMap((number) =>
        [number, number + 1].flatMap((length) => [
          'x'.repeat(length),
          `{${Array.from({ length }, () => 'x').join(',')}}`,
        ]),
      ),
  ];
}
