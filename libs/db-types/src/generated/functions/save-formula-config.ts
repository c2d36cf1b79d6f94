// Generated from the database by schema-tools. Do not edit.
import { noSuch, oneOf, text, uuid } from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import { FormulaOverrides } from '../../json/formula-overrides.ts';
import type { Database } from '../database.ts';
import { FormulaConfigsRow } from '../rows/formula-configs.ts';

/**
 * Saves a formula config as the next version. It becomes the active one, and replaces the
 * previous one. A second call with the same id returns the existing config.
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
