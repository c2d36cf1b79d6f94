import { Session } from '@parakeet/db-harness';
import { MadeRows } from '@parakeet/db-harness/made-rows';
import type { ServedDatabase } from '@parakeet/db-harness/served-database';
import {
  compareFacts,
  readDatabaseFacts,
  trialsIn,
  type Difference,
  type Facts,
} from '@parakeet/schema-tools';
import pg from 'pg';
import { send, trialClient, type Outcome, type Row } from '../installed-app.ts';
import { generateSchemas } from './app-schemas.ts';
import { Draw } from './draw.ts';
import { requestsOf, type RandomRequest } from './random-app.ts';
import { randomChange } from './random-changes.ts';
import { randomSchema } from './random-schema.ts';
import { askedBy, brokenBy, disagreementsOf, type Disagreement, type Evidence } from './verdict.ts';
import { rowsOf, storeRows, writeAsNewerApp } from './written-rows.ts';

/** A schema and its changes, as SQL. */
export interface Pair {
  readonly schema: string;
  readonly changes: readonly string[];
}

/** What came of a pair. */
export interface Tried extends Pair {
  readonly found: readonly Difference[];
  readonly seen: readonly Evidence[];
  readonly disagreements: readonly Disagreement[];
}

/** Where pairs are tried, one after the other: `public` of a database that is served. */
export interface Place {
  /** As the role that migrates. */
  readonly client: pg.ClientBase;
  readonly served: ServedDatabase;
}

/** A pair by its seed: one change, two or three, as many as Postgres takes. */
export async function randomPair({ client }: Place, seed: number): Promise<Pair> {
  const draw = new Draw(seed);
  const schema = randomSchema(draw);
  await reset(client, schema.sql);
  const wanted = 1 + draw.below(3);
  const changes: string[] = [];
  await client.query('begin');
  for (let tries = 0; changes.length < wanted && tries < 20; tries += 1) {
    const change = randomChange(draw, schema);
    if (await isTaken(client, change)) changes.push(change);
  }
  await client.query('rollback');
  return { schema: schema.sql, changes };
}

async function reset(client: pg.ClientBase, schema: string): Promise<void> {
  await client.query(`drop schema if exists public cascade; create schema public;
    grant usage on schema public to anon, authenticated; ${schema}`);
}

async function empty(client: pg.ClientBase, tables: MadeRows['tables']): Promise<void> {
  const names = tables.map(({ name }) => `public.${pg.escapeIdentifier(name)}`);
  if (names.length > 0) await client.query(`truncate ${names.join(', ')} cascade`);
}

async function isTaken(client: pg.ClientBase, sql: string): Promise<boolean> {
  await client.query('savepoint try');
  try {
    await client.query(sql);
    return true;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    await client.query('rollback to try');
    return false;
  }
}

async function readFacts(client: pg.ClientBase): Promise<Facts> {
  return {
    ...(await readDatabaseFacts(client, ['public'])),
    api: { schemas: ['public'], maxRows: 1000 },
    contracts: {},
    reading: 'strict',
  };
}

/** Lets an app of before work after the changes, and compares with what `breaking` says. */
export async function tryPair(
  { client, served }: Place,
  { schema, changes }: Pair,
): Promise<Tried> {
  await reset(client, schema);
  const session = new Session(() => client);
  await client.query('begin');
  for (const change of changes) await client.query(change);
  const { tables: later } = await MadeRows.for(session);
  await client.query('rollback; begin');
  const before = await readFacts(client);
  const { tables } = await MadeRows.for(session);
  const old = new MadeRows(session, tables, later);
  const requests = requestsOf(before, await generateSchemas(client), await rowsOf(old, later));
  const stored = await storeRows(client, old);
  await client.query('commit');
  const app: App = {
    authenticated: trialClient(served),
    anon: trialClient(served, 'anon'),
  };
  const baseline = await askAll(app, requests);

  await empty(client, tables);
  for (const change of changes) await client.query(change);
  const after = await readFacts(client);
  const found = await compareFacts(before, after, trialsIn(client));
  await client.query('begin');
  // it may have made some
  await empty(client, later);
  const now = new MadeRows(session, later, tables);
  const isSame = (await storeRows(client, now)).join() === stored.join();
  await client.query('commit');
  const seen: Evidence[] = [];
  for (const [request, outcome] of baseline) {
    seen.push(...evidenceOf(request, outcome, await ask(app, request), isSame));
  }
  await client.query('begin');
  // a row for each value: what may not be there twice may be there alone
  for (const { name, primary } of later.flatMap(({ uniques }) => uniques)) {
    if (!primary) await client.query(`drop index public.${pg.escapeIdentifier(name)}`);
  }
  await writeAsNewerApp(client, now, tables);
  await client.query('commit');
  for (const [request, outcome] of baseline) {
    const isDelete = request.title.startsWith('delete');
    if (!request.answer && !isDelete) continue;
    const again = await ask(app, request);
    if (isDelete) seen.push(...evidenceOf(request, outcome, again, false));
    const { problems } = again;
    for (const problem of problems) {
      const says = `${request.title}: ${problem.path.join('.')} ${problem.message}`;
      const breaks = isOfType(problem) ? (['readers'] as const) : (['readers', 'types'] as const);
      seen.push({ breaks, says, about: request.about });
    }
  }
  const disagreements = disagreementsOf(
    found,
    seen,
    askedBy(baseline.keys()),
    [before, after],
    isSame ? 1 : 3,
  );
  return { schema, changes, found, seen, disagreements };
}

/** Whether an unexpected value still has the app's type. */
function isOfType({ kind, message, found: value }: Outcome['problems'][number]): boolean {
  if (kind !== 'wrong') return true;
  const isNumber = / number from | number, /.test(message);
  return isNumber
    ? typeof value === 'number'
    : typeof value === 'string' && !/list|true/.test(message);
}

/** An app with a signed-in lifter, and one without. */
type App = Readonly<Record<RandomRequest['role'], ReturnType<typeof trialClient>>>;

const ask = (app: App, request: RandomRequest) => send(app[request.role], request);

/** The successful requests, with their answers; refused ones are checked separately. */
async function askAll(
  app: App,
  requests: readonly RandomRequest[],
): Promise<Map<RandomRequest, Outcome>> {
  const answered = new Map<RandomRequest, Outcome>();
  for (const request of requests) {
    const outcome = await ask(app, request);
    if (outcome.problems.length > 0) {
      const [{ path, message } = { path: [], message: '' }] = outcome.problems;
      throw new Error(`${request.title}, before any change: ${path.join('.')} ${message}`);
    }
    if (outcome.refusal === undefined) answered.set(request, outcome);
    else if (request.apart && !outcome.refusal.startsWith('42501')) {
      for (const [one, its] of await askAll(app, request.apart)) answered.set(one, its);
    }
  }
  return answered;
}

function evidenceOf(
  request: RandomRequest,
  old: Outcome,
  now: Outcome,
  isSame: boolean,
): Evidence[] {
  if (now.refusal !== undefined) return [brokenBy(request, now.refusal)];
  if (!isSame) return [];
  const [was, is] = [known(old.read, old.read), known(now.read, old.read)];
  if (was === is) return [];
  return [
    { breaks: [], says: `${request.title}: ${is} now, and ${was} before`, about: request.about },
  ];
}

/** Rows as texts, in one order, with the keys that the first of the old ones has. */
function known(rows: readonly unknown[], old: readonly unknown[]): string {
  const [first] = old.flat();
  const isRow = (one: unknown): one is Row =>
    typeof one === 'object' && one !== null && !Array.isArray(one);
  // a function answers with its rows at once
  const texts = rows
    .flat()
    .map((row) =>
      JSON.stringify(
        isRow(row) && isRow(first)
          ? Object.fromEntries(Object.keys(first).map((key) => [key, row[key]]))
          : row,
      ),
    );
  return texts.toSorted().join(' ');
}
