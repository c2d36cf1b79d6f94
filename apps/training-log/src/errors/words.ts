import { databaseRules, type DatabaseRule } from '@parakeet/db-types';
import { Away, NotUnderstood, Refusal } from './refusal.ts';

/** The sentence that a person reads of an error, and its field. */
export interface Words {
  /** The field of the form that the error concerns. Not set if it concerns the whole form. */
  readonly field?: string;
  readonly sentence: string;
}

export const oneRepMaxWords = 'A one-rep max is more than 0 and at most 1000 kg.';
const lifted = 'A lifted weight is more than 0 and at most 1000 kg.';
const reps = 'A set has from 1 to 100 repetitions.';

/**
 * By the constraint that the database quotes. It has an entry if a form has a field for it, or if
 * the lifter should read another sentence than the comment of the constraint.
 */
const constraintWords: Readonly<Partial<Record<DatabaseRule | `${string}_contract`, Words>>> = {
  lifter_maxes_squat_1rm_grams_check: { field: 'squat', sentence: oneRepMaxWords },
  lifter_maxes_bench_1rm_grams_check: { field: 'bench', sentence: oneRepMaxWords },
  lifter_maxes_deadlift_1rm_grams_check: { field: 'deadlift', sentence: oneRepMaxWords },
  lifter_maxes_squat_input_grams_check: { field: 'squat', sentence: lifted },
  lifter_maxes_bench_input_grams_check: { field: 'bench', sentence: lifted },
  lifter_maxes_deadlift_input_grams_check: { field: 'deadlift', sentence: lifted },
  lifter_maxes_squat_input_reps_check: { field: 'squat', sentence: reps },
  lifter_maxes_bench_input_reps_check: { field: 'bench', sentence: reps },
  lifter_maxes_deadlift_input_reps_check: { field: 'deadlift', sentence: reps },
  programs_start_date_check: {
    field: 'start',
    sentence: 'A program starts in a year from 1 to 9999.',
  },
  sessions_planned_date_check: {
    field: 'start',
    sentence: 'A program is over before the year 10000.',
  },
  programs_formula_config_id_fkey: {
    sentence: 'The program belongs to another account. Sign out and in again.',
  },
  programs_lifter_maxes_id_fkey: {
    sentence: 'The maxes belong to another account. Sign out and in again.',
  },
  soreness_checkins_session_id_fkey: {
    sentence: 'This session belongs to another account. Sign out and in again.',
  },
  session_logs_actual_sets_contract: {
    field: 'sets',
    sentence: 'A set has at most 1000 kg and 100 reps, and RPE from 1 to 10 in steps of 0.5.',
  },
  session_logs_session_rpe_check: {
    field: 'session_rpe',
    sentence: 'RPE goes from 1 to 10 in steps of 0.5.',
  },
  session_logs_duration_seconds_check: {
    sentence: 'The session ends before it begins. Is the clock of this device right?',
  },
  session_logs_started_completed_check: {
    sentence: 'The session ends before it begins. Is the clock of this device right?',
  },
  session_logs_session_id_original_idx: {
    sentence: 'This session is logged already, perhaps from another device.',
  },
  soreness_checkins_ratings_contract: {
    field: 'soreness',
    sentence: 'Soreness goes from 1 to 5, of one muscle at least.',
  },
};

/** By code, for errors that quote no constraint. docs/errors.md lists our own codes. */
export const codeWords: Readonly<Record<string, Words>> = {
  PK101: {
    sentence: 'This session has moved on already, perhaps on another device. Look at it again.',
  },
  PK102: { sentence: 'This session is logged already, perhaps from another device.' },
  PK103: { sentence: 'There is no such session any more. Your sets are kept on this device.' },
  PK104: { sentence: 'This correction corrects itself. Correct the log of the session instead.' },
  PK105: { sentence: 'The session has no end. Is the clock of this device right?' },
  PK106: {
    sentence:
      'What you have trained stays, so this cannot be deleted. Archive the program instead.',
  },
  PK107: { sentence: 'This time is in the future. Is the clock of this device right?' },
  PK109: { sentence: 'You were signed out. Sign in again to delete the account.' },
  PK108: { sentence: 'Something was saved meanwhile, perhaps on another device. Try again.' },
  // codes of the app itself: the row is gone or changed, or another version of the app saved it
  changed: {
    sentence: 'Another device changed this meanwhile. What it says stands, unless you send yours.',
  },
  gone: { sentence: 'What this changes is not there any more.' },
  newer: { sentence: 'A newer version of the app saved this. Update the app, and try again.' },
  invalid: { sentence: 'This version of the app cannot send it. Update the app, and try again.' },
  // the column or the function does not exist: the app is older, or newer, than the database
  PGRST202: { sentence: 'This version of the app is too old. Update it, and try again.' },
  PGRST204: { sentence: 'This version of the app is too old. Update it, and try again.' },
  '42501': { sentence: 'This belongs to another account. Sign out and in again.' },
  // codes of PostgREST
  PGRST301: { sentence: 'You were signed out. Sign in again; what you typed is kept.' },
  PGRST303: { sentence: 'You were signed out. Sign in again; what you typed is kept.' },
  // codes of auth
  invalid_credentials: {
    field: 'password',
    sentence: 'Wrong e-mail or password.',
  },
  user_already_exists: {
    field: 'email',
    sentence: 'There is an account with this address. Sign in instead?',
  },
  email_exists: {
    field: 'email',
    sentence: 'There is an account with this address. Sign in instead?',
  },
  email_address_invalid: { field: 'email', sentence: 'This is not an e-mail address.' },
  validation_failed: { field: 'email', sentence: 'This is not an e-mail address.' },
  weak_password: {
    field: 'password',
    sentence: 'The password is too short: eight characters or more.',
  },
  email_not_confirmed: {
    field: 'email',
    sentence: 'Confirm this address first: open the link in the mail.',
  },
  signup_disabled: { sentence: 'This project takes no new accounts.' },
  anonymous_provider_disabled: { field: 'email', sentence: 'Type your e-mail address.' },
  same_password: { field: 'password', sentence: 'This is your password already.' },
  reauthentication_needed: {
    sentence: 'Sign out and in again first, so that nobody else does this.',
  },
  over_email_send_rate_limit: { sentence: 'A mail was sent a moment ago. Wait a minute.' },
  over_request_rate_limit: { sentence: 'Too many tries. Wait a minute.' },
};

/** An error in words for the person who met it. */
export function inWords(error: unknown): Words {
  if (error instanceof Away) {
    return { sentence: 'Parakeet cannot be reached right now. What you typed is kept.' };
  }
  if (error instanceof Refusal) return refusalWords(error.code, error.message);
  if (error instanceof NotUnderstood) return { sentence: error.message };
  if (isInvalid(error)) return { sentence: `This cannot be saved: ${error.issues[0]?.message}.` };
  const message = error instanceof Error ? error.message : String(error);
  // a sentence of the app itself stays as it is
  return { sentence: /^[A-Z].*\.$/s.test(message) ? message : `Something went wrong: ${message}` };
}

/** A refusal of the database or of auth, in words. Codes are for programmers: none is shown. */
export function refusalWords(code: string, message: string): Words {
  const { constraint } = new Refusal(code, message);
  const known = wordsOfConstraint(constraint) ?? codeWords[code];
  if (known !== undefined) return known;
  return code.startsWith('XX') || code.startsWith('5')
    ? { sentence: 'Parakeet had an internal error. Try again later; what you typed is kept.' }
    : { sentence: `This was refused: ${message}` };
}

/** Whether a contract refused what the app was about to save. */
function isInvalid(
  error: unknown,
): error is { readonly issues: readonly { readonly message: string }[] } {
  return error instanceof Error && error.name === 'ZodError' && 'issues' in error;
}

function wordsOfConstraint(name: string | undefined): Words | undefined {
  if (name === undefined) return undefined;
  const known: Readonly<Record<string, Words | undefined>> = constraintWords;
  const rules: Readonly<Record<string, string | undefined>> = databaseRules;
  const rule = rules[name];
  return known[name] ?? (rule === undefined ? undefined : { sentence: rule });
}
