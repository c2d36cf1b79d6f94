import { createClient } from '@supabase/supabase-js';
import { describe, expectTypeOf, it } from 'vitest';
import type { Database as CliDatabase } from './generated/supabase.ts';
import type { Database, Json, Tables, TablesInsert, TablesUpdate } from './index.ts';

type PublicTables = Database['public']['Tables'];
type Lift = 'squat' | 'bench' | 'deadlift';

describe('the refined Database', () => {
  it('is one that the CLI could have written, but for its unions', () => {
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

  it('leaves JSONB and free text as the CLI has them', () => {
    expectTypeOf<Tables<'session_logs'>['actual_sets']>().toEqualTypeOf<NonNullable<Json>>();
    expectTypeOf<Tables<'sessions'>['planned_sets']>().toEqualTypeOf<Json | null>();
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

  it('answers a select with the unions', () => {
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

  it('refuses a column and a table that do not exist', () => {
    const query = () => client().from('sessions').select('planned_day');
    expectTypeOf<RowOf<ReturnType<typeof query>>>().not.toExtend<{ planned_day: string }>();
    // @ts-expect-error there is no such table
    client().from('workouts');
  });
});
