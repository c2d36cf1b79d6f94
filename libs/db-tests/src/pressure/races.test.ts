import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createRunDatabase,
  dropRunDatabase,
  type RunDatabase,
  Session,
} from '@parakeet/db-harness';
import { call, logOf, poolOf, programOf, signIn } from '@parakeet/db-harness/actions';
import { Device, refusalCode, retryable, untilWaiting } from './device.ts';
import { brokenInvariants } from './invariants.ts';

/** Rounds of a race without a fixed order: the winner differs each time. */
const rounds = 25;

let database: RunDatabase;
let phone: Device;
let tablet: Device;
/** A session that sees everything, with one transaction for each statement. */
let owner: Client;
/** The third connection, which makes the two wait. */
let holder: Client;

beforeAll(async () => {
  database = await createRunDatabase();
  [phone, tablet] = [
    await Device.connect(database.ownerUrl),
    await Device.connect(database.ownerUrl),
  ];
  [owner, holder] = [new Client(database.ownerUrl), new Client(database.ownerUrl)];
  await Promise.all([owner.connect(), holder.connect()]);
});
afterAll(async () => {
  await Promise.all([phone.close(), tablet.close(), owner.end(), holder.end()]);
  await dropRunDatabase(database);
});

const db = new Session(() => owner);

/**
 * A lifter for one round, signed in on both devices, with a program and a planned first session.
 */
async function newLifter() {
  await db.query('begin');
  const lifter = await signIn(db);
  await db.query('commit');
  phone.signIn(lifter.id);
  tablet.signIn(lifter.id);
  const program = programOf(lifter);
  await call(phone, 'start_program', program);
  return { ...lifter, program: program.id, session: program.sessions[0]?.id ?? '' };
}

type Scene = Awaited<ReturnType<typeof newLifter>>;
/** A statement that takes the lock for which both must wait, and its parameter. */
type Lock = readonly [sql: string, parameter: string];
/** The answer to a device, or the code of its refusal. */
type Heard = { readonly answer: unknown } | { readonly code: string };

interface Race {
  /** The actions of the two devices. */
  readonly moves: (scene: Scene) => readonly [Move, Move];
  /** The lock for which both wait until the third connection ends, so their order is known. */
  readonly lock: ((scene: Scene) => Lock) | undefined;
  /** The accepted refusals, besides those that allow sending again. */
  readonly refusals: readonly string[];
  /** Checks the rows afterwards. */
  readonly outcome: (state: State, race: Outcome) => void;
  /** The invariant that a client may break if it does not call the functions. */
  readonly mayBreak?: string;
}

interface Outcome {
  readonly heard: readonly [Heard, Heard];
  /** The ids that the two made. */
  readonly ids: readonly [string, string];
  /** The ids in the order of their turns, if known. */
  readonly order: readonly [string, string] | undefined;
}

interface Move {
  /** The id that the client made. */
  readonly id: string;
  readonly send: (device: Device) => Promise<unknown>;
}

interface State {
  readonly programs: { id: string; version: number; status: string; sessions: number }[];
  readonly configs: { id: string; version: number; is_active: boolean }[];
  readonly logs: { id: string; metrics: number }[];
  readonly status: string | null;
  readonly pool: string[];
  readonly changes: number;
}

async function readState(scene: Scene): Promise<State> {
  const [row] = await db.query<{ state: State }>(
    `select jsonb_build_object(
         'programs', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'version', version, 'status', status,
             'sessions', (select count(*) from public.sessions where program_id = p.id)) order by version), '[]')
           from public.programs as p where user_id = $1),
         'configs', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'version', version, 'is_active', is_active)
           order by version), '[]') from public.formula_configs where user_id = $1),
         'logs', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'metrics',
             (select count(*) from public.performance_metrics where session_log_id = l.id))), '[]')
           from public.session_logs as l where user_id = $1),
         'status', (select status from public.sessions where id = $2),
         'pool', (select coalesce(jsonb_agg(exercise_name order by pool_position), '[]')
           from public.auxiliary_exercises where user_id = $1 and lift = 'squat'),
         'changes', (select count(*) from public.auxiliary_pool_changes where user_id = $1)
       ) as state`,
    [scene.id, scene.session],
  );
  if (!row) throw new Error('no state');
  return row.state;
}

const isAnswered = (heard: Heard): heard is { answer: unknown } => 'answer' in heard;

function hear(work: Promise<unknown>): Promise<Heard> {
  return work.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ code: refusalCode(error) }),
  );
}

const program = (scene: Scene, id = randomUUID()): Move => ({
  id,
  send: (device) => call(device, 'start_program', programOf(scene, { id })),
});
const config = (id = randomUUID()): Move => ({
  id,
  send: (device) => call(device, 'save_formula_config', { id, source: 'user', overrides: {} }),
});
const complete = (scene: Scene, id = randomUUID()): Move => ({
  id,
  send: (device) => call(device, 'complete_session', logOf(scene.session, { id })),
});
const pool = (names: readonly string[], id = randomUUID()): Move => ({
  id,
  send: (device) =>
    call(device, 'replace_auxiliary_pool', { id, lift: 'squat', exercises: poolOf(...names) }),
});
const direct = (sql: string, parameters: readonly unknown[]): Move => ({
  id: '',
  send: (device) => device.query(sql, parameters),
});

/** Deletes one of the lifter's rows. For a program it first deletes its assignments. */
const removal = (table: 'sessions' | 'programs', id: string): Move =>
  direct(
    `with gone as (delete from public.auxiliary_assignments where program_id = $1)
     delete from public.${table} where id = $1`,
    [id],
  );
const log = (scene: Scene): Move =>
  direct(
    `insert into public.session_logs (session_id, user_id, actual_sets) values ($1, $2, '[]')`,
    [scene.session, scene.id],
  );

const advisory =
  (action: string) =>
  ({ id }: Scene) =>
    ['select pg_advisory_xact_lock(hashtextextended($1, 0))', `${action} ${id}`] as const;
const theSession = ({ session }: Scene): Lock => [
  'select from public.sessions where id = $1 for no key update',
  session,
];
/** The row of the session, with any lock on it. */
const theSessionAlone = ({ session }: Scene): Lock => [
  'select from public.sessions where id = $1 for update',
  session,
];
/** Either the log exists, or its session was deleted before: one of the two won. */
function expectHistory({ logs, status }: State, { heard, order }: Outcome): void {
  expect(heard.filter(isAnswered), JSON.stringify(heard)).toHaveLength(1);
  const isLogged = isAnswered(heard[0]);
  // a delete has no id of its own
  if (order) expect(isLogged).toBe(order[1] === '');
  expect(logs).toHaveLength(isLogged ? 1 : 0);
  expect(status === null).toBe(!isLogged);
}
/** Both got an answer. */
function expectAnswers({ heard }: Outcome): void {
  expect(heard.every(isAnswered), JSON.stringify(heard)).toBe(true);
}

/** Both got the same answer: one repeated the other. */
function expectSameAnswer(race: Outcome): void {
  expectAnswers(race);
  expect(race.heard[0]).toEqual(race.heard[1]);
}

const twice = (move: Move) => [move, move] as const;
const pools = { one: ['front squat', 'leg press'], other: ['lunges', 'hack squat', 'leg curl'] };

const races: Readonly<Record<string, Race>> = {
  'two devices start a program': {
    moves: (scene) => [program(scene), program(scene)],
    lock: advisory('start_program'),
    refusals: [],
    outcome: ({ programs }, race) => {
      expectAnswers(race);
      expect(programs.map(({ status, sessions }) => [status, sessions])).toEqual([
        ['archived', 4],
        ['archived', 4],
        ['active', 4],
      ]);
      const made = programs.slice(1).map(({ id }) => id);
      expect(made.toSorted()).toEqual(race.ids.toSorted());
      if (race.order) expect(made).toEqual(race.order);
    },
  },
  'a program is sent twice at once': {
    moves: (scene) => twice(program(scene)),
    lock: advisory('start_program'),
    refusals: [],
    outcome: ({ programs }, race) => {
      expectSameAnswer(race);
      expect(programs.map(({ status }) => status)).toEqual(['archived', 'active']);
    },
  },
  'two devices save a config': {
    moves: () => [config(), config()],
    lock: advisory('save_formula_config'),
    refusals: [],
    outcome: ({ configs }, race) => {
      expectAnswers(race);
      expect(configs.map(({ is_active }) => is_active)).toEqual([false, false, true]);
      if (race.order) expect(configs.slice(1).map(({ id }) => id)).toEqual(race.order);
    },
  },
  'a config is sent twice at once': {
    moves: () => twice(config()),
    lock: advisory('save_formula_config'),
    refusals: [],
    outcome: ({ configs }, race) => {
      expectSameAnswer(race);
      expect(configs.map(({ is_active }) => is_active)).toEqual([false, true]);
    },
  },
  'two devices complete a session': {
    moves: (scene) => [complete(scene), complete(scene)],
    lock: theSession,
    refusals: ['PK102'],
    outcome: ({ logs, status }, { heard, ids, order }) => {
      expect(heard.filter(isAnswered)).toHaveLength(1);
      const winner = isAnswered(heard[0]) ? ids[0] : ids[1];
      if (order) expect(winner).toBe(order[0]);
      expect(logs).toEqual([{ id: winner, metrics: 1 }]);
      expect(status).toBe('completed');
    },
  },
  'a log is sent twice at once': {
    moves: (scene) => twice(complete(scene)),
    lock: theSession,
    refusals: [],
    outcome: ({ logs }, race) => {
      expectSameAnswer(race);
      expect(logs).toEqual([{ id: race.ids[0], metrics: 1 }]);
    },
  },
  'two devices replace the pool': {
    moves: () => [pool(pools.one), pool(pools.other)],
    lock: advisory('replace_auxiliary_pool'),
    refusals: [],
    outcome: ({ pool: found, changes }, race) => {
      expectAnswers(race);
      expect([pools.one, pools.other]).toContainEqual(found);
      if (race.order)
        expect(found).toEqual(race.order[1] === race.ids[1] ? pools.other : pools.one);
      expect(changes).toBe(2);
    },
  },
  'a pool is sent twice at once': {
    moves: () => twice(pool(pools.one)),
    lock: advisory('replace_auxiliary_pool'),
    refusals: [],
    outcome: ({ pool: found, changes }, race) => {
      expectSameAnswer(race);
      expect(found).toEqual(pools.one);
      expect(changes).toBe(1);
    },
  },
  'a session is completed while another device skips it': {
    moves: (scene) => [
      complete(scene),
      direct(`update public.sessions set status = 'skipped' where id = $1`, [scene.session]),
    ],
    lock: theSession,
    refusals: ['PK101'],
    outcome: ({ logs, status }, { heard, ids, order }) => {
      expect(heard.filter(isAnswered)).toHaveLength(1);
      const isCompleted = isAnswered(heard[0]);
      if (order) expect(isCompleted).toBe(order[0] === ids[0]);
      expect(status).toBe(isCompleted ? 'completed' : 'skipped');
      expect(logs).toHaveLength(isCompleted ? 1 : 0);
    },
  },
  'a session is completed while an old version of the app logs it': {
    moves: (scene) => [complete(scene), log(scene)],
    // an insert of a log waits for none of the function's locks
    lock: undefined,
    refusals: ['PK102', '23505'],
    outcome: ({ logs }, { heard }) => {
      expect(heard.filter(isAnswered)).toHaveLength(1);
      expect(logs).toHaveLength(1);
    },
    // a client that inserts the log itself does not complete the session
    mayBreak: 'a log is of a session that is completed',
  },
  'a program is started while an old version of the app starts one by hand': {
    moves: (scene) => [
      program(scene),
      direct(
        `with archived as (
           update public.programs set status = 'archived' where user_id = $1 and status = 'active'
           returning version
         )
         insert into public.programs (user_id, version, total_weeks, start_date, lifter_maxes_id, formula_config_id)
         select $1, 2, 10, '2026-02-23', $2, $3 from archived`,
        [scene.id, scene.maxes, scene.config],
      ),
    ],
    lock: undefined,
    // the index of the active one, or the key of versions, refuses the loser, which sends it again
    refusals: ['23505'],
    outcome: ({ programs }) => {
      expect(programs.filter(({ status }) => status === 'active')).toHaveLength(1);
    },
    mayBreak: 'a program has its sessions',
  },
  'a session is completed while another device deletes it': {
    moves: (scene) => [complete(scene), removal('sessions', scene.session)],
    lock: theSession,
    refusals: ['PK103', 'PK106'],
    outcome: expectHistory,
  },
  'a session is completed while another device deletes its program': {
    moves: (scene) => [complete(scene), removal('programs', scene.program)],
    lock: theSession,
    refusals: ['PK103', 'PK106'],
    outcome: expectHistory,
  },
  'an old version of the app logs a session while another device deletes it': {
    moves: (scene) => [{ ...log(scene), id: 'log' }, removal('sessions', scene.session)],
    lock: theSessionAlone,
    refusals: ['23503', 'PK106'],
    outcome: expectHistory,
    mayBreak: 'a log is of a session that is completed',
  },
  'an old version of the app logs a session while another device deletes its program': {
    moves: (scene) => [{ ...log(scene), id: 'log' }, removal('programs', scene.program)],
    lock: theSessionAlone,
    refusals: ['23503', 'PK106'],
    outcome: expectHistory,
    mayBreak: 'a log is of a session that is completed',
  },
  'the account is deleted while a program is started': {
    moves: (scene) => [program(scene), deletion(scene)],
    lock: undefined,
    refusals: ['23503'],
    outcome: gone,
  },
  'the account is deleted while a session is completed': {
    moves: (scene) => [complete(scene), deletion(scene)],
    lock: undefined,
    refusals: ['23503', 'PK103'],
    outcome: gone,
  },
};

/** Deletes the account with all its rows, as the owner of the database. */
function deletion({ id }: Scene): Move {
  return {
    id: '',
    send: () => db.query('delete from auth.users where id = $1', [id]),
  };
}

/** No row is left, unless the deadlock ended the deletion. */
function gone({ programs, configs, logs, pool: found }: State, { heard }: Outcome): void {
  if (!isAnswered(heard[1])) return;
  expect([programs, configs, logs, found]).toEqual([[], [], [], []]);
}

async function expectOutcome(race: Race, scene: Scene, outcome: Outcome): Promise<void> {
  for (const heard of outcome.heard) {
    if ('code' in heard && !retryable.has(heard.code)) expect(race.refusals).toContain(heard.code);
  }
  race.outcome(await readState(scene), outcome);
}

/**
 * The broken invariants of all rows, except the one that a client without the functions may break.
 */
async function broken({ mayBreak }: Race): Promise<string[]> {
  const found = await brokenInvariants(db);
  await db.query('delete from auth.users');
  return found.filter((name) => mayBreak === undefined || !name.startsWith(mayBreak));
}

/** Makes both wait for a third, so they run in the order of their arrival. */
async function inOrder([sql, parameter]: Lock, moves: readonly [Move, Move]) {
  await holder.query('begin');
  await holder.query(sql, [parameter]);
  try {
    const first = hear(moves[0].send(phone));
    await untilWaiting(db, 'device', 1);
    const second = hear(moves[1].send(tablet));
    await untilWaiting(db, 'device', 2);
    await holder.query('commit');
    return [await first, await second] as const;
  } finally {
    await holder.query('rollback');
  }
}

describe.each(Object.entries(races).filter(([, { lock }]) => lock !== undefined))(
  '%s, in a known order',
  (_name, race) => {
    it.each(['as sent', 'the other way round'] as const)('%s', async (way) => {
      const scene = await newLifter();
      const [first, second] = race.moves(scene);
      const lock = race.lock?.(scene);
      if (!lock) throw new Error('nothing to wait for');
      const asSent = way === 'as sent';
      const [early, late] = await inOrder(lock, asSent ? [first, second] : [second, first]);
      await expectOutcome(race, scene, {
        heard: asSent ? [early, late] : [late, early],
        ids: [first.id, second.id],
        order: asSent ? [first.id, second.id] : [second.id, first.id],
      });
      expect(await broken(race)).toEqual([]);
    });
  },
);

it.each(Object.entries(races))('%s, at the same moment', async (_name, race) => {
  for (let round = 0; round < rounds; round += 1) {
    const scene = await newLifter();
    const [first, second] = race.moves(scene);
    const heard = await Promise.all([hear(first.send(phone)), hear(second.send(tablet))]);
    await expectOutcome(race, scene, { heard, ids: [first.id, second.id], order: undefined });
  }
  expect(await broken(race)).toEqual([]);
});
