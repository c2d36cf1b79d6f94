import { randomUUID } from 'node:crypto';
import { call, type Lifter, logOf, poolOf, programOf } from '@parakeet/db-harness/actions';
import { Device, refusalCode, retryable } from './device.ts';

/** A request of the app. All values that the client makes up are chosen once. */
export const operations = [
  'enter maxes',
  'save config',
  'start program',
  'soreness',
  'plan session',
  'begin session',
  'skip session',
  'plan again',
  'complete session',
  'correct log',
  'replace pool',
  'volume config',
  'disruption',
] as const;
export type Operation = (typeof operations)[number];

/**
 * The fate of a request:
 *
 * - `answered`: sent once, answered once
 * - `answer lost`: done, but the phone gets no answer, and sends it again
 * - `cut`: the connection ends before it is committed, and the phone sends it again
 * - `doubled`: sent again on another connection while the first is running
 * - `late`: kept while offline, and sent after later ones, perhaps twice
 */
export const fates = ['answered', 'answer lost', 'cut', 'doubled', 'late'] as const;
export type Fate = (typeof fates)[number];

/** A request, sent as often as necessary. */
interface Request {
  readonly operation: Operation;
  readonly send: (device: Device) => Promise<unknown>;
  /** SQL that returns a row if it was done. */
  readonly trace?: Trace;
}

/** How to see that a request was done: SQL, and the id from the client. */
export type Trace = readonly [sql: string, id: string];

/** The codes of docs/errors.md: a rule refused the request, and the phone shows why. */
const registered: ReadonlySet<string> = new Set([
  'PK101',
  'PK102',
  'PK103',
  '23503',
  '23505',
  '23514',
]);

/** The connection between phones and the server. */
export interface Network {
  readonly url: string;
  /** Ends a connection from the server's side. */
  cut(pid: number): Promise<void>;
}

/** A lifter's phone. It sends each action, at once or later, until it gets an answer. */
export class Phone {
  readonly #network: Network;
  readonly #lifter: Lifter;
  readonly #outbox: Request[] = [];
  #device: Device | undefined;
  /** The acknowledged requests: all of them must exist in the end. */
  readonly acknowledged: Trace[] = [];

  constructor(network: Network, lifter: Lifter) {
    this.#network = network;
    this.#lifter = lifter;
  }

  /** @param choice any natural number; it chooses a session, a log or a lift */
  async do(operation: Operation, fate: Fate, choice: number): Promise<void> {
    const request = await this.#request(operation, choice);
    if (!request) return;
    if (fate === 'late') this.#outbox.push(request);
    else await this.#deliver(request, fate);
  }

  /** Sends the kept requests, in another order, and each twice. */
  async comeOnline(): Promise<void> {
    for (const request of this.#outbox.splice(0).toReversed()) {
      await this.#deliver(request, 'answer lost');
    }
  }

  async close(): Promise<void> {
    await this.#device?.close();
    this.#device = undefined;
  }

  async #connection(): Promise<Device> {
    if (!this.#device) this.#device = await this.#connect();
    return this.#device;
  }

  async #connect(): Promise<Device> {
    const device = await Device.connect(this.#network.url);
    device.signIn(this.#lifter.id);
    return device;
  }

  async #deliver(request: Request, fate: Exclude<Fate, 'late'>): Promise<void> {
    if (fate === 'cut') await this.#cutOff(request);
    if (fate === 'answer lost') await this.#attempt(request, await this.#connection());
    const another = fate === 'doubled' ? await this.#connect() : undefined;
    const doubled = another && this.#attempt(request, another);
    const isDone = await this.#attempt(request, await this.#connection());
    await doubled;
    await another?.close();
    if (isDone && request.trace) this.acknowledged.push(request.trace);
  }

  /** Sends it, and loses the connection before, during or after the work. */
  async #cutOff(request: Request): Promise<void> {
    const device = await this.#connection();
    const pid = await device.pid();
    const sent = request.send(device).catch(() => undefined);
    await this.#network.cut(pid);
    await sent;
    await this.close();
  }

  /** Sends it until the server gives a final answer; true if that is yes. */
  async #attempt(request: Request, device: Device): Promise<boolean> {
    for (;;) {
      try {
        await request.send(device);
        return true;
      } catch (error) {
        const code = refusalCode(error);
        if (retryable.has(code)) continue;
        if (registered.has(code)) return false;
        throw new Error(`${request.operation} was refused with ${code}`, { cause: error });
      }
    }
  }

  /** One of the lifter's rows, if there are any. */
  async #pick(table: 'sessions' | 'session_logs', choice: number): Promise<string | undefined> {
    const rows = await (
      await this.#connection()
    ).query<{ id: string }>(`select id from public.${table} order by id`);
    return rows[choice % Math.max(rows.length, 1)]?.id;
  }

  /** The app's request for an operation; undefined if it does not apply. */
  async #request(operation: Operation, choice: number): Promise<Request | undefined> {
    const id = randomUUID();
    const { id: user, maxes, config } = this.#lifter;
    const lift = (['squat', 'bench', 'deadlift'] as const)[choice % 3] ?? 'squat';
    /** A row with the client's id. If it exists, an earlier request was done. */
    const insert = (table: string, columns: string, values: string, rest: readonly unknown[]) => ({
      operation,
      send: (device: Device) =>
        device.query(
          `insert into public.${table} (id, user_id, ${columns}) values ($1, $2, ${values})
           on conflict (id) do nothing`,
          [id, user, ...rest],
        ),
      trace: [`select from public.${table} where id = $1`, id] as const,
    });
    const session = await this.#pick('sessions', choice);
    const change = (set: string, from: string) =>
      session === undefined
        ? undefined
        : {
            operation,
            send: (device: Device) =>
              device.query(
                `update public.sessions set ${set} where id = $1 and status in (${from})`,
                [session],
              ),
          };
    switch (operation) {
      case 'enter maxes':
        return insert(
          'lifter_maxes',
          'source, squat_1rm_grams, bench_1rm_grams, deadlift_1rm_grams',
          `'input_1rm', 140000, 90000, 180000`,
          [],
        );
      case 'save config':
        return {
          operation,
          send: (device) =>
            call(device, 'save_formula_config', { id, source: 'user', overrides: {} }),
          trace: ['select from public.formula_configs where id = $1', id],
        };
      case 'start program': {
        const args = programOf({ id: user, maxes, config }, { id });
        return {
          operation,
          send: (device) => call(device, 'start_program', args),
          trace: ['select from public.programs where id = $1', id],
        };
      }
      case 'soreness':
        return session === undefined
          ? undefined
          : insert('soreness_checkins', 'session_id, ratings', `$3, '{"quads": 3}'`, [session]);
      case 'plan session':
        return change(`planned_sets = '[]', jit_generated_at = now()`, `'planned', 'in_progress'`);
      case 'begin session':
        return change(`status = 'in_progress'`, `'planned'`);
      case 'skip session':
        // an app that did not check first: final sessions refuse it
        return change(`status = 'skipped'`, `'planned', 'in_progress', 'completed'`);
      case 'plan again':
        return change(`status = 'planned'`, `'skipped'`);
      case 'complete session': {
        if (session === undefined) return undefined;
        const args = logOf(session, { id });
        return {
          operation,
          send: (device) => call(device, 'complete_session', args),
          trace: ['select from public.session_logs where id = $1 and not is_correction', id],
        };
      }
      case 'correct log': {
        const log = await this.#pick('session_logs', choice);
        if (log === undefined) return undefined;
        return {
          operation,
          send: (device) =>
            device.query(
              `insert into public.session_logs (id, user_id, session_id, actual_sets, is_correction, corrects_log_id)
               select $1, user_id, session_id, '[]', true, id from public.session_logs where id = $2
               on conflict (id) do nothing`,
              [id, log],
            ),
          trace: ['select from public.session_logs where id = $1 and is_correction', id],
        };
      }
      case 'replace pool': {
        const exercises = poolOf(...Array.from({ length: 1 + (choice % 4) }, (_, n) => `no. ${n}`));
        return {
          operation,
          send: (device) => call(device, 'replace_auxiliary_pool', { id, lift, exercises }),
          trace: ['select from public.auxiliary_pool_changes where id = $1', id],
        };
      }
      case 'volume config':
        return {
          operation,
          send: (device) =>
            device.query(
              `insert into public.muscle_volume_config (user_id, muscle_group, mev_sets_per_week, mrv_sets_per_week)
               values ($1, 'quads', 6, 18)
               on conflict (user_id, muscle_group) do update set mrv_sets_per_week = excluded.mrv_sets_per_week`,
              [user],
            ),
        };
      case 'disruption':
        return insert(
          'edge_cases',
          'session_id, case_type, severity, affected_date_start',
          `$3, 'travel', 'minor', '2026-02-23'`,
          [session ?? null],
        );
      default:
        return operation satisfies never;
    }
  }
}
