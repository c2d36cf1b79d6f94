import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { hotReads, type ReadParameters } from '@parakeet/db-harness/hot-reads';
import type { Client, Requests } from './traffic.ts';

/**
 * Milliseconds between two requests, between two statements of a transaction, and between two
 * transactions. Without pauses, the clients alone would saturate a small machine, and wait for each
 * other.
 */
const pauses = { requests: 5, statements: 5, transactions: 100 };

/** The number of clients of each kind. */
const each = 2;

/** A lifter of a volume, and the values for a client's requests. */
interface Lifter extends Omit<ReadParameters, 'lift' | 'session_id'> {
  /** The slots that clients use in the active program; it counts up. */
  slots: number;
}

/**
 * The clients of an upgrade. Some read what an app reads, some write a training request by request,
 * and some hold transactions over several tables. Their rows are valid before and after every
 * migration.
 *
 * @param client for a role that sees every row
 * @param day today in the volume
 */
export async function createClients(client: pg.ClientBase, day: string): Promise<Client[]> {
  const lifters = await readLifters(client, day);
  const clients: Client[] = [];
  for (let place = 0; place < each; place += 1) {
    // two clients never write for the same lifter, so they do not wait for each other's rows
    const own = (kind: number) =>
      new Turns(lifters.filter((_, at) => at % (3 * each) === 3 * place + kind));
    clients.push({ kind: 'reader', round: reader(own(0)) });
    clients.push({ kind: 'writer', round: writer(own(1)) });
    clients.push({ kind: 'transactions', round: transactions(own(2)) });
  }
  return clients;
}

/** Repeats things in turn, for ever. */
class Turns<Thing> {
  readonly #things: readonly Thing[];
  #next = 0;

  constructor(things: readonly Thing[]) {
    if (things.length === 0) throw new Error('nothing to take turns: the volume is too small');
    this.#things = things;
  }

  next(): Thing {
    const thing = this.#things[this.#next % this.#things.length];
    this.#next += 1;
    if (thing === undefined) throw new Error('a place without a thing');
    return thing;
  }
}

async function readLifters(client: pg.ClientBase, day: string): Promise<Lifter[]> {
  const { rows } = await client.query<Omit<Lifter, 'day' | 'slots'>>(
    `select
       program.user_id, program.id as program_id, 1 as week_number, 1 as block_number,
       (select array_agg(id) from public.sessions where program_id = program.id and week_number = 1)
         as session_ids
     from public.programs as program
     where status = 'active'
     order by md5(program.user_id::text)
     limit 300`,
  );
  return rows.map((row) => ({ ...row, day, slots: 0 }));
}

/** Every hot read, in turn, for a lifter. */
function reader(lifters: Turns<Lifter>) {
  return async (requests: Requests) => {
    const lifter = lifters.next();
    const session_id = lifter.session_ids[0] ?? lifter.program_id;
    const parameters: ReadParameters = { ...lifter, lift: 'squat', session_id };
    for (const [name, read] of Object.entries(hotReads)) {
      const values = read.parameters.map((parameter) => parameters[parameter]);
      await requests.send(name, lifter.user_id, read.sql, values);
      await sleep(pauses.requests);
    }
  };
}

const planned = JSON.stringify([
  { set_number: 1, weight_grams: 100_000, reps: 5, rpe_target: 8 },
  { set_number: 2, weight_grams: 100_000, reps: 5, rpe_target: 8.5, reps_range: [3, 5] },
]);
const lifted = JSON.stringify(
  Array.from({ length: 8 }, (_, index) => ({
    set_number: index + 1,
    weight_grams: 100_000,
    reps_completed: 5,
    rpe_actual: 8,
  })),
);

type Statement = readonly [name: string, sql: string, values: readonly unknown[]];

/** One training of a lifter, from the plan to the metrics, as the app writes it. */
function training(lifter: Lifter): Statement[] {
  const [session, log] = [randomUUID(), randomUUID()];
  // weeks after the program's own, so no session has the slot
  const week = 11 + Math.floor(lifter.slots / 7);
  const day = 1 + (lifter.slots % 7);
  lifter.slots += 1;
  // a program has at most 104 weeks; a run never reaches that
  if (week > 104) throw new Error('every slot of the lifter is taken');
  const user = lifter.user_id;
  return [
    [
      'insert session',
      `insert into public.sessions
         (id, program_id, user_id, week_number, day_number, planned_date, primary_lift, intensity_type, block_number)
       values ($1, $2, $3, $4, $5, $6, 'squat', 'heavy', 3)`,
      [session, lifter.program_id, user, week, day, lifter.day],
    ],
    [
      'insert soreness',
      `insert into public.soreness_checkins (session_id, user_id, ratings) values ($1, $2, '{"quads": 2, "chest": 1}')`,
      [session, user],
    ],
    [
      'start session',
      `update public.sessions
       set status = 'in_progress', planned_sets = $2, jit_generated_at = now() where id = $1`,
      [session, planned],
    ],
    [
      'insert log',
      `insert into public.session_logs (id, session_id, user_id, actual_sets, session_rpe, completion_pct)
       values ($1, $2, $3, $4, 8.5, 100)`,
      [log, session, user, lifted],
    ],
    [
      'complete session',
      `update public.sessions set status = 'completed' where id = $1`,
      [session],
    ],
    [
      'insert metrics',
      `insert into public.performance_metrics
         (user_id, session_log_id, recorded_at, lift, intensity_type, block_number, week_number, actual_volume_grams, sets_per_muscle)
       values ($1, $2, now(), 'squat', 'heavy', 3, 10, 4000000, '{"quads": 8, "glutes": 4}')`,
      [user, log],
    ],
  ];
}

/** Occasional writes, so every table has a writer. */
const nowAndThen: readonly (readonly [name: string, sql: string])[] = [
  ['update profile', `update public.profiles set display_name = 'Maya' where id = $1`],
  [
    'insert maxes',
    `insert into public.lifter_maxes (user_id, source, squat_1rm_grams, bench_1rm_grams, deadlift_1rm_grams)
     values ($1, 'input_1rm', 140000, 90000, 180000)`,
  ],
  [
    'update formula config',
    `update public.formula_configs set ai_rationale = 'less volume' where user_id = $1 and is_active`,
  ],
  [
    'update program',
    `update public.programs set total_weeks = 104 where user_id = $1 and status = 'active'`,
  ],
  [
    'insert disruption',
    `insert into public.edge_cases (user_id, case_type, severity, affected_date_start) values ($1, 'travel', 'minor', '2026-06-17')`,
  ],
  [
    'update volume limits',
    `update public.muscle_volume_config set mrv_sets_per_week = 20 where user_id = $1 and muscle_group = 'quads'`,
  ],
  [
    'update pool',
    `update public.auxiliary_exercises set is_active = true where user_id = $1 and lift = 'squat'`,
  ],
  [
    'update assignment',
    `update public.auxiliary_assignments set exercise_2 = 'leg press' where user_id = $1 and block_number = 1`,
  ],
  [
    'upsert warmup',
    `insert into public.warmup_configs (user_id, lift, protocol) values ($1, 'squat', 'minimal')
     on conflict (user_id, lift) do update set protocol = 'minimal', custom_steps = null`,
  ],
  [
    'insert recovery',
    `insert into public.recovery_snapshots (user_id, recorded_at, source, raw_payload) values ($1, now(), 'watch', '{"stages": [90, 200]}')`,
  ],
];

/** A training, one request for each statement, and the occasional writes. */
function writer(lifters: Turns<Lifter>) {
  const others = new Turns(nowAndThen);
  return async (requests: Requests) => {
    const lifter = lifters.next();
    for (const [name, sql, values] of training(lifter)) {
      await requests.send(name, lifter.user_id, sql, values);
      await sleep(pauses.requests);
    }
    const [name, sql] = others.next();
    await requests.send(name, lifter.user_id, sql, [lifter.user_id]);
  };
}

/** A training in one transaction, which locks four tables. */
function transactions(lifters: Turns<Lifter>) {
  return async (requests: Requests) => {
    const lifter = lifters.next();
    await requests.together(lifter.user_id, pauses.statements, training(lifter));
    await sleep(pauses.transactions);
  };
}
