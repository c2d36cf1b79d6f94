import type { ThrowawayServer } from '@parakeet/local-supabase';
import type pg from 'pg';
import type { MigrationFile } from '../../migrations/migration-files.ts';
import type { Finding } from './plan.ts';

/** What a check of the pending files may use. */
export interface CheckSources {
  /** Databases may be made on it. */
  readonly server: ThrowawayServer;
  /** A connection to the target, to read. */
  readonly client: pg.ClientBase;
  /** All files, of which some are pending. */
  readonly files: readonly MigrationFile[];
  readonly pending: readonly MigrationFile[];
  /** Tables of the target that the pending files touch, with their schema. */
  readonly tables: readonly string[];
}

/** What finds more in the pending files, or on the target, than the statements show. */
export type PlanCheck = (sources: CheckSources) => Promise<readonly Finding[]>;
