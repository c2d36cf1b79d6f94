// Generated from the database by schema-tools. Do not edit.
import {
  boolean,
  limitedText,
  noSuch,
  oneOf,
  timestamptz,
  uuid,
  wholeNumber,
} from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import { FormulaOverrides } from '../../json/formula-overrides.ts';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** Identifies the config. */
  id: uuid,
  /** The lifter. */
  user_id: uuid,
  /** Counts the lifter's configs from 1. */
  version: wholeNumber(1, 2147483647),
  /** When the config was saved. */
  created_at: timestamptz,
  /** Whether new programs use it. A lifter has at most one active config. */
  is_active: boolean,
  /** Who made it: the lifter, a suggestion that the lifter accepted, or the app. */
  source: oneOf(['user', 'ai_suggestion', 'system']),
  /**
   * Changes to the formula defaults, by block, deload and increments; {} changes nothing. pct is
   * a fraction of the one-rep max, weights are integer grams.
   */
  overrides: FormulaOverrides,
  /** Why a suggestion was made, in words. */
  ai_rationale: limitedText(0, 4000).nullable(),
};

/**
 * A lifter's changes to the training formulas, one row for each version. The defaults live in
 * the training engine.
 *
 * A row of `formula_configs` as it is read. `readRow` and `readRows` keep columns and JSON
 * keys that this version does not know; `parse` leaves out the columns, and refuses the keys.
 */
export const FormulaConfigsRow = z.object(columns);
export type FormulaConfigsRow = Tables<'formula_configs'>;

/**
 * What an INSERT into `formula_configs` takes. A column that does not exist is an error, and
 * so is an `undefined`: in a bulk insert supabase-js would make it NULL, not the default.
 */
export const FormulaConfigsInsert = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id,
    version: columns.version.exactOptional(),
    created_at: columns.created_at.exactOptional(),
    is_active: columns.is_active.exactOptional(),
    source: columns.source,
    overrides: columns.overrides.exactOptional(),
    ai_rationale: columns.ai_rationale.exactOptional(),
  },
  noSuch('column', 'formula_configs'),
);
export type FormulaConfigsInsert = TablesInsert<'formula_configs'>;

/**
 * What an UPDATE of `formula_configs` takes: the columns to change. A column that does not
 * exist is an error.
 */
export const FormulaConfigsUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id.exactOptional(),
    version: columns.version.exactOptional(),
    created_at: columns.created_at.exactOptional(),
    is_active: columns.is_active.exactOptional(),
    source: columns.source.exactOptional(),
    overrides: columns.overrides.exactOptional(),
    ai_rationale: columns.ai_rationale.exactOptional(),
  },
  noSuch('column', 'formula_configs'),
);
export type FormulaConfigsUpdate = TablesUpdate<'formula_configs'>;
