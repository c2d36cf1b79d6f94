import pg from 'pg';
import { accountsIn, actFor, rowsIn, trialRows, type HaveRows } from './trial-rows.ts';
import type {
  CheckChange,
  Counterexamples,
  PolicyChange,
  TriedChange,
  TryChecks,
} from './trial.ts';
import { tryFunctions } from './try-functions.ts';
import { tryTriggers } from './try-triggers.ts';

/** SQL conditions for the rows that the old rule accepts, and that the new one accepts. */
type Takes = Readonly<Record<'before' | 'after', string>>;

/**
 * Searches for rows with different results of two CHECKs, policies or triggers, and for calls with
 * different answers of two functions. It combines literals of their expressions, neighbouring
 * values, and some values of every type. Postgres evaluates them. Finding none proves nothing. Each
 * change is tried once, even if several comparisons with one schema need it.
 *
 * @param client of a throwaway database with the types and functions of both sides; its schema must
 *   not change meanwhile
 * @returns the search; its result is undefined for an expression that cannot be evaluated there
 */
export function trialsIn(client: pg.ClientBase): TryChecks {
  const haveRows = rowsIn(client);
  const known = new Map<string, ReturnType<TryChecks>>();
  return async (change) => {
    const key = JSON.stringify(change);
    const found = known.get(key) ?? tryChange(client, change, haveRows);
    known.set(key, found);
    return found;
  };
}

async function tryChange(
  client: pg.ClientBase,
  change: TriedChange,
  haveRows: HaveRows,
): Promise<Counterexamples | undefined> {
  try {
    if ('related' in change && !(await haveRows(change.related))) return undefined;
    await client.query('begin');
    if ('trigger' in change) return await tryTriggers(client, change);
    if ('routine' in change) return await tryFunctions(client, change);
    if ('policyOf' in change) return await tryPolicy(client, change);
    return await tryCheck(client, change);
  } catch (error) {
    if (error instanceof pg.DatabaseError) return undefined;
    throw error;
  } finally {
    await client.query('rollback');
  }
}

async function tryCheck(
  client: pg.ClientBase,
  { before = 'true', after = 'true', common = [], columns }: CheckChange,
): Promise<Counterexamples | undefined> {
  if (Object.keys(columns).length === 0) return undefined;
  const both = (rule: string) => [rule, ...common].map((one) => `(${one})`).join(' and ');
  const rows = await trialRows(client, { expressions: [before, after], columns });
  const takes = await checkFunctions(client, { before: both(before), after: both(after) }, columns);
  return differing(client, rows, 'rows', takes);
}

/** Tries a policy for one account. If it reads other tables, for each account in them. */
async function tryPolicy(
  client: pg.ClientBase,
  { before = 'true', after = 'true', columns, policyOf, related }: PolicyChange,
): Promise<Counterexamples> {
  const rows = await trialRows(client, { expressions: [before, after], related, columns });
  let found: Counterexamples = {};
  const accounts = await accountsIn(client, related);
  // other tables are read with the account's own rights
  if (related.length > 0) await client.query('set local role authenticated');
  for (const sub of accounts) {
    await actFor(client, sub);
    const takes = { before: `(${before}) is true`, after: `(${after}) is true` };
    found = { ...(await differing(client, rows, policyOf, takes)), ...found };
    if (found.narrower !== undefined && found.wider !== undefined) break;
  }
  return found;
}

/**
 * The smallest row that only the old side accepts, and the smallest that only the new side accepts.
 */
async function differing(
  client: pg.ClientBase,
  rows: string,
  named: string,
  takes: Takes,
): Promise<Counterexamples> {
  const name = pg.escapeIdentifier(named);
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
}

/**
 * Makes a function of each CHECK, because an error, such as a number out of range, must count as a
 * refusal.
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
