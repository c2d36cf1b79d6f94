import type { HistoryNotes } from '../../breaking/history.ts';
import type { MigrationFile } from '../../migrations/migration-files.ts';
import type { Stage } from '../../observe/observe.ts';
import type { Finding } from './plan.ts';

/** What a check of the pending files may use. */
export interface CheckSources {
  /** The throwaway database after the pending files. */
  readonly stage: Stage;
  /** All files; some of them are pending. */
  readonly files: readonly MigrationFile[];
  readonly pending: readonly MigrationFile[];
  /** Noted while the files were applied. */
  readonly notes: HistoryNotes;
  /** The relations and functions that were there before the first file, by their oids. */
  readonly ofSupabase: readonly number[];
}

/** What finds more in the pending files than the statements show. */
export type PlanCheck = (sources: CheckSources) => Promise<readonly Finding[]>;
