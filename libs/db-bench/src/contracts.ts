// Measures what the CHECK of a contract costs an INSERT, as ratios taken in one run:
// `npx nx run db-bench:contracts`.
import { randomUUID } from 'node:crypto';
import { workspaceRoot } from '@parakeet/command-kit';
import { buildDatabase, readMigrationFiles } from '@parakeet/schema-tools';
import {
  createDatabase,
  maintenanceDatabase,
  withClient,
  withThrowaway,
  type ThrowawayServer,
} from '@parakeet/local-supabase';
import pg from 'pg';
import { inTurn, ratio, readCounts, row } from '@parakeet/db-harness/measure';

/** `logs` in a bulk INSERT. */
const { rounds, logs } = readCounts({ rounds: [7, 1], logs: [20_000, 500] });
/** INSERTs of one row a round, and sets in a log. */
const singles = Math.min(logs, 1000);
const sets = 25;

/**
 * A handwritten check of `actual_sets`: a loop with a statement for each check. It tests types with
 * jsonb_typeof and numbers with a cast. It ignores that clients round numbers.
 */
const byHand = `
create function public.by_hand(document jsonb) returns boolean
language plpgsql immutable strict set search_path = '' as $$
declare
  element jsonb;
  seen numeric[] := '{}';
begin
  if jsonb_typeof(document) <> 'array' or jsonb_array_length(document) > 200 then
    return false;
  end if;
  for element in select * from jsonb_array_elements(document) loop
    if jsonb_typeof(element) <> 'object'
      or element - '{set_number,weight_grams,reps_completed,rpe_actual,notes}'::text[] <> '{}'
    then
      return false;
    end if;
    if jsonb_typeof(element -> 'set_number') is distinct from 'number'
      or (element ->> 'set_number')::numeric not between 1 and 200
      or (element ->> 'set_number')::numeric % 1 <> 0
    then
      return false;
    end if;
    if jsonb_typeof(element -> 'weight_grams') is distinct from 'number'
      or (element ->> 'weight_grams')::numeric not between 0 and 1000000
      or (element ->> 'weight_grams')::numeric % 1 <> 0
    then
      return false;
    end if;
    if jsonb_typeof(element -> 'reps_completed') is distinct from 'number'
      or (element ->> 'reps_completed')::numeric not between 0 and 100
      or (element ->> 'reps_completed')::numeric % 1 <> 0
    then
      return false;
    end if;
    if element ? 'rpe_actual' then
      if jsonb_typeof(element -> 'rpe_actual') <> 'number'
        or (element ->> 'rpe_actual')::numeric not between 1 and 10
        or (element ->> 'rpe_actual')::numeric % 0.5 <> 0
      then
        return false;
      end if;
    end if;
    if element ? 'notes' then
      if jsonb_typeof(element -> 'notes') <> 'string'
        or char_length(element ->> 'notes') > 2000
      then
        return false;
      end if;
    end if;
    if (element ->> 'set_number')::numeric = any (seen) then
      return false;
    end if;
    seen := seen || (element ->> 'set_number')::numeric;
  end loop;
  return true;
end
$$`;

const dropCheck =
  'alter table public.session_logs drop constraint session_logs_actual_sets_contract';

/** How a table of logs differs from the others. */
const variants = {
  'without the CHECK': [dropCheck],
  'with the CHECK': [],
  'with a loop written by hand': [
    byHand,
    dropCheck,
    'alter table public.session_logs add check (public.by_hand(actual_sets))',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A log's sets as a phone sends them: RPE on each, notes on some. */
function documentOf(number: number): string {
  return JSON.stringify(
    Array.from({ length: sets }, (_, index) => ({
      set_number: index + 1,
      weight_grams: 60_000 + ((number + index) % 40) * 2500,
      reps_completed: 1 + ((number + index) % 12),
      rpe_actual: 6 + ((number + index) % 9) / 2,
      ...(index % 8 === 7 ? { notes: 'slow off the chest, belt on' } : {}),
    })),
  );
}

const documents = Array.from({ length: logs }, (_, number) => documentOf(number));
const sessions = documents.map(() => randomUUID());
const lifter = '11111111-1111-4111-8111-111111111111';

const clients: pg.Client[] = [];
await withThrowaway({ workspace: workspaceRoot }, async (server) => {
  try {
    await measure(server);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
});

async function measure(server: ThrowawayServer): Promise<void> {
  const template = server.databaseName('migrated');
  await buildDatabase(server, template, await readMigrationFiles());
  const bulk: Record<string, () => Promise<unknown>> = {};
  const single: Record<string, () => Promise<unknown>> = {};
  for (const [name, changes] of Object.entries(variants)) {
    const database = server.databaseName(`bench_${clients.length}`);
    await withClient(server.adminUrl(maintenanceDatabase), (admin) =>
      createDatabase(admin, { name: database, owner: server.owner, template }),
    );
    const client = new pg.Client({ connectionString: server.ownerUrl(database) });
    clients.push(client);
    await client.connect();
    for (const change of changes) await client.query(change);
    await prepare(client);
    bulk[name] = () =>
      client.query(`begin; insert into public.session_logs (session_id, user_id, actual_sets)
        select session_id, '${lifter}', document::jsonb from documents; rollback`);
    // a session has one log, so those of the previous round are deleted first, which is quick
    single[name] = async () => {
      await client.query('truncate public.session_logs cascade');
      for (let number = 0; number < singles; number += 1) {
        await client.query({
          name: 'one',
          text: `insert into public.session_logs (session_id, user_id, actual_sets)
                 values ($1, '${lifter}', $2)`,
          values: [sessions[number], documents[number]],
        });
      }
    };
  }
  process.stdout.write(`PostgreSQL ${server.version}, ${sets} sets a log, ${rounds} rounds\n`);
  print(`${logs} logs in one INSERT`, await inTurn(rounds, bulk));
  print(
    `${singles} prepared INSERTs of one log, each its transaction`,
    await inTurn(rounds, single),
  );
}

/** A session for each log, and the documents in a table. */
async function prepare(client: pg.Client): Promise<void> {
  await client.query(`insert into auth.users (id, email) values ($1, 'bench@parakeet.test')`, [
    lifter,
  ]);
  await client.query(
    `with maxes as (
       insert into public.lifter_maxes
         (user_id, source, squat_1rm_grams, bench_1rm_grams, deadlift_1rm_grams)
       values ($1, 'input_1rm', 140000, 90000, 180000) returning id
     ), config as (
       insert into public.formula_configs (user_id, source) values ($1, 'user') returning id
     ), program as (
       insert into public.programs
         (user_id, version, total_weeks, start_date, lifter_maxes_id, formula_config_id, status)
       select $1, version, 104, '2026-01-05', maxes.id, config.id, 'archived'
       from maxes, config, generate_series(1, $3::int) as version
       returning id, version
     )
     insert into public.sessions
       (id, user_id, program_id, week_number, day_number, planned_date, primary_lift, intensity_type)
     select wanted.id, $1, program.id, 1 + (place / 7) % 104, 1 + place % 7, '2026-01-05', 'squat', 'heavy'
     from unnest($2::uuid[]) with ordinality as wanted (id, number)
     cross join lateral (select (wanted.number - 1)::int as place) as counted
     join program on program.version = 1 + counted.place / 728`,
    // a program has at most 104 weeks of 7 days
    [lifter, sessions, Math.ceil(logs / 728)],
  );
  await client.query('create temporary table documents (session_id uuid, document text)');
  await client.query('insert into documents select * from unnest($1::uuid[], $2::text[])', [
    sessions,
    documents,
  ]);
  await client.query('analyze documents');
}

function print(title: string, measured: ReadonlyMap<string, number[]>): void {
  process.stdout.write(`\n${title}\n`);
  const [[, base] = ['', []], [, check] = ['', []], [, hand] = ['', []]] = [...measured];
  for (const [name, numbers] of measured) row(name, numbers);
  row('  with the CHECK : without', ratio(check, base), 'times');
  row('  a loop written by hand : without', ratio(hand, base), 'times');
  row(
    '  the CHECK itself : the loop itself',
    ratio(difference(check, base), difference(hand, base)),
    'times',
  );
}

function difference(numbers: readonly number[], base: readonly number[]): number[] {
  return numbers.map((value, round) => value - (base[round] ?? Number.NaN));
}
