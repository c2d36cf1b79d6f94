// Generated from the database by schema-tools. Do not edit.
import { noSuch, oneOf, timestamptz, uuid } from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import { WarmupSteps } from '../../json/warmup-steps.ts';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** Identifies the row. */
  id: uuid,
  /** The lifter. */
  user_id: uuid,
  /** The lift that the warm-up prepares. */
  lift: oneOf(['squat', 'bench', 'deadlift']),
  /** How the lifter warms up. For custom, custom_steps has the steps. */
  protocol: oneOf(['standard', 'minimal', 'extended', 'empty_bar', 'custom']),
  /**
   * Array of warm-up steps, pct as a fraction of the one-rep max (0 is the empty bar). Only for
   * the protocol custom.
   */
  custom_steps: WarmupSteps.nullable(),
  /** When the row last changed. */
  updated_at: timestamptz,
};

/**
 * How the lifter warms up for a lift. No row means the standard protocol.
 *
 * A row of `warmup_configs` as it is read. `readRow` and `readRows` keep columns and JSON keys
 * that this version does not know; `parse` leaves out the columns, and refuses the keys.
 */
export const WarmupConfigsRow = z.object(columns);
export type WarmupConfigsRow = Tables<'warmup_configs'>;

/**
 * What an INSERT into `warmup_configs` takes. A column that does not exist is an error, and so
 * is an `undefined`: in a bulk insert supabase-js would make it NULL, not the default.
 */
export const WarmupConfigsInsert = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id,
    lift: columns.lift,
    protocol: columns.protocol.exactOptional(),
    custom_steps: columns.custom_steps.exactOptional(),
    updated_at: columns.updated_at.exactOptional(),
  },
  noSuch('column', 'warmup_configs'),
);
export type WarmupConfigsInsert = TablesInsert<'warmup_configs'>;

/**
 * What an UPDATE of `warmup_configs` takes: the columns to change. A column that does not
 * exist is an error.
 */
export const WarmupConfigsUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id.exactOptional(),
    lift: columns.lift.exactOptional(),
    protocol: columns.protocol.exactOptional(),
    custom_steps: columns.custom_steps.exactOptional(),
    updated_at: columns.updated_at.exactOptional(),
  },
  noSuch('column', 'warmup_configs'),
);
export type WarmupConfigsUpdate = TablesUpdate<'warmup_configs'>;
