import type { HistoryNotes } from '../../breaking/history.ts';
import type { MigrationFile } from '../../migrations/migration-files.ts';
import type { Stage } from '../../observe/observe.ts';
import type { Finding } from './plan.ts';

/** The inputs of a check of the pending files. */
export interface CheckSources {
  /** The throwaway database after the pending files. */
  readonly stage: Stage;
  /** All files; some of them are pending. */
  readonly files: readonly MigrationFile[];
  readonly pending: readonly MigrationFile[];
  /** Recorded while the files were applied. */
  readonly notes: HistoryNotes;
  /** The relations and functions from before the first file, by their oids. */
  readonly ofSupabase: readonly number[];
}

/** A check that finds more in the pending files than their statements show. */
export type PlanCheck = (sources: CheckSources) => Promise<readonly Finding[]>;
