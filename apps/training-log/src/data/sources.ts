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
  type Tables,
  WarmupConfigsRow,
} from '@parakeet/db-types';
import type * as z from 'zod';
import type { Unread } from '../errors/unread-words.ts';
import { answered, type Answer, type NoAnswer } from './answer.ts';
import type { Client } from './client.ts';
import { mostRead, type Known, type TableName } from './known.ts';

/** The source of a table's rows, and the lifter's word for a row. */
export interface Source {
  /** The rows as received, unchecked. */
  fetch(client: Client, lifter: string): Promise<readonly unknown[]>;
  /**
   * Reads rows one by one, because a newer app may have written some. They replace the known rows
   * of their table.
   */
  read(known: Known, rows: readonly unknown[]): { known: Known; unread: Unread[] };
}

/** The query for the rows of a table. */
interface Request<Table extends TableName> {
  readonly table: Table;
  send(client: Client, lifter: string): PromiseLike<Answer<readonly unknown[]> | NoAnswer>;
}

function source<Table extends TableName>(
  what: string,
  schema: z.ZodType<Known[Table][number], Known[Table][number]>,
  request: Request<Table>,
): Source {
  return {
    fetch: (client, lifter) => answered(request.send(client, lifter)),
    read(known, input) {
      const { rows, unread } = readRows(schema, input);
      return {
        known: { ...known, [request.table]: rows },
        unread: unread.map(({ isNewer }) => ({ what, isNewer })),
      };
    },
  };
}

type Owned = Exclude<TableName, 'profiles'>;

/** All of a lifter's rows. */
function all<Table extends Owned>(table: Table): Request<Table> {
  return { table, send: (client, lifter) => ofLifter(client, table, lifter) };
}

/** The first of a lifter's rows by a column, in descending order by default. */
function first<Table extends Owned>(
  limit: number,
  table: Table,
  column: keyof Tables<Table> & string,
  ascending = false,
): Request<Table> {
  return {
    table,
    send: (client, lifter) =>
      ofLifter(client, table, lifter).order(column, { ascending }).limit(limit),
  };
}

function ofLifter(client: Client, table: Owned, lifter: string) {
  return client.from(table).select('*').eq('user_id', lifter);
}

const Recovery = RecoverySnapshotsRow.omit({ raw_payload: true });

/** The rows to read for a lifter: all of them, but only the newest of the long tables. */
export const sources: Readonly<Record<TableName, Source>> = {
  profiles: source('profile', ProfilesRow, {
    table: 'profiles',
    send: (client, lifter) => client.from('profiles').select('*').eq('id', lifter),
  }),
  lifter_maxes: source('one-rep max', LifterMaxesRow, first(60, 'lifter_maxes', 'recorded_at')),
  programs: source('program', ProgramsRow, first(60, 'programs', 'version')),
  sessions: source('session', SessionsRow, first(mostRead, 'sessions', 'planned_date')),
  session_logs: source('workout log', SessionLogsRow, first(mostRead, 'session_logs', 'logged_at')),
  soreness_checkins: source(
    'check-in',
    SorenessCheckinsRow,
    first(60, 'soreness_checkins', 'recorded_at'),
  ),
  edge_cases: source('disruption', EdgeCasesRow, first(60, 'edge_cases', 'reported_at')),
  muscle_volume_config: source('volume limit', MuscleVolumeConfigRow, all('muscle_volume_config')),
  auxiliary_exercises: source(
    'exercise',
    AuxiliaryExercisesRow,
    first(300, 'auxiliary_exercises', 'pool_position', true),
  ),
  auxiliary_assignments: source(
    'auxiliary exercise',
    AuxiliaryAssignmentsRow,
    first(90, 'auxiliary_assignments', 'created_at'),
  ),
  warmup_configs: source('warm-up', WarmupConfigsRow, all('warmup_configs')),
  formula_configs: source('formula', FormulaConfigsRow, first(60, 'formula_configs', 'version')),
  performance_metrics: source(
    'result',
    PerformanceMetricsRow,
    first(200, 'performance_metrics', 'recorded_at'),
  ),
  recovery_snapshots: source('recovery entry', Recovery, {
    table: 'recovery_snapshots',
    send: (client, lifter) =>
      client
        .from('recovery_snapshots')
        .select(Object.keys(Recovery.shape).join())
        .eq('user_id', lifter)
        .order('recorded_at', { ascending: false })
        .limit(60),
  }),
};
