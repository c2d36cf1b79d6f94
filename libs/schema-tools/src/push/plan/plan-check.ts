import type { ThrowawayServer } from '@parakeet/local-supabase';
import type { MigrationFile } from '../../migrations/migration-files.ts';
import type { Finding } from './plan.ts';

/** What a check of the pending files may use. */
export interface CheckSources {
  /** Databases may be made on it. */
  readonly server: ThrowawayServer;
  /** All files, of which some are pending. */
  readonly files: readonly MigrationFile[];
  readonly pending: readonly MigrationFile[];
}

/** What finds more in the pending files than the statements show. */
export type PlanCheck = (sources: CheckSources) => Promise<readonly Finding[]>;
