// Generated from the database by schema-tools. Do not edit.
import {
  limitedText,
  noSuch,
  numeric,
  timestamptz,
  uuid,
  wholeNumber,
} from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import { RecoveryPayload } from '../../json/recovery-payload.ts';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** Identifies the row. */
  id: uuid,
  /** The lifter. */
  user_id: uuid,
  /** When the wearable measured. */
  recorded_at: timestamptz,
  /** The wearable, or its vendor. */
  source: limitedText(0, 200),
  /** How long the lifter slept, in minutes. */
  sleep_duration_minutes: wholeNumber(0, 1440).nullable(),
  /** How well the lifter slept, as the vendor scores it. */
  sleep_quality_score: numeric(4, 1, { least: 0, most: 100 }).nullable(),
  /** Heart rate variability, in milliseconds. */
  hrv_ms: numeric(6, 2, { least: 0, most: 9999.99 }).nullable(),
  /** Resting heart rate, in beats per minute. */
  resting_hr_bpm: wholeNumber(1, 300).nullable(),
  /** The object that the wearable's vendor sent, as it came. */
  raw_payload: RecoveryPayload.nullable(),
};

/**
 * Recovery as a wearable measured it: sleep in minutes, heart rate variability in
 * milliseconds.
 *
 * A row of `recovery_snapshots` as it is read. `readRow` and `readRows` keep columns and JSON
 * keys that this version does not know; `parse` leaves out the columns, and refuses the keys.
 */
export const RecoverySnapshotsRow = z.object(columns);
export type RecoverySnapshotsRow = Tables<'recovery_snapshots'>;

/**
 * What an INSERT into `recovery_snapshots` takes. A column that does not exist is an error,
 * and so is an `undefined`: in a bulk insert supabase-js would make it NULL, not the default.
 */
export const RecoverySnapshotsInsert = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id,
    recorded_at: columns.recorded_at,
    source: columns.source,
    sleep_duration_minutes: columns.sleep_duration_minutes.exactOptional(),
    sleep_quality_score: columns.sleep_quality_score.exactOptional(),
    hrv_ms: columns.hrv_ms.exactOptional(),
    resting_hr_bpm: columns.resting_hr_bpm.exactOptional(),
    raw_payload: columns.raw_payload.exactOptional(),
  },
  noSuch('column', 'recovery_snapshots'),
);
export type RecoverySnapshotsInsert = TablesInsert<'recovery_snapshots'>;

/**
 * What an UPDATE of `recovery_snapshots` takes: the columns to change. A column that does not
 * exist is an error.
 */
export const RecoverySnapshotsUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id.exactOptional(),
    recorded_at: columns.recorded_at.exactOptional(),
    source: columns.source.exactOptional(),
    sleep_duration_minutes: columns.sleep_duration_minutes.exactOptional(),
    sleep_quality_score: columns.sleep_quality_score.exactOptional(),
    hrv_ms: columns.hrv_ms.exactOptional(),
    resting_hr_bpm: columns.resting_hr_bpm.exactOptional(),
    raw_payload: columns.raw_payload.exactOptional(),
  },
  noSuch('column', 'recovery_snapshots'),
);
export type RecoverySnapshotsUpdate = TablesUpdate<'recovery_snapshots'>;
