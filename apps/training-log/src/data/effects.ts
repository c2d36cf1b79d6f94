import type {
  CompleteSessionArgs,
  ReplaceAuxiliaryPoolArgs,
  SaveFormulaConfigArgs,
  StartProgramArgs,
  Tables,
} from '@parakeet/db-types';
import type { Known } from './known.ts';
import type { Made } from './writes.ts';

// The effect of a waiting write on the known rows: the same as in the database later. Each can be
// applied twice, because its rows may already have been read back.

/** Adds a row in front, unless one has the same id. */
export function add<Row extends { readonly id: string }>(rows: readonly Row[], row: Row): Row[] {
  return rows.some(({ id }) => id === row.id) ? [...rows] : [row, ...rows];
}

/** Changes the row with an id. */
export function change<Row extends { readonly id: string }>(
  rows: readonly Row[],
  { id, changes }: { readonly id: string; readonly changes: Partial<Row> },
): Row[] {
  return rows.map((row) => (row.id === id ? { ...row, ...changes } : row));
}

/** Replaces the row with the same key. */
export function replace<Row>(rows: readonly Row[], row: Row, key: readonly (keyof Row)[]): Row[] {
  return [row, ...rows.filter((one) => key.some((column) => one[column] !== row[column]))];
}

// The values of columns that an insert omits.

export const noInputs = {
  squat_input_grams: null,
  squat_input_reps: null,
  bench_input_grams: null,
  bench_input_reps: null,
  deadlift_input_grams: null,
  deadlift_input_reps: null,
} as const;
export const emptyLog = {
  started_at: null,
  completed_at: null,
  duration_seconds: null,
  session_rpe: null,
  session_notes: null,
  is_correction: false,
  completion_pct: null,
  performance_vs_plan: null,
  auxiliary_sets: null,
} as const;
export const emptyCase = {
  program_id: null,
  session_id: null,
  affected_date_end: null,
  affected_lifts: null,
  description: null,
  adjustment_applied: null,
  resolved_at: null,
  status: 'active',
} as const;
export const emptyRecovery = {
  sleep_duration_minutes: null,
  sleep_quality_score: null,
  hrv_ms: null,
  resting_hr_bpm: null,
} as const;

/** The next version number for a lifter's rows. */
function nextVersion(rows: readonly { readonly version: number }[]): number {
  return Math.max(0, ...rows.map(({ version }) => version)) + 1;
}

export function startProgram(known: Known, args: StartProgramArgs, made: Made): Known {
  const { sessions, assignments = [], ...program } = args;
  const owner = { user_id: made.lifter, program_id: args.id, created_at: made.at };
  // table by table: one may have been read back before another
  const hasProgram = known.programs.some(({ id }) => id === args.id);
  const hasSessions = known.sessions.some(({ program_id }) => program_id === args.id);
  const hasPairs = known.auxiliary_assignments.some(({ program_id }) => program_id === args.id);
  const started: Tables<'programs'> = {
    ...program,
    user_id: made.lifter,
    version: nextVersion(known.programs),
    created_at: made.at,
    status: 'active',
  };
  const before = known.programs.map((one) =>
    one.status === 'active' ? { ...one, status: 'archived' as const } : one,
  );
  const planned = sessions.map((session): Tables<'sessions'> => ({
    ...session,
    ...owner,
    status: 'planned',
    planned_sets: null,
    jit_generated_at: null,
    jit_input_snapshot: null,
    updated_at: made.at,
    skip_reason: null,
  }));
  const pairs = assignments.map((one) => ({ ...one, ...owner, id: `${args.id} ${one.lift}` }));
  return {
    ...known,
    programs: hasProgram ? known.programs : [started, ...before],
    sessions: hasSessions ? known.sessions : [...planned, ...known.sessions],
    auxiliary_assignments: hasPairs
      ? known.auxiliary_assignments
      : [...pairs, ...known.auxiliary_assignments],
  };
}

export function completeSession(known: Known, args: CompleteSessionArgs, made: Made): Known {
  const { metrics, ...log } = args;
  const session = known.sessions.find(({ id }) => id === args.session_id);
  const isMeasured = known.performance_metrics.some(
    ({ session_log_id }) => session_log_id === args.id,
  );
  return {
    ...known,
    sessions: known.sessions.map((one) =>
      one.id === args.session_id ? { ...one, status: 'completed' as const } : one,
    ),
    session_logs: add(known.session_logs, {
      ...emptyLog,
      ...log,
      user_id: made.lifter,
      logged_at: made.at,
      corrects_log_id: null,
    }),
    performance_metrics:
      metrics === undefined || session === undefined || isMeasured
        ? known.performance_metrics
        : add(known.performance_metrics, {
            planned_volume_grams: null,
            actual_volume_grams: null,
            planned_intensity_pct: null,
            actual_intensity_pct: null,
            max_rpe_actual: null,
            avg_rpe_actual: null,
            estimated_1rm_grams: null,
            sets_per_muscle: null,
            ...metrics,
            id: args.id,
            user_id: made.lifter,
            session_log_id: args.id,
            recorded_at: args.completed_at,
            lift: session.primary_lift,
            intensity_type: session.intensity_type,
            block_number: session.block_number,
            week_number: session.week_number,
            completion_pct: args.completion_pct ?? null,
          }),
  };
}

export function replacePool(known: Known, args: ReplaceAuxiliaryPoolArgs, made: Made): Known {
  return {
    ...known,
    auxiliary_exercises: [
      ...known.auxiliary_exercises.filter(({ lift }) => lift !== args.lift),
      ...args.exercises.map((one, pool_position) => ({
        ...one,
        user_id: made.lifter,
        lift: args.lift,
        pool_position,
      })),
    ],
  };
}

export function saveFormula(known: Known, args: SaveFormulaConfigArgs, made: Made): Known {
  if (known.formula_configs.some(({ id }) => id === args.id)) return known;
  return {
    ...known,
    formula_configs: [
      {
        ai_rationale: null,
        ...args,
        user_id: made.lifter,
        version: nextVersion(known.formula_configs),
        created_at: made.at,
        is_active: true,
      },
      ...known.formula_configs.map((one) => ({ ...one, is_active: false })),
    ],
  };
}
