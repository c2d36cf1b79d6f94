// Generated from the database by schema-tools. Do not edit.
import {
  limitedText,
  noSuch,
  oneOf,
  timestamptz,
  uuid,
  wholeNumber,
} from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** The account, as in auth.users. */
  id: uuid,
  /** The name that the lifter goes by. NULL if the account has none. */
  display_name: limitedText(0, 200).nullable(),
  /** When the account signed up. */
  created_at: timestamptz,
  /** The unit that the lifter reads and types. Weights are stored in grams. */
  weight_unit: oneOf(['kg', 'lb']),
  /**
   * The lightest plate, in grams. Plates come in pairs, so a weight is a multiple of two of
   * them.
   */
  smallest_plate_grams: wholeNumber(1, 50000),
  /** The rest between sets, in seconds. NULL means no timer. */
  rest_timer_seconds: wholeNumber(1, 3600).nullable(),
};

/**
 * A lifter. Each account has one row, with the account's id.
 *
 * A row of `profiles` as it is read. `readRow` and `readRows` keep columns and JSON keys that
 * this version does not know; `parse` leaves out the columns, and refuses the keys.
 */
export const ProfilesRow = z.object(columns);
export type ProfilesRow = Tables<'profiles'>;

/**
 * What an INSERT into `profiles` takes. A column that does not exist is an error, and so is an
 * `undefined`: in a bulk insert supabase-js would make it NULL, not the default.
 */
export const ProfilesInsert = z.strictObject(
  {
    id: columns.id,
    display_name: columns.display_name.exactOptional(),
    created_at: columns.created_at.exactOptional(),
    weight_unit: columns.weight_unit.exactOptional(),
    smallest_plate_grams: columns.smallest_plate_grams.exactOptional(),
    rest_timer_seconds: columns.rest_timer_seconds.exactOptional(),
  },
  noSuch('column', 'profiles'),
);
export type ProfilesInsert = TablesInsert<'profiles'>;

/**
 * What an UPDATE of `profiles` takes: the columns to change. A column that does not exist is
 * an error.
 */
export const ProfilesUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    display_name: columns.display_name.exactOptional(),
    created_at: columns.created_at.exactOptional(),
    weight_unit: columns.weight_unit.exactOptional(),
    smallest_plate_grams: columns.smallest_plate_grams.exactOptional(),
    rest_timer_seconds: columns.rest_timer_seconds.exactOptional(),
  },
  noSuch('column', 'profiles'),
);
export type ProfilesUpdate = TablesUpdate<'profiles'>;
