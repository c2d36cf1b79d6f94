import { jsonContracts } from '@parakeet/db-types';
import { readRegister } from '../integrity/register.ts';

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
  ...registered(),
  ...referredTo(),
  'warmup_configs: check warmup_configs_custom_steps_protocol_contract':
    'custom_steps is there exactly when the protocol is custom',
  auxiliary_pool_changes: 'by the id of a change, a pool that is sent twice is replaced once',
  'index auxiliary_assignments_program_id_user_id_idx':
    'The foreign key to programs: deleting a program looks for its assignments.',
  'index edge_cases_program_id_user_id_idx':
    'The foreign key to programs. Most disruptions name none, and are not in it.',
  'index edge_cases_session_id_user_id_idx':
    'The foreign key to sessions. Most disruptions name none, and are not in it.',
  'index edge_cases_user_id_status_reported_at_idx':
    "A lifter's open disruptions, newest first: resolved ones are never read for it.",
  'index performance_metrics_session_log_id_user_id_idx':
    'The foreign key to session_logs: the metrics of a log.',
  'index programs_formula_config_id_user_id_idx': 'The foreign key to formula_configs.',
  'index programs_lifter_maxes_id_user_id_idx': 'The foreign key to lifter_maxes.',
  'index recovery_snapshots_user_id_recorded_at_idx':
    "A lifter's recovery over time, and the foreign key to the account.",
  'index session_logs_corrects_log_id_user_id_idx':
    'The foreign key of a correction. Few logs are one, and the rest are not in it.',
  'index session_logs_session_id_user_id_idx':
    'The logs of given sessions, corrections included, and the foreign key to sessions.',
  'index session_logs_user_id_completed_at_idx':
    "A lifter's last logs by when they were completed, of all lifts or, through the session, of one.",
  'index soreness_checkins_user_id_recorded_at_idx':
    "A lifter's newest soreness, and the foreign key to the account.",
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

/** What docs/errors.md lists, with the reason that it gives. */
function registered(): Record<string, string> {
  const listed: Record<string, string> = {};
  for (const { code, table, name, rule } of readRegister()) {
    if (code === '23505') listed[`index ${name}`] = rule;
    if (code === '23514') listed[`${table}: check ${name}`] = rule;
  }
  return listed;
}

/** What the foreign keys that carry more than an id refer to. */
function referredTo(): Record<string, string> {
  const tables = ['formula_configs', 'lifter_maxes', 'programs', 'session_logs', 'sessions'];
  return {
    ...Object.fromEntries(
      tables.map((table) => [`index ${table}_id_user_id_idx`, 'references carry the owner']),
    ),
    'index session_logs_id_session_id_user_id_idx': 'a correction is of the same session',
  };
}
