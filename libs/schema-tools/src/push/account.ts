import { commandLine } from '@parakeet/command-kit';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { readHistory } from '../local/describe.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { closeClient, connectTarget, reasonOf, type Target } from '../target/target.ts';
import {
  compareCatalogues,
  readCatalogue,
  type Catalogue,
  type CatalogueChanges,
} from './catalogue.ts';
import { findWorker } from './push-lock.ts';

/** The state of the target after an attempt to apply a file, as read there. */
export type Account =
  | {
      readonly known: true;
      /** The versions in the history. */
      readonly applied: ReadonlySet<string>;
      /** The changes since before the attempt; only if one was made and failed. */
      readonly changes?: CatalogueChanges;
    }
  | { readonly known: false; readonly reason: string };

/** How long the CLI's server process may take to end after the CLI. */
const ownEndMs = 1000;
/** How long to ask a lost target again before its state counts as unknown. */
const returnMs = 10_000;

export interface Attempt {
  readonly target: Target;
  /** The version of the file. */
  readonly version: string;
  /** The run's number, which is the number of its server process's lock. */
  readonly run: number;
  /** The catalogue before the attempt; undefined if nothing was sent. */
  readonly before: Catalogue | undefined;
  readonly step: (text: string) => void;
}

/**
 * Reads the result of an attempt on the target, after its server process has ended. A server
 * process that does not end is terminated.
 *
 * @param client the connection of the push; if it broke, another one is opened
 */
export async function readAccount(client: pg.Client, attempt: Attempt): Promise<Account> {
  const deadline = Date.now() + returnMs;
  let failure: unknown;
  try {
    return await readWith(client, attempt);
  } catch (error) {
    failure = error;
  }
  attempt.step(
    `the connection to the target is lost (${reasonOf(failure)}); ` +
      `trying for ${returnMs / 1000} s to read its state`,
  );
  while (Date.now() < deadline) {
    try {
      const { client: another } = await connectTarget(attempt.target, {
        application: 'parakeet push account',
        connectTimeoutMs: 3000,
        queryTimeoutMs: 20_000,
      });
      try {
        return await readWith(another, attempt);
      } finally {
        await closeClient(another);
      }
    } catch (error) {
      failure = error;
      await sleep(250);
    }
  }
  return { known: false, reason: reasonOf(failure) };
}

async function readWith(
  client: pg.Client,
  { version, run, before, step }: Attempt,
): Promise<Account> {
  const began = Date.now();
  let terminated = false;
  let said = 0;
  for (;;) {
    const pid = await findWorker(client, run);
    if (pid === undefined) break;
    const waited = Date.now() - began;
    if (!terminated && waited > ownEndMs) {
      await client.query('select pg_terminate_backend($1)', [pid]);
      terminated = true;
    }
    if (waited > said + 3000) {
      said = waited;
      step(`waiting for the server process ${pid} to end`);
    }
    await sleep(50);
  }
  const applied = new Set((await readHistory(client)).map((migration) => migration.version));
  if (applied.has(version) || !before) return { known: true, applied };
  const changes = compareCatalogues(before, await readCatalogue(client));
  return { known: true, applied, changes };
}

/** Whether an attempt left nothing. */
export function isUntouched(account: Account, file: Pick<MigrationFile, 'version'>): boolean {
  if (!account.known || account.applied.has(file.version) || !account.changes) return false;
  const { added, changed, dropped } = account.changes;
  return added.length + changed.length + dropped.length === 0;
}

/** The most objects of a kind to name. */
const namedObjects = 12;

/**
 * The account in words, for the person who pushes.
 *
 * @param file the failed file
 * @param applied files that this push applied before it
 * @param waiting files that did not begin
 * @param isOneTransaction whether Postgres applies the file completely or not at all
 */
export function accountInWords(
  account: Account,
  {
    target,
    file,
    applied,
    waiting,
    isOneTransaction,
  }: {
    target: Target;
    file: MigrationFile;
    applied: readonly MigrationFile[];
    waiting: readonly MigrationFile[];
    isOneTransaction: boolean;
  },
): string {
  const names = (files: readonly MigrationFile[]) =>
    files.map(({ path }) => `    ${basename(path)}\n`).join('');
  const name = basename(file.path);
  if (!account.known) {
    return (
      `The state of ${target.shown} cannot be read: ${account.reason}.\n` +
      `  sent last, outcome not known\n    ${name}\n` +
      (applied.length > 0 ? `  seen applied before that\n${names(applied)}` : '') +
      (waiting.length > 0 ? `  not sent\n${names(waiting)}` : '') +
      `When it answers again, this shows what is applied: ${commandLine('push')} --dry-run`
    );
  }
  const { changes } = account;
  const lines = [`The state of ${target.shown} now:\n`];
  lines.push(
    applied.length > 0
      ? `  applied by this push\n${names(applied)}`
      : '  applied by this push: no file\n',
    account.applied.has(file.version)
      ? `  in the history too, applied by this push or another\n    ${name}\n`
      : `  not applied: it is not in the history\n    ${name}\n`,
  );
  if (changes) {
    const { added, changed, dropped, compared } = changes;
    if (added.length + changed.length + dropped.length === 0) {
      lines.push(
        `  it left nothing behind: none of ${compared} objects was added, changed or dropped\n`,
      );
    } else {
      lines.push('  but it left these changes behind\n');
      for (const [mark, objects] of [
        ['+', added],
        ['~', changed],
        ['-', dropped],
      ] as const) {
        lines.push(...objects.slice(0, namedObjects).map((object) => `    ${mark} ${object}\n`));
        if (objects.length > namedObjects) {
          lines.push(`    ${mark} and ${objects.length - namedObjects} more\n`);
        }
      }
    }
    if (!isOneTransaction) {
      lines.push('  rows were not compared: the file is more than one transaction\n');
    }
  }
  if (waiting.length > 0) lines.push(`  not sent\n${names(waiting)}`);
  return lines.join('').trimEnd();
}
