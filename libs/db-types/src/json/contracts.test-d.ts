import { describe, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import type { JsonContracts } from './contracts.ts';
import type { fixtures } from './fixtures/index.ts';
import {
  ActualSets,
  jsonContracts,
  type ActualSet,
  type AppliedAdjustment,
  type FormulaOverrides,
  type JitInputSnapshotV1,
  type Lift,
  type MuscleGroup,
  type PlannedSet,
  type RecoveryPayload,
  type SorenessRatings,
} from './index.ts';
import type { Json } from '../index.ts';

type Registry = typeof jsonContracts;
type Sessions = JsonContracts['sessions'];

describe('the types of the contracts', () => {
  it('are what one expects of their building blocks', () => {
    expectTypeOf<ActualSets>().toEqualTypeOf<ActualSet[]>();
    expectTypeOf<ActualSet['weight_grams']>().toEqualTypeOf<number>();
    // a key that may be left out, and not be undefined
    expectTypeOf<Pick<ActualSet, 'notes'>>().toEqualTypeOf<{ notes?: string }>();
    expectTypeOf<PlannedSet['reps_range']>().toEqualTypeOf<[number, number] | undefined>();
    expectTypeOf<SorenessRatings>().toEqualTypeOf<{ [Muscle in MuscleGroup]?: number }>();
    expectTypeOf<AppliedAdjustment['action']>().toExtend<string>();
    expectTypeOf<string>().not.toExtend<AppliedAdjustment['action']>();
    expectTypeOf<RecoveryPayload>().toEqualTypeOf<{ [key: string]: Json | undefined }>();
    expectTypeOf<JitInputSnapshotV1['version']>().toEqualTypeOf<1>();
    expectTypeOf<JitInputSnapshotV1['block_number']>().toEqualTypeOf<1 | 2 | 3 | null>();
    expectTypeOf<JitInputSnapshotV1['primary_lift']>().toEqualTypeOf<Lift>();
  });

  it('have the same input and output type', () => {
    type Differing = {
      [Table in keyof Registry]: {
        [Column in keyof Registry[Table]]: Registry[Table][Column] extends z.ZodType<
          infer Output,
          infer Input
        >
          ? [Output, Input] extends [Input, Output]
            ? never
            : Column
          : Column;
      }[keyof Registry[Table]];
    }[keyof Registry];
    expectTypeOf<Differing>().toEqualTypeOf<never>();
  });

  it('have a type of the same name', () => {
    expectTypeOf(ActualSets.parse([])).toEqualTypeOf<ActualSets>();
  });

  it('refuse a typo', () => {
    // @ts-expect-error there is no such key
    const set: ActualSet = { set_number: 1, weight_grams: 0, reps_completed: 0, rpe: 8 };
    expectTypeOf(set).toExtend<object>();
    // @ts-expect-error an optional key is left out, not undefined
    expectTypeOf<{ pct: undefined }>().toExtend<NonNullable<FormulaOverrides['deload']>>();
  });
});

describe('jsonContracts', () => {
  it('has each JSONB column of the database', () => {
    expectTypeOf<keyof JsonContracts>().toEqualTypeOf<keyof Registry>();
    expectTypeOf<Registry['session_logs']['actual_sets']>().toEqualTypeOf<typeof ActualSets>();
    expectTypeOf<keyof typeof fixtures>().toEqualTypeOf<keyof Registry>();
  });

  it('does not compile without one, or with an invalid one', () => {
    const { session_logs, sessions, ...more } = jsonContracts;
    expectTypeOf({ ...more, sessions, session_logs }).toExtend<JsonContracts>();
    // @ts-expect-error session_logs is missing
    expectTypeOf({ ...more, sessions }).toExtend<JsonContracts>();

    const { planned_sets, ...others } = sessions;
    void ({ ...others, planned_sets } satisfies Sessions);
    // @ts-expect-error planned_sets is missing
    void ({ ...others } satisfies Sessions);
    // @ts-expect-error intensity_type is text
    void ({ ...sessions, intensity_type: planned_sets } satisfies Sessions);
    // @ts-expect-error profiles has no JSONB column
    void ({ sessions, profiles: {} } satisfies Pick<JsonContracts, 'sessions'>);
  });
});
