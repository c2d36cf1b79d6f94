// Generated from the database by schema-tools. Do not edit.
import { noSuch, oneOf, text, uuid } from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import { FormulaOverrides } from '../../json/formula-overrides.ts';
import type { Database } from '../database.ts';
import { FormulaConfigsRow } from '../rows/formula-configs.ts';

/**
 * Saves a formula config as the next version, and makes it the active one in the place of the
 * one before. A call with the id of a config that is there returns that config.
 *
 * The arguments of `save_formula_config`. One that it does not have is an error.
 */
export const SaveFormulaConfigArgs = z.strictObject(
  {
    id: uuid,
    source: oneOf(['user', 'ai_suggestion', 'system']),
    overrides: FormulaOverrides,
    ai_rationale: text.exactOptional(),
  },
  noSuch('argument', 'save_formula_config'),
);
export type SaveFormulaConfigArgs = Database['public']['Functions']['save_formula_config']['Args'];

/** What `save_formula_config` returns: a row of `formula_configs`. */
export const SaveFormulaConfigResult = FormulaConfigsRow;
export type SaveFormulaConfigResult =
  Database['public']['Functions']['save_formula_config']['Returns'];
