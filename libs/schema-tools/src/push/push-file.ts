import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { ToolError } from '@parakeet/command-kit';
import { lockNotAvailable } from '../migrations/advice.ts';
import { applyMigrations, type ApplyFailure } from '../migrations/apply-migrations.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { reasonOf, type Target } from '../target/target.ts';
import { isUntouched, readAccount, type Account } from './account.ts';
import { readCatalogue, type Catalogue } from './catalogue.ts';
import { newRun, workerLocksSql } from './push-lock.ts';
import { withWorkdir } from '../supabase-cli/workdir.ts';
import { watchLocks } from './watch-locks.ts';

/** The context of a push, the same for each of its files. */
export interface PushSession {
  readonly target: Target;
  /** Holds the push's lock, and has read the history. */
  readonly client: pg.Client;
  readonly encrypted: boolean;
  /** Milliseconds that a statement waits for a lock; 0 for no limit. */
  readonly lockTimeoutMs: number;
  /** Settings of the sessions on the target, as `-c name=value`. */
  readonly settings: string;
  /** Whether they reach the target; some poolers drop them. */
  readonly keepsSettings: boolean;
  readonly signal: AbortSignal;
  readonly step: (text: string) => void;
}

/** How a failed attempt to apply a file ended. */
export interface FailedAttempt {
  readonly failure: ApplyFailure | undefined;
  readonly account: Account;
}

/**
 * The most attempts to get a lock. The pause between two is at least as long as the wait that
 * delayed others.
 */
const lockAttempts = 5;

/**
 * Applies one file, and reads the state of the target afterwards. A file that could not get a lock
 * is tried again, if nothing of it remained.
 *
 * @param files all files up to and with the one to apply
 * @returns undefined if the target's history has the file, and the CLI reported no failure
 */
export async function pushFile(
  session: PushSession,
  files: readonly MigrationFile[],
  file: MigrationFile,
): Promise<FailedAttempt | undefined> {
  const { client, target, lockTimeoutMs, signal, step } = session;
  const name = basename(file.path);
  for (let attempt = 1; ; attempt += 1) {
    const run = newRun();
    let before: Catalogue | undefined;
    let failure: ApplyFailure | undefined;
    try {
      before = signal.aborted ? undefined : await readCatalogue(client);
      failure = before && (await send(session, files, file, run));
    } catch (cause) {
      if (!signal.aborted) failure = notSent(cause, file);
    }
    if (signal.aborted) step('interrupted; waiting until the work on the target has ended');
    const account = await readAccount(client, { target, version: file.version, run, before, step });
    const isApplied = account.known && account.applied.has(file.version);
    if (!failure && isApplied && !signal.aborted) return undefined;
    const isLock = failure?.sqlState === lockNotAvailable && isUntouched(account, file);
    if (!isLock || attempt === lockAttempts || signal.aborted) return { failure, account };
    const pauseMs = (lockTimeoutMs || 1000) * 2 ** (attempt - 1);
    step(
      `${name} did not get a lock in time and left nothing behind; ` +
        `trying again in ${pauseMs / 1000} s (attempt ${attempt} of ${lockAttempts})`,
    );
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Makes the CLI apply the file, in a session with the locks of the run. */
async function send(
  session: PushSession,
  files: readonly MigrationFile[],
  file: MigrationFile,
  run: number,
): Promise<ApplyFailure | undefined> {
  const { client, target, encrypted, settings, keepsSettings, lockTimeoutMs, signal, step } =
    session;
  const database = {
    url: target.url,
    password: client.password,
    encrypted,
    ...(keepsSettings ? { settings } : {}),
  };
  const onMigration = () => step(`applying ${basename(file.path)}`);
  const endWatch =
    keepsSettings || lockTimeoutMs === 0 ? undefined : watchLocks(client, run, lockTimeoutMs);
  try {
    const failure = await withWorkdir(files, workerLocksSql(run), (workdir) =>
      applyMigrations(database, files, { workdir, withRoles: true, signal, onMigration }),
    );
    const hasCancelled = (await endWatch?.()) ?? false;
    return failure && hasCancelled ? { ...failure, sqlState: lockNotAvailable } : failure;
  } finally {
    await endWatch?.();
  }
}

function notSent(cause: unknown, file: MigrationFile): ApplyFailure {
  const name = basename(file.path);
  const error = new ToolError(`${name} was not sent: ${reasonOf(cause)}`, {
    cause,
    next: 'Look at the server, and run this again.',
  });
  return { error, file, sqlState: undefined };
}
