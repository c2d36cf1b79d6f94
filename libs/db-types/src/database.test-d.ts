import { createClient } from '@supabase/supabase-js';
import { describe, expectTypeOf, it } from 'vitest';
import type { Database as CliDatabase } from './generated/supabase.ts';
import type {
  ActualSets,
  AppliedAdjustments,
  Database,
  FormulaOverrides,
  JitInputSnapshot,
  Json,
  PlannedSets,
  RecoveryPayload,
  SetsPerMuscle,
  SorenessRatings,
  Tables,
  TablesInsert,
  TablesUpdate,
  WarmupSteps,
} from './index.ts';

type PublicTables = Database['public']['Tables'];
type Lift = 'squat' | 'bench' | 'deadlift';

describe('the refined Database', () => {
  it('has the form of the CLI’s own, with more exact types', () => {
    expectTypeOf<Database>().toExtend<CliDatabase>();
    expectTypeOf<keyof PublicTables>().toEqualTypeOf<keyof CliDatabase['public']['Tables']>();
    expectTypeOf<CliDatabase>().not.toExtend<Database>();
  });

  it('has the values that a CHECK lists, as text or numbers, nullable or not', () => {
    expectTypeOf<Tables<'lifter_maxes'>['source']>().toEqualTypeOf<
      'input_1rm' | 'input_3rm' | 'system_calculated'
    >();
    expectTypeOf<Tables<'sessions'>['block_number']>().toEqualTypeOf<1 | 2 | 3 | null>();
    expectTypeOf<Tables<'auxiliary_assignments'>['block_number']>().toEqualTypeOf<1 | 2 | 3>();
    expectTypeOf<TablesUpdate<'sessions'>['primary_lift']>().toEqualTypeOf<Lift | undefined>();
  });

  it('has the type of its contract for each JSONB column, in Row, Insert and Update', () => {
    expectTypeOf<Tables<'session_logs'>['actual_sets']>().toEqualTypeOf<ActualSets>();
    expectTypeOf<TablesInsert<'session_logs'>['actual_sets']>().toEqualTypeOf<ActualSets>();
    expectTypeOf<TablesUpdate<'session_logs'>['actual_sets']>().toEqualTypeOf<
      ActualSets | undefined
    >();
    expectTypeOf<Tables<'soreness_checkins'>['ratings']>().toEqualTypeOf<SorenessRatings>();
    expectTypeOf<Tables<'formula_configs'>['overrides']>().toEqualTypeOf<FormulaOverrides>();
    expectTypeOf<TablesInsert<'formula_configs'>['overrides']>().toEqualTypeOf<
      FormulaOverrides | undefined
    >();
    expectTypeOf<Tables<'sessions'>['planned_sets']>().toEqualTypeOf<PlannedSets | null>();
    expectTypeOf<
      Tables<'sessions'>['jit_input_snapshot']
    >().toEqualTypeOf<JitInputSnapshot | null>();
    expectTypeOf<
      Tables<'edge_cases'>['adjustment_applied']
    >().toEqualTypeOf<AppliedAdjustments | null>();
    expectTypeOf<
      Tables<'performance_metrics'>['sets_per_muscle']
    >().toEqualTypeOf<SetsPerMuscle | null>();
    expectTypeOf<Tables<'warmup_configs'>['custom_steps']>().toEqualTypeOf<WarmupSteps | null>();
    expectTypeOf<
      Tables<'recovery_snapshots'>['raw_payload']
    >().toEqualTypeOf<RecoveryPayload | null>();
  });

  it('has any JSON nowhere, and leaves free text as the CLI has it', () => {
    type AnyJson = {
      [Table in keyof PublicTables]: {
        [Column in keyof Tables<Table>]: NonNullable<Json> extends Tables<Table>[Column]
          ? `${Table}.${Column & string}`
          : never;
      }[keyof Tables<Table>];
    }[keyof PublicTables];
    expectTypeOf<AnyJson>().toEqualTypeOf<never>();
    expectTypeOf<Tables<'performance_metrics'>['intensity_type']>().toEqualTypeOf<string>();
  });

  it('refuses a value that the CHECK would refuse', () => {
    const max: TablesInsert<'lifter_maxes'> = {
      user_id: '6f9619ff-8b86-d011-b42d-00c04fc964ff',
      // @ts-expect-error no such source: input_1rm, input_3rm or system_calculated
      source: 'input_4rm',
      squat_1rm_grams: 140_000,
      bench_1rm_grams: 90_000,
      deadlift_1rm_grams: 180_000,
    };
    expectTypeOf(max).toExtend<object>();
    const update: TablesUpdate<'session_logs'> = {
      // @ts-expect-error no such key; supabase-js's own methods let one more key in JSON pass
      actual_sets: [{ set_number: 1, weight_grams: 0, reps_completed: 5, rpe: 8 }],
    };
    expectTypeOf(update).toExtend<object>();
    // @ts-expect-error a block is 1, 2 or 3, and null in a deload
    expectTypeOf<4>().toExtend<Tables<'sessions'>['block_number']>();
  });
});

/** The row type of a select, as supabase-js works it out from the text of its columns. */
type RowOf<Query extends PromiseLike<{ data: unknown }>> =
  NonNullable<Awaited<Query>['data']> extends readonly (infer Row)[] ? Row : never;

describe('supabase-js with the refined Database', () => {
  // never called: only its types are looked at
  const client = () => createClient<Database>('http://127.0.0.1:54321', 'key');

  it('types a select with the unions', () => {
    const query = () => client().from('sessions').select('status, primary_lift, block_number');
    expectTypeOf<RowOf<ReturnType<typeof query>>>().toEqualTypeOf<{
      status: 'planned' | 'in_progress' | 'completed' | 'skipped';
      primary_lift: Lift;
      block_number: 1 | 2 | 3 | null;
    }>();
  });

  it('answers a select of everything with the row', () => {
    const query = () => client().from('warmup_configs').select();
    expectTypeOf<RowOf<ReturnType<typeof query>>>().toEqualTypeOf<Tables<'warmup_configs'>>();
  });

  it('follows a reference', () => {
    const query = () =>
      client().from('session_logs').select('completed_at, sessions(primary_lift)');
    expectTypeOf<RowOf<ReturnType<typeof query>>>().toEqualTypeOf<{
      completed_at: string | null;
      sessions: { primary_lift: Lift };
    }>();
  });

  it('knows the values that a filter may compare with', () => {
    const sessions = () => client().from('sessions').select();
    expectTypeOf(sessions().eq('status', 'planned')).toExtend<object>();
    expectTypeOf(sessions().in('primary_lift', ['squat'])).toExtend<object>();
    // @ts-expect-error a session is never "done"
    sessions().eq('status', 'done');
  });

  it('refuses a wrong INSERT and a wrong UPDATE', () => {
    const config = { user_id: '6f9619ff-8b86-d011-b42d-00c04fc964ff', lift: 'squat' } as const;
    const configs = () => client().from('warmup_configs');
    expectTypeOf(configs().insert({ ...config, protocol: 'minimal' })).toExtend<object>();
    // @ts-expect-error there is no such protocol
    configs().insert({ ...config, protocol: 'none' });
    // @ts-expect-error the lifter is missing
    configs().insert({ lift: 'squat' });
    // @ts-expect-error there is no such column
    configs().insert({ ...config, protocl: 'minimal' });
    // @ts-expect-error a deload has no block, and null says so
    client().from('sessions').update({ block_number: 0 });
  });

  it('answers with the contracts of JSONB columns, alone or with others', () => {
    const sets = () => client().from('session_logs').select('actual_sets');
    expectTypeOf<RowOf<ReturnType<typeof sets>>>().toEqualTypeOf<{ actual_sets: ActualSets }>();
    const plan = () =>
      client().from('sessions').select('id, planned_sets, snapshot:jit_input_snapshot').single();
    expectTypeOf<Awaited<ReturnType<typeof plan>>['data']>().toEqualTypeOf<{
      id: string;
      planned_sets: PlannedSets | null;
      snapshot: JitInputSnapshot | null;
    } | null>();
  });

  it('answers with them through references, in both directions and two levels deep', () => {
    const up = () =>
      client().from('session_logs').select('actual_sets, sessions(planned_sets, status)');
    expectTypeOf<RowOf<ReturnType<typeof up>>>().toEqualTypeOf<{
      actual_sets: ActualSets;
      sessions: { planned_sets: PlannedSets | null; status: Tables<'sessions'>['status'] };
    }>();
    const down = () =>
      client()
        .from('programs')
        .select('id, sessions(week_number, session_logs(actual_sets), soreness_checkins(ratings))');
    expectTypeOf<RowOf<ReturnType<typeof down>>>().toEqualTypeOf<{
      id: string;
      sessions: {
        week_number: number;
        session_logs: { actual_sets: ActualSets }[];
        soreness_checkins: { ratings: SorenessRatings }[];
      }[];
    }>();
    const inner = () =>
      client().from('programs').select('formula_configs!inner(overrides)').maybeSingle();
    expectTypeOf<NonNullable<Awaited<ReturnType<typeof inner>>['data']>>().toEqualTypeOf<{
      formula_configs: { overrides: FormulaOverrides };
    }>();
  });

  it('takes what a contract describes, and no other JSON', () => {
    const ids = { session_id: '6f9619ff-8b86-d011-b42d-00c04fc964ff', user_id: 'x' };
    const logs = () => client().from('session_logs');
    const set = { set_number: 1, weight_grams: 140_000, reps_completed: 5 };
    expectTypeOf(logs().insert({ ...ids, actual_sets: [set] })).toExtend<object>();
    expectTypeOf(logs().insert([{ ...ids, actual_sets: [] }])).toExtend<object>();
    // @ts-expect-error weights are in grams
    logs().insert({ ...ids, actual_sets: [{ set_number: 1, weight_kg: 140, reps_completed: 5 }] });
    // @ts-expect-error a set has reps
    logs().insert({ ...ids, actual_sets: [{ set_number: 1, weight_grams: 140_000 }] });
    // @ts-expect-error a number is no text
    logs().insert({ ...ids, actual_sets: [{ ...set, rpe_actual: '8.5' }] });
    // @ts-expect-error an object is no list
    logs().update({ actual_sets: {} });
    // @ts-expect-error the column is NOT NULL
    logs().update({ actual_sets: null });
    // any JSON is not what the column holds
    const anything: Json = JSON.parse('[]');
    // @ts-expect-error it has to be parsed with the contract first
    logs().upsert({ ...ids, actual_sets: anything });

    const sessions = () => client().from('sessions');
    expectTypeOf(sessions().update({ planned_sets: null })).toExtend<object>();
    // @ts-expect-error version 2 is not known
    sessions().update({ jit_input_snapshot: { version: 2 } });
    const planned = { set_number: 1, weight_grams: 140_000, reps: 5 };
    // @ts-expect-error a range is of two numbers
    sessions().update({ planned_sets: [{ ...planned, reps_range: [5] }] });

    const checkins = () => client().from('soreness_checkins');
    expectTypeOf(checkins().update({ ratings: { quads: 5 } })).toExtend<object>();
    // @ts-expect-error there is no such muscle group
    checkins().update({ ratings: { calves: 5 } });

    const cases = () => client().from('edge_cases');
    const change = { session_id: 'x', rationale: 'travel' };
    expectTypeOf(
      cases().update({ adjustment_applied: [{ ...change, action: 'session_skipped' }] }),
    ).toExtend<object>();
    // @ts-expect-error there is no such action
    cases().update({ adjustment_applied: [{ ...change, action: 'skipped' }] });
  });

  it('refuses a column and a table that do not exist', () => {
    const query = () => client().from('sessions').select('planned_day');
    expectTypeOf<RowOf<ReturnType<typeof query>>>().not.toExtend<{ planned_day: string }>();
    // @ts-expect-error there is no such table
    client().from('workouts');
  });

  it('calls the functions with what their arguments may be, and answers with rows', () => {
    const args = {
      id: '6f9619ff-8b86-d011-b42d-00c04fc964ff',
      session_id: '7f9619ff-8b86-d011-b42d-00c04fc964ff',
      actual_sets: [{ set_number: 1, weight_grams: 140_000, reps_completed: 5 }],
      completed_at: '2026-02-22T20:42:00+00:00',
    };
    const complete = () =>
      client().rpc('complete_session', { ...args, metrics: { max_rpe_actual: 9 } });
    expectTypeOf<
      Awaited<ReturnType<typeof complete>>['data']
    >().toEqualTypeOf<Tables<'session_logs'> | null>();
    const pool = () =>
      client()
        .rpc('replace_auxiliary_pool', { id: args.id, lift: 'squat', exercises: [] })
        .select('exercise_name, lift');
    expectTypeOf<RowOf<ReturnType<typeof pool>>>().toEqualTypeOf<{
      exercise_name: string;
      lift: Lift;
    }>();
    // @ts-expect-error the sets are missing
    client().rpc('complete_session', { ...args, actual_sets: undefined });
    const noReps = [{ set_number: 1, weight_grams: 140_000 }];
    // @ts-expect-error a set has reps
    client().rpc('complete_session', { ...args, actual_sets: noReps });
    // @ts-expect-error there is no such outcome
    client().rpc('complete_session', { ...args, performance_vs_plan: 'great' });
    // @ts-expect-error there is no such source
    client().rpc('save_formula_config', { id: args.id, source: 'coach', overrides: {} });
    // @ts-expect-error there is no such function
    client().rpc('finish_session', args);
  });
});
