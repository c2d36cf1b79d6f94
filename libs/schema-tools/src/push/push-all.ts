import { basename } from 'node:path';
import { styleText } from 'node:util';
import { commandLine, count, say, ToolError } from '@parakeet/command-kit';
import type { EngineChoice } from '@parakeet/local-supabase';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { transactionBreaks } from '../migrations/transactions.ts';
import { shortPath } from '../project/project.ts';
import { accountInWords, isUntouched } from './account.ts';
import type { Pending } from './pending.ts';
import { afterwardsInWords, lookAfterwards } from './afterwards.ts';
import { idOf, type Plan } from './plan/plan.ts';
import { pushFile, type FailedAttempt, type PushSession } from './push-file.ts';

/** Exit code of a push whose result on the target is unknown. */
const couldNotLook = 3;

/**
 * Applies the pending files one after the other. If one fails, it reports the state of the target.
 *
 * @param lastWords gets the text to print if the command ends without waiting
 * @param plan its allowed findings are in the account
 * @returns the exit code: 0, or 3 if the state of the target is unknown
 * @throws ToolError with the failure and the account; the signal's reason if interrupted
 */
export async function pushAll(
  session: PushSession,
  files: readonly MigrationFile[],
  { pending }: Pending,
  {
    lastWords,
    plan,
    isJson,
    choice,
  }: {
    readonly lastWords: (text: string) => void;
    readonly plan: Plan;
    readonly isJson: boolean;
    /** For the throwaway server that runs the files afterwards, if any. */
    readonly choice: EngineChoice | undefined;
  },
): Promise<number> {
  const { target, signal } = session;
  const applied: MigrationFile[] = [];
  for (const [index, file] of pending.entries()) {
    lastWords(
      `The outcome of ${basename(file.path)} on ${target.shown} is not known: it was sent last.\n` +
        `This shows what is applied: ${commandLine('push')} --dry-run`,
    );
    const upTo = files.slice(0, files.indexOf(file) + 1);
    const failed = await pushFile(session, upTo, file);
    if (!failed) {
      applied.push(file);
      continue;
    }
    const isOneTransaction = (await transactionBreaks(file.text)).length === 0;
    const account =
      allowedInWords(plan) +
      accountInWords(failed.account, {
        target,
        file,
        applied,
        waiting: pending.slice(index + 1),
        isOneTransaction,
      });
    if (signal.aborted) {
      say(`\n${account}\n`);
      throw signal.reason;
    }
    const message = failed.failure?.error.message ?? 'The Supabase CLI reported no failure.';
    if (!failed.account.known) {
      say(`${styleText('red', '✘')} ${message}\n\n${account}\n`);
      return couldNotLook;
    }
    throw new ToolError(message, {
      next: `${account}\n\n${adviceAfter(failed, file)}`,
      cause: failed.failure?.error,
    });
  }
  lastWords('');
  const afterwards = await lookAfterwards(session.client, files, plan, choice);
  const where = target.name === undefined ? target.shown : `${target.name} (${target.shown})`;
  if (isJson) {
    const names = applied.map(({ path }) => basename(path));
    process.stdout.write(`${JSON.stringify({ applied: names, afterwards })}\n`);
  } else {
    process.stdout.write(
      `\n${allowedInWords(plan)}${styleText('green', '✔')} applied ${count(applied.length, 'migration')} to ${where}\n` +
        afterwardsInWords(afterwards),
    );
  }
  return 0;
}

/** The allowed findings of the plan, with the reasons. */
function allowedInWords({ findings }: Plan): string {
  const allowed = findings.filter((one) => one.allowed !== undefined && one.level === 'refuse');
  if (allowed.length === 0) return '';
  return `Allowed:\n${allowed.map((one) => `  ${idOf(one)}: ${one.allowed}\n`).join('')}`;
}

/** The next step, by the cause and by the report. */
function adviceAfter({ failure, account }: FailedAttempt, file: MigrationFile): string {
  const name = shortPath(file.path);
  if (account.known && account.applied.has(file.version)) {
    return `There is nothing to fix: ${name} is applied. Run this again for the rest.`;
  }
  const advice = failure?.error.next ?? `Look at ${name} and run this again.`;
  const isSent = account.known && account.changes !== undefined;
  if (!isSent || isUntouched(account, file)) return advice;
  return (
    `${advice}\nThe next try meets what this one left behind. Undo that first, or write the file so\n` +
    'that it can run again (drop … if exists, create … if not exists).'
  );
}
