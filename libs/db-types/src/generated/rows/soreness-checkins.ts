// Generated from the database by schema-tools. Do not edit.
import { noSuch, timestamptz, uuid } from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import { SorenessRatings } from '../../json/soreness-ratings.ts';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** Identifies the check-in. */
  id: uuid,
  /** The session that the lifter was about to start. */
  session_id: uuid,
  /** The lifter. */
  user_id: uuid,
  /** When the lifter rated the soreness. */
  recorded_at: timestamptz,
  /** Muscle group to soreness, from 1 (fresh) to 5 (severe); at least one muscle group. */
  ratings: SorenessRatings,
};

/**
 * How sore each muscle group was before a session.
 *
 * A row of `soreness_checkins` as it is read. `readRow` and `readRows` keep columns and JSON
 * keys that this version does not know; `parse` leaves out the columns, and refuses the keys.
 */
export const SorenessCheckinsRow = z.object(columns);
export type SorenessCheckinsRow = Tables<'soreness_checkins'>;

/**
 * What an INSERT into `soreness_checkins` takes. A column that does not exist is an error, and
 * so is an `undefined`: in a bulk insert supabase-js would make it NULL, not the default.
 */
export const SorenessCheckinsInsert = z.strictObject(
  {
    id: columns.id.exactOptional(),
    session_id: columns.session_id,
    user_id: columns.user_id,
    recorded_at: columns.recorded_at.exactOptional(),
    ratings: columns.ratings,
  },
  noSuch('column', 'soreness_checkins'),
);
export type SorenessCheckinsInsert = TablesInsert<'soreness_checkins'>;

/**
 * What an UPDATE of `soreness_checkins` takes: the columns to change. A column that does not
 * exist is an error.
 */
export const SorenessCheckinsUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    session_id: columns.session_id.exactOptional(),
    user_id: columns.user_id.exactOptional(),
    recorded_at: columns.recorded_at.exactOptional(),
    ratings: columns.ratings.exactOptional(),
  },
  noSuch('column', 'soreness_checkins'),
);
export type SorenessCheckinsUpdate = TablesUpdate<'soreness_checkins'>;
