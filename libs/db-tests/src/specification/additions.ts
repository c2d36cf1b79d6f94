import { jsonContracts } from '@parakeet/db-types';

/**
 * What later migrations added to the specification, each with the reason. Whatever is in the
 * database and neither in the specification nor here fails the proof.
 *
 * Keys are as the proof names things: `table`, `table.column`, `index <name>`, and
 * `table: unique <name>`, `table: check <name>`, `table: foreign key <name>` with the name of
 * the constraint. A listed table needs no lines for what is in it.
 */
export const additions: Readonly<Record<string, string>> = {
  ...contractChecks(),
  'warmup_configs: check warmup_configs_custom_steps_protocol_contract':
    'custom_steps is there exactly when the protocol is custom',
};

/** The CHECK of each contract; `db-schema:contracts` sees to what is in it. */
function contractChecks(): Record<string, string> {
  const checks: Record<string, string> = {};
  for (const [table, contracts] of Object.entries(jsonContracts)) {
    for (const column of Object.keys(contracts)) {
      checks[`${table}: check ${table}_${column}_contract`] = `what ${column} may hold`;
    }
  }
  return checks;
}
