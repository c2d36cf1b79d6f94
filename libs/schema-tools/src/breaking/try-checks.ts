import pg from 'pg';

/** A CHECK or a policy's rule as it was and as it is; undefined where there is none. */
export interface CheckChange {
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The table of a policy, which its rule may name. For a policy NULL is a no. */
  readonly policyOf?: string;
  /** The columns that they read, by name, with their types. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Rows that one takes and the other refuses, as JSON. */
export interface Counterexamples {
  /** The old one takes it and the new one refuses it. */
  readonly narrower?: string;
  /** The other way round. */
  readonly wider?: string;
}

/** At most so many rows are tried for a change. */
const mostRows = 20_000;

/** Of every type something, and the ends of the whole numbers. */
const usual: readonly string[] = [
  ['', 'x', 'xx', '{}', '{x}', '{1}', '[]', 'null', 'true', 'false'],
  ['0', '1', '-1', '0.5', '1.5', '1000000'],
  ['32767', '2147483647', '-2147483648', '9223372036854775807'],
  ['0001-01-01', '2026-02-22', '9999-12-31', 'infinity', '2026-02-22 20:42:00+00'],
  ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'],
].flat();

/** Who asks where a policy is tried: the account of one of the values. */
const claims = { sub: '00000000-0000-4000-8000-000000000001', role: 'authenticated' };

/** SQL that is true of the rows that the old rule takes, and that the new one takes. */
type Takes = Readonly<Record<'before' | 'after', string>>;

/**
 * Looks for rows on which two CHECKs, or the rules of two policies, differ: values that stand in
 * their expressions, what lies beside those, and some of every type, all combined. Postgres judges.
 * That none is found proves nothing.
 *
 * @param client of a database that has the types and functions of both
 * @returns undefined where an expression cannot be asked there
 */
export async function tryChecks(
  client: pg.ClientBase,
  { before = 'true', after = 'true', columns, policyOf }: CheckChange,
): Promise<Counterexamples | undefined> {
  if (Object.keys(columns).length === 0) return undefined;
  try {
    await client.query('begin');
    const pool = [...new Set([...constantsOf(`${before} ${after}`), ...usual])];
    const rows = await rowsOf(client, columns, pool);
    const takes =
      policyOf === undefined
        ? await checkFunctions(client, { before, after }, columns)
        : await policyConditions(client, { before, after });
    const name = pg.escapeIdentifier(policyOf ?? 'rows');
    const find = async (one: keyof Takes, other: keyof Takes) => {
      const { rows: found } = await client.query<{ example: string }>(
        `select row_to_json(${name})::text as example from (${rows}) as ${name}
         where ${takes[one]} and not (${takes[other]})
         order by length(row_to_json(${name})::text), 1 limit 1`,
      );
      return found[0]?.example;
    };
    const [narrower, wider] = [await find('before', 'after'), await find('after', 'before')];
    return {
      ...(narrower === undefined ? {} : { narrower }),
      ...(wider === undefined ? {} : { wider }),
    };
  } catch (error) {
    if (error instanceof pg.DatabaseError) return undefined;
    throw error;
  } finally {
    await client.query('rollback');
  }
}

/** A query of rows: each column has NULL and those of the values that its type takes. */
async function rowsOf(
  client: pg.ClientBase,
  columns: CheckChange['columns'],
  pool: readonly string[],
): Promise<string> {
  const most = Math.max(3, Math.floor(mostRows ** (1 / Object.keys(columns).length)));
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
  return `select * from ${sources.join(', ')}`;
}

/** Begins to ask as an account does; of a row whose rule is NULL a policy says no. */
async function policyConditions(client: pg.ClientBase, rules: Takes): Promise<Takes> {
  const text = pg.escapeLiteral(JSON.stringify(claims));
  await client.query(`set local request.jwt.claims to ${text}`);
  return { before: `(${rules.before}) is true`, after: `(${rules.after}) is true` };
}

/**
 * Makes a function of each CHECK, since one that fails, as where a number is out of range, refuses
 * the row too.
 *
 * @returns the calls of the functions
 */
async function checkFunctions(
  client: pg.ClientBase,
  checks: Takes,
  columns: CheckChange['columns'],
): Promise<Takes> {
  const names = Object.keys(columns).map((name) => pg.escapeIdentifier(name));
  const args = Object.values(columns).map((type, place) => `${names[place]} ${type}`);
  for (const [name, expression] of Object.entries(checks)) {
    await client.query(
      `create function pg_temp.takes_${name}(${args.join(', ')}) returns boolean
         language plpgsql as $takes$
         begin
           return (${expression}) is not false;
         exception when others then
           return false;
         end
       $takes$`,
    );
  }
  const call = (name: string) => `pg_temp.takes_${name}(${names.join(', ')})`;
  return { before: call('before'), after: call('after') };
}

/** What stands in an expression, and what lies beside it. */
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
