import { randomUUID } from 'node:crypto';
import {
  functionSchemas,
  type AuxiliaryPool,
  type Database,
  type ProgramSessions,
} from '@parakeet/db-types';
import { insertRow } from './made-rows.ts';
import type { Session } from './index.ts';

type Functions = Database['public']['Functions'];
/** A function that takes JSON and returns rows. */
export type ActionName = Exclude<keyof Functions, 'delete_account'>;
export type ActionArgs<Name extends ActionName> = Functions[Name]['Args'];

/** Runs queries: a test's session, or a connection. */
type Querying = Pick<Session, 'query'>;

/** Calls a function as the Data API does, each argument by its name, without checking types. */
export async function send(db: Querying, name: ActionName, args: object): Promise<unknown[]> {
  const given = Object.entries(args);
  const list = given.map(([key], place) => `"${key}" => $${place + 1}`).join(', ');
  const rows = await db.query<{ row: unknown }>(
    `select to_jsonb(returned) as row from public.${name}(${list}) as returned`,
    given.map(([, value]) =>
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    ),
  );
  return rows.map(({ row }) => row);
}

/** Calls a function, and parses its result with its schema: a row, or a list of rows. */
export async function call<Name extends ActionName>(
  db: Querying,
  name: Name,
  args: ActionArgs<Name>,
): Promise<Functions[Name]['Returns']> {
  const found = await send(db, name, args);
  const { result } = functionSchemas[name];
  // each schema belongs to its own function
  return result.def.type === 'array' ? result.parse(found) : result.parse(found[0]);
}

/** A signed-in lifter with maxes and a config from the system. */
export interface Lifter {
  readonly id: string;
  readonly maxes: string;
  readonly config: string;
}

/** Makes a lifter, and signs the session in as them. */
export async function signIn(db: Session): Promise<Lifter> {
  await db.asOwner();
  const id = await db.createLifter();
  const maxes = await insertRow(db, 'lifter_maxes', id);
  const config = await insertRow(db, 'formula_configs', id);
  await db.asLifter(id);
  return { id, maxes, config };
}

/** A week of three sessions, followed by a deload session. */
export function aWeekAndADeload(): ProgramSessions {
  const session = { is_deload: false, block_number: 1, intensity_type: 'heavy' } as const;
  return [
    { ...session, ...slot(1, 1, '2026-02-23'), primary_lift: 'squat' },
    { ...session, ...slot(1, 2, '2026-02-25'), primary_lift: 'bench' },
    { ...session, ...slot(1, 3, null), primary_lift: 'deadlift' },
    {
      ...slot(2, 1, '2026-03-02'),
      primary_lift: 'squat',
      intensity_type: 'deload',
      block_number: null,
      is_deload: true,
    },
  ];
}

function slot(week_number: number, day_number: number, planned_date: string | null) {
  return { id: randomUUID(), week_number, day_number, planned_date };
}

export function programOf(
  { maxes, config }: Lifter,
  changes: Partial<ActionArgs<'start_program'>> = {},
): ActionArgs<'start_program'> {
  return {
    id: randomUUID(),
    total_weeks: 10,
    training_days_per_week: 3,
    start_date: '2026-02-23',
    lifter_maxes_id: maxes,
    formula_config_id: config,
    sessions: aWeekAndADeload(),
    assignments: [
      { block_number: 1, lift: 'squat', exercise_1: 'front squat', exercise_2: 'leg press' },
      { block_number: 1, lift: 'bench', exercise_1: 'dips', exercise_2: 'rows' },
    ],
    ...changes,
  };
}

/** The result of a session. */
export function logOf(
  session: string,
  changes: Partial<ActionArgs<'complete_session'>> = {},
): ActionArgs<'complete_session'> {
  return {
    id: randomUUID(),
    session_id: session,
    started_at: '2026-02-23T17:00:00+00:00',
    completed_at: '2026-02-23T18:05:00+00:00',
    duration_seconds: 3900,
    actual_sets: [
      { set_number: 1, weight_grams: 112_500, reps_completed: 5, rpe_actual: 8 },
      { set_number: 2, weight_grams: 112_500, reps_completed: 4, rpe_actual: 9.5 },
    ],
    session_rpe: 8.5,
    session_notes: 'slow off the chest',
    completion_pct: 90,
    performance_vs_plan: 'under',
    metrics: {
      planned_volume_grams: 1_125_000,
      actual_volume_grams: 1_012_500,
      planned_intensity_pct: 0.8,
      actual_intensity_pct: 0.804,
      max_rpe_actual: 9.5,
      avg_rpe_actual: 8.8,
      estimated_1rm_grams: 131_250,
      sets_per_muscle: { quads: 2, glutes: 1 },
    },
    ...changes,
  };
}

/** A pool of these exercises, in this order. */
export function poolOf(...names: readonly string[]): AuxiliaryPool {
  return names.map((exercise_name) => ({
    id: randomUUID(),
    exercise_name,
    primary_muscles: ['quads'],
    is_active: true,
  }));
}
