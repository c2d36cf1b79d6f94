import {
  AuxiliaryAssignmentsRow,
  AuxiliaryExercisesRow,
  EdgeCasesRow,
  FormulaConfigsRow,
  LifterMaxesRow,
  MuscleVolumeConfigRow,
  PerformanceMetricsRow,
  ProfilesRow,
  ProgramsRow,
  readRows,
  RecoverySnapshotsRow,
  SessionLogsRow,
  SessionsRow,
  SorenessCheckinsRow,
  WarmupConfigsRow,
} from '@parakeet/db-types';
import type * as z from 'zod';
import type { Unread } from '../errors/unread-words.ts';
import { answered, type Answer, type NoAnswer } from './answer.ts';
import type { Client } from './client.ts';
import type { Known, TableName } from './known.ts';

type Request = PromiseLike<Answer<readonly unknown[]> | NoAnswer>;
type ReadRows = (client: Client, lifter: string) => Request;

/** Where the rows of a table come from, and what a row is to a lifter. */
export interface Source {
  /** The rows as they came, unread. */
  fetch(client: Client, lifter: string): Promise<readonly unknown[]>;
  /** Reads rows one by one, since a newer app may have written some, and puts them among the others. */
  read(known: Known, rows: readonly unknown[]): { known: Known; unread: Unread[] };
}

function source<Row>(
  what: string,
  schema: z.ZodType<Row, Row>,
  request: ReadRows,
  put: (rows: readonly Row[]) => Partial<Known>,
): Source {
  return {
    fetch: (client, lifter) => answered(request(client, lifter)),
    read(known, input) {
      const { rows, unread } = readRows(schema, input);
      return {
        known: { ...known, ...put(rows) },
        unread: unread.map(({ isNewer }) => ({ what, isNewer })),
      };
    },
  };
}

/** What is read of a lifter, a request each: all of their rows, and of the long tables the newest. */
export const sources: Readonly<Record<TableName, Source>> = {
  profiles: source(
    'profile',
    ProfilesRow,
    (client, lifter) => client.from('profiles').select('*').eq('id', lifter),
    (profiles) => ({ profiles }),
  ),
  lifter_maxes: source(
    'one-rep max',
    LifterMaxesRow,
    (client, lifter) =>
      client
        .from('lifter_maxes')
        .select('*')
        .eq('user_id', lifter)
        .order('recorded_at', { ascending: false })
        .limit(60),
    (lifter_maxes) => ({ lifter_maxes }),
  ),
  programs: source(
    'program',
    ProgramsRow,
    (client, lifter) =>
      client
        .from('programs')
        .select('*')
        .eq('user_id', lifter)
        .order('version', { ascending: false })
        .limit(60),
    (programs) => ({ programs }),
  ),
  sessions: source(
    'session',
    SessionsRow,
    (client, lifter) =>
      client
        .from('sessions')
        .select('*')
        .eq('user_id', lifter)
        .order('planned_date', { ascending: false })
        .limit(1000),
    (sessions) => ({ sessions }),
  ),
  session_logs: source(
    'workout log',
    SessionLogsRow,
    (client, lifter) =>
      client
        .from('session_logs')
        .select('*')
        .eq('user_id', lifter)
        .order('logged_at', { ascending: false })
        .limit(400),
    (session_logs) => ({ session_logs }),
  ),
  soreness_checkins: source(
    'check-in',
    SorenessCheckinsRow,
    (client, lifter) =>
      client
        .from('soreness_checkins')
        .select('*')
        .eq('user_id', lifter)
        .order('recorded_at', { ascending: false })
        .limit(60),
    (soreness_checkins) => ({ soreness_checkins }),
  ),
  edge_cases: source(
    'disruption',
    EdgeCasesRow,
    (client, lifter) =>
      client
        .from('edge_cases')
        .select('*')
        .eq('user_id', lifter)
        .order('reported_at', { ascending: false })
        .limit(60),
    (edge_cases) => ({ edge_cases }),
  ),
  muscle_volume_config: source(
    'volume limit',
    MuscleVolumeConfigRow,
    (client, lifter) => client.from('muscle_volume_config').select('*').eq('user_id', lifter),
    (muscle_volume_config) => ({ muscle_volume_config }),
  ),
  auxiliary_exercises: source(
    'exercise',
    AuxiliaryExercisesRow,
    (client, lifter) =>
      client
        .from('auxiliary_exercises')
        .select('*')
        .eq('user_id', lifter)
        .order('pool_position')
        .limit(300),
    (auxiliary_exercises) => ({ auxiliary_exercises }),
  ),
  auxiliary_assignments: source(
    'auxiliary exercise',
    AuxiliaryAssignmentsRow,
    (client, lifter) =>
      client
        .from('auxiliary_assignments')
        .select('*')
        .eq('user_id', lifter)
        .order('created_at', { ascending: false })
        .limit(90),
    (auxiliary_assignments) => ({ auxiliary_assignments }),
  ),
  warmup_configs: source(
    'warm-up',
    WarmupConfigsRow,
    (client, lifter) => client.from('warmup_configs').select('*').eq('user_id', lifter),
    (warmup_configs) => ({ warmup_configs }),
  ),
  formula_configs: source(
    'formula',
    FormulaConfigsRow,
    (client, lifter) =>
      client
        .from('formula_configs')
        .select('*')
        .eq('user_id', lifter)
        .order('version', { ascending: false })
        .limit(60),
    (formula_configs) => ({ formula_configs }),
  ),
  performance_metrics: source(
    'result',
    PerformanceMetricsRow,
    (client, lifter) =>
      client
        .from('performance_metrics')
        .select('*')
        .eq('user_id', lifter)
        .order('recorded_at', { ascending: false })
        .limit(200),
    (performance_metrics) => ({ performance_metrics }),
  ),
  recovery_snapshots: source(
    'recovery entry',
    RecoverySnapshotsRow.omit({ raw_payload: true }),
    (client, lifter) =>
      client
        .from('recovery_snapshots')
        .select(
          'id, user_id, recorded_at, source, sleep_duration_minutes, sleep_quality_score, hrv_ms, resting_hr_bpm',
        )
        .eq('user_id', lifter)
        .order('recorded_at', { ascending: false })
        .limit(60),
    (recovery_snapshots) => ({ recovery_snapshots }),
  ),
};
