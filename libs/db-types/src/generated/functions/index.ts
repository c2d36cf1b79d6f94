// Generated from the database by schema-tools. Do not edit.
import { CompleteSessionArgs, CompleteSessionResult } from './complete-session.ts';
import { DeleteAccountArgs } from './delete-account.ts';
import { ReplaceAuxiliaryPoolArgs, ReplaceAuxiliaryPoolResult } from './replace-auxiliary-pool.ts';
import { SaveFormulaConfigArgs, SaveFormulaConfigResult } from './save-formula-config.ts';
import { StartProgramArgs, StartProgramResult } from './start-program.ts';

export { CompleteSessionArgs, CompleteSessionResult };
export { DeleteAccountArgs };
export { ReplaceAuxiliaryPoolArgs, ReplaceAuxiliaryPoolResult };
export { SaveFormulaConfigArgs, SaveFormulaConfigResult };
export { StartProgramArgs, StartProgramResult };

/** The schemas of each function: `functionSchemas.<function>.args`. */
export const functionSchemas = {
  complete_session: { args: CompleteSessionArgs, result: CompleteSessionResult },
  delete_account: { args: DeleteAccountArgs },
  replace_auxiliary_pool: { args: ReplaceAuxiliaryPoolArgs, result: ReplaceAuxiliaryPoolResult },
  save_formula_config: { args: SaveFormulaConfigArgs, result: SaveFormulaConfigResult },
  start_program: { args: StartProgramArgs, result: StartProgramResult },
};
