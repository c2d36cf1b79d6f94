// An app's use of supabase-js, for `types.ts` to compile: each of the hot reads, nested selects,
// and writes to most tables. Compiles with the CLI's Database as well as with ours.
import { createClient } from '@supabase/supabase-js';
import type { Database } from './database.ts';

type Tables = Database['public']['Tables'];
type Row<Name extends keyof Tables> = Tables[Name]['Row'];
type Insert<Name extends keyof Tables> = Tables[Name]['Insert'];

const client = createClient<Database>('http://127.0.0.1:54321', 'key');

export async function today(lifter: string, day: string) {
  const { data } = await client
    .from('sessions')
    .select('id, planned_date, primary_lift, intensity_type, planned_sets, jit_input_snapshot')
    .eq('user_id', lifter)
    .in('status', ['planned', 'in_progress'])
    .gte('planned_date', day)
    .order('planned_date')
    .limit(1)
    .maybeSingle();
  return data?.planned_sets;
}

export async function week(program: string, number: number) {
  return client
    .from('sessions')
    .select('*, session_logs(*), soreness_checkins(ratings)')
    .eq('program_id', program)
    .eq('week_number', number)
    .order('day_number')
    .throwOnError();
}

export async function history(lifter: string, page: number) {
  const { data } = await client
    .from('sessions')
    .select('*')
    .eq('user_id', lifter)
    .eq('status', 'completed')
    .order('completed_at', { ascending: false })
    .range(page * 20, page * 20 + 19)
    .throwOnError();
  return data.map(({ id, planned_date, primary_lift }) => ({ id, planned_date, primary_lift }));
}

export async function lastLogs(lifter: string, lift: Row<'sessions'>['primary_lift']) {
  const { data } = await client
    .from('session_logs')
    .select(
      'id, completed_at, actual_sets, session_rpe, sessions!inner(primary_lift, planned_sets)',
    )
    .eq('user_id', lifter)
    .eq('sessions.primary_lift', lift)
    .order('completed_at', { ascending: false })
    .limit(30)
    .throwOnError();
  return data.map((log) => ({ ...log, lift: log.sessions.primary_lift }));
}

export async function logsOf(sessions: string[]) {
  return client.from('session_logs').select('session_id, actual_sets').in('session_id', sessions);
}

export async function activeProgram(lifter: string) {
  const { data } = await client
    .from('programs')
    .select(
      `id, version, start_date, total_weeks,
       formula_configs(overrides, source),
       lifter_maxes(squat_1rm_grams, bench_1rm_grams, deadlift_1rm_grams),
       sessions(id, week_number, day_number, status, planned_sets, session_logs(actual_sets)),
       auxiliary_assignments(lift, block_number, exercise_1, exercise_2)`,
    )
    .eq('user_id', lifter)
    .eq('status', 'active')
    .single();
  return data?.sessions.flatMap((session) => session.session_logs.map((log) => log.actual_sets));
}

export async function newestMax(lifter: string): Promise<Row<'lifter_maxes'> | null> {
  const { data } = await client
    .from('lifter_maxes')
    .select()
    .eq('user_id', lifter)
    .order('recorded_at', { ascending: false })
    .limit(1)
    .maybeSingle();
  return data;
}

export async function openCases(lifter: string) {
  return client
    .from('edge_cases')
    .select('id, case_type, severity, adjustment_applied')
    .eq('user_id', lifter)
    .is('resolved_at', null)
    .order('reported_at', { ascending: false });
}

export async function metrics(lifter: string, lift: Row<'performance_metrics'>['lift']) {
  const { data } = await client
    .from('performance_metrics')
    .select('recorded_at, estimated_1rm_grams, sets_per_muscle')
    .eq('user_id', lifter)
    .eq('lift', lift)
    .order('recorded_at')
    .throwOnError();
  return data.map((metric) => [metric.recorded_at, metric.estimated_1rm_grams] as const);
}

export async function checkIn(checkin: Insert<'soreness_checkins'>) {
  return client.from('soreness_checkins').insert(checkin).select('id').single().throwOnError();
}

export async function logSession(session: string, lifter: string) {
  await client
    .from('session_logs')
    .insert({
      session_id: session,
      user_id: lifter,
      actual_sets: [
        { set_number: 1, weight_grams: 140_000, reps_completed: 5, rpe_actual: 8 },
        { set_number: 2, weight_grams: 140_000, reps_completed: 4, notes: 'slow' },
      ],
      session_rpe: 8.5,
    })
    .throwOnError();
  await client.from('sessions').update({ status: 'completed' }).eq('id', session).throwOnError();
}

export async function saveFormula(lifter: string) {
  return client.from('formula_configs').insert({
    user_id: lifter,
    source: 'user',
    overrides: {
      block1: { heavy: { pct: 0.8, sets: 3 }, rep: { reps_min: 6, reps_max: 10 } },
      deload: { rpe_target: 5 },
    },
  });
}

export async function saveWarmup(lifter: string) {
  return client
    .from('warmup_configs')
    .upsert(
      { user_id: lifter, lift: 'squat', protocol: 'custom', custom_steps: [{ pct: 0, reps: 10 }] },
      { onConflict: 'user_id,lift' },
    );
}

export async function savePool(lifter: string, names: string[]) {
  return client.from('auxiliary_exercises').insert(
    names.map((exercise_name, index) => ({
      user_id: lifter,
      lift: 'bench' as const,
      exercise_name,
      pool_position: index + 1,
      primary_muscles: ['chest'],
    })),
  );
}

export async function saveRecovery(snapshot: Insert<'recovery_snapshots'>) {
  return client.from('recovery_snapshots').insert([snapshot]).select('raw_payload->hrv');
}
