import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { workspaceRoot } from '@parakeet/command-kit';
import { buildDatabase, readMigrationFiles } from '@parakeet/schema-tools';
import { chooseEngine, type ThrowawayServer } from '@parakeet/local-supabase';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Session } from '@parakeet/db-harness';
import { call, logOf, poolOf, programOf, signIn } from '@parakeet/db-harness/actions';
import { Device, until } from './device.ts';
import { brokenInvariants } from './invariants.ts';

/** Crashes of the server at random moments. */
const crashes = 8;

// a separate server: a crash ends the connections of every test
const engine = chooseEngine({ workspace: workspaceRoot });
const isOurs = engine.name === 'embedded';
if (!isOurs) {
  process.stdout.write(
    `kills.test.ts: crashes are skipped, the server processes of the engine ${engine.name} are not ours to kill\n`,
  );
}

let server: ThrowawayServer;
let database: string;
let url: string;
let owner: Client;
const db = new Session(() => owner);

const connect = async (address: string) => {
  const client = new Client({ connectionString: address });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

beforeAll(async () => {
  server = await engine.throwaway();
  database = server.databaseName('kills');
  await buildDatabase(server, database, await readMigrationFiles());
  url = server.ownerUrl(database);
  const admin = await connect(server.adminUrl(database));
  // A throwaway server acknowledges a commit before it writes the log. This test checks that
  // acknowledged work survives, so the log must be written first. It need not reach the disk
  // (fsync), because the test kills processes and not the machine.
  await admin.query(`alter database ${database} set synchronous_commit = on`);
  await admin.query('checkpoint');
  await admin.end();
  owner = await connect(url);
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

/** A lifter with a program, on their own device. */
async function newLifter(device: Device) {
  await db.query('begin');
  const lifter = await signIn(db);
  await db.query('commit');
  device.signIn(lifter.id);
  const program = programOf(lifter);
  await call(device, 'start_program', program);
  return { ...lifter, program, session: program.sessions[0]?.id ?? '' };
}
type Scene = Awaited<ReturnType<typeof newLifter>>;

/** Every row of a lifter, to compare before and after. */
async function rowsOf({ id }: Scene): Promise<unknown> {
  const tables = [
    'programs',
    'sessions',
    'auxiliary_assignments',
    'formula_configs',
    'auxiliary_pool_changes',
    'auxiliary_exercises',
    'session_logs',
    'performance_metrics',
  ];
  const [row] = await db.query<{ rows: unknown }>(
    `select jsonb_build_array(${tables
      .map(
        (table) =>
          `(select jsonb_agg(to_jsonb(t) order by id) from public.${table} as t where user_id = $1)`,
      )
      .join(', ')}) as rows`,
    [id],
  );
  return row?.rows;
}

/** Waits until a server process waits for a lock. */
function waits(pid: number): Promise<void> {
  return until('the action to stop half-way', async () => {
    const [row] = await db.query<{ event: string | null }>(
      'select wait_event_type as event from pg_stat_activity where pid = $1',
      [pid],
    );
    return row?.event === 'Lock';
  });
}

/** Kills a server process. Postgres then ends all others and recovers from its log. */
async function crash(pid: number): Promise<void> {
  // until Postgres notices, it still accepts connections, and then ends those too; it has noticed
  // once ours is gone
  const noticed = new Promise<void>((resolve) => owner.once('end', resolve));
  process.kill(pid, 'SIGKILL');
  await noticed;
  for (;;) {
    try {
      owner = await connect(url);
      return;
    } catch {
      // it does not accept connections yet
      await sleep(10);
    }
  }
}

/** The ids in the result of an action: an archived program is still the same one. */
function idsOf(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(idsOf);
  return typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : answer;
}

interface Action {
  /** The request, the same each time it is sent. */
  readonly make: (scene: Scene) => (device: Device) => Promise<unknown>;
  /** The work of another transaction that stops the action half-way. */
  readonly stop: (scene: Scene) => readonly [sql: string, parameters: readonly unknown[]];
}

const exercises = poolOf('front squat', 'leg press');

const actions = {
  start_program: {
    make: (scene) => {
      const args = programOf(scene);
      return (device) => call(device, 'start_program', args);
    },
    // by then the program exists, and the previous one is archived
    stop: () => ['lock table public.sessions in exclusive mode', []],
  },
  save_formula_config: {
    make: () => {
      const id = randomUUID();
      return (device) => call(device, 'save_formula_config', { id, source: 'user', overrides: {} });
    },
    // by then the previous one is switched off; another insert of the same version has to wait
    stop: ({ id }) => [
      `insert into public.formula_configs (user_id, version, source, is_active) values ($1, 2, 'user', false)`,
      [id],
    ],
  },
  replace_auxiliary_pool: {
    make: () => {
      const id = randomUUID();
      const own = exercises.map((exercise) => ({ ...exercise, id: randomUUID() }));
      return (device) =>
        call(device, 'replace_auxiliary_pool', { id, lift: 'squat', exercises: own });
    },
    // by then the previous pool is gone
    stop: ({ id }) => [
      `insert into public.auxiliary_exercises (user_id, lift, exercise_name, pool_position, primary_muscles)
       values ($1, 'squat', 'lunges', 2, '{}')`,
      [id],
    ],
  },
  complete_session: {
    make: ({ session }) => {
      const args = logOf(session);
      return (device) => call(device, 'complete_session', args);
    },
    // by then the session is completed and its log exists
    stop: () => ['lock table public.performance_metrics in exclusive mode', []],
  },
} satisfies Record<string, Action>;

describe.each(Object.entries<Action>(actions))('%s, stopped half-way', (_name, { make, stop }) => {
  let device: Device;
  let holder: Client;
  let scene: Scene;
  let pid: number;
  beforeEach(async () => {
    device = await Device.connect(url);
    holder = await connect(url);
    scene = await newLifter(device);
    pid = await device.pid();
    return async () => {
      await device.close();
      await holder.end();
    };
  });

  /** Runs the action half-way, kills it, and sends it again. Returns the rows at each point. */
  async function cut(kill: () => Promise<unknown>) {
    const send = make(scene);
    const before = await rowsOf(scene);
    const [sql, parameters] = stop(scene);
    await holder.query('begin');
    await holder.query(sql, [...parameters]);
    const sent = send(device).then(
      () => 'answered',
      () => 'nothing',
    );
    await waits(pid);
    await kill();
    const heard = await sent;
    await holder.query('rollback').catch(() => undefined);
    const left = await rowsOf(scene);

    const again = await Device.connect(url);
    again.signIn(scene.id);
    const answer = await send(again);
    const done = await rowsOf(scene);
    const repeated = await send(again);
    await again.close();
    return {
      heard,
      isAsItWas: isDeepStrictEqual(left, before),
      isDone: !isDeepStrictEqual(done, before),
      isSaidAgain: isDeepStrictEqual(repeated, answer),
      isDoneOnce: isDeepStrictEqual(await rowsOf(scene), done),
      broken: await brokenInvariants(db),
    };
  }

  const allOrNothing = {
    heard: 'nothing',
    isAsItWas: true,
    isDone: true,
    isSaidAgain: true,
    isDoneOnce: true,
    broken: [],
  };

  it('its connection ends: no row changes, and sending it again does it once', async () => {
    const found = await cut(() => db.query('select pg_terminate_backend($1)', [pid]));
    expect(found).toEqual(allOrNothing);
  });

  it.skipIf(!isOurs)(
    'the server is killed: no row changes, and sending it again does it once',
    async () => {
      expect(await cut(() => crash(pid))).toEqual(allOrNothing);
    },
  );
});

interface Sent {
  readonly send: (device: Device) => Promise<unknown>;
  answer?: unknown;
}

/**
 * Repeats all four actions until the connection is gone. Returns the requests and their answers.
 */
async function work(device: Device, scene: Scene): Promise<Sent[]> {
  const all: Sent[] = [];
  let { session } = scene;
  try {
    for (;;) {
      const program = programOf(scene);
      const log = logOf(session);
      session = program.sessions[0]?.id ?? '';
      const moves: Sent['send'][] = [
        (by) => call(by, 'complete_session', log),
        actions.save_formula_config.make(),
        actions.replace_auxiliary_pool.make(),
        (by) => call(by, 'start_program', program),
      ];
      for (const send of moves) {
        const one: Sent = { send };
        all.push(one);
        one.answer = await send(device);
      }
    }
  } catch {
    return all;
  }
}

it.skipIf(!isOurs)(
  `the server killed ${crashes} times while lifters do all four: nothing is done by halves, and what was acknowledged is there`,
  async () => {
    let acknowledged = 0;
    for (let round = 0; round < crashes; round += 1) {
      const devices = await Promise.all([1, 2, 3].map(() => Device.connect(url)));
      const scenes: Scene[] = [];
      const working: Promise<Sent[]>[] = [];
      for (const device of devices) scenes.push(await newLifter(device));
      const [victim = 0] = await Promise.all(devices.map((device) => device.pid()));
      for (const [index, scene] of scenes.entries()) {
        const device = devices[index];
        if (device) working.push(work(device, scene));
      }
      // this waits for nothing: each crash comes at another moment
      await sleep(Math.random() * 80);
      await crash(victim);
      const sent = await Promise.all(working);
      expect(await brokenInvariants(db)).toEqual([]);
      for (const [index, scene] of scenes.entries()) {
        const again = await Device.connect(url);
        again.signIn(scene.id);
        for (const { send, answer } of sent[index] ?? []) {
          const heard = await send(again);
          if (answer === undefined) continue;
          acknowledged += 1;
          expect(idsOf(heard)).toEqual(idsOf(answer));
        }
        await again.close();
      }
      expect(await brokenInvariants(db)).toEqual([]);
    }
    expect(acknowledged).toBeGreaterThan(crashes);
  },
);
