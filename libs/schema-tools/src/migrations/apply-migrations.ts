import { basename } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { cliError, supabase, type CliDatabase } from '../supabase-cli/supabase-cli.ts';
import { shortPath } from '../project/project.ts';
import { adviceFor, sqlStateIn } from './advice.ts';
import { readKnownSchema, type KnownTable } from './known-tables.ts';
import type { MigrationFile } from './migration-files.ts';
import { readCliFailure, sqlError } from './sql-failure.ts';

/** How a run of `supabase db push` failed. */
export interface ApplyFailure {
  /** The failure with file, line and statement if known, and the next step. */
  readonly error: ToolError;
  /** The migration that failed; undefined if none had begun. */
  readonly file: MigrationFile | undefined;
  readonly sqlState: string | undefined;
}

export interface ApplyOptions {
  /** The directory with supabase/; the checkout if not given. */
  readonly workdir?: string;
  /** Runs the SQL of supabase/roles.sql first, in the same session. */
  readonly withRoles?: boolean;
  /** Gets the name of each file when it begins. */
  readonly onMigration?: ((file: string) => void) | undefined;
  /** Kills the Supabase CLI when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** The next step if a later file creates a table that this one needs; otherwise undefined. */
function adviceForOrder(
  words: string,
  file: MigrationFile,
  migrations: readonly MigrationFile[],
): string | undefined {
  // with its schema, if the file has it so
  const missing = /relation "([^"]+)" does not exist/.exec(words)?.[1];
  const isMissing = ({ schema, name }: KnownTable) =>
    missing === name || missing === `${schema}.${name}`;
  const later = migrations
    .slice(migrations.indexOf(file) + 1)
    .find((one) => readKnownSchema([one]).tables.some(isMissing));
  if (later === undefined) return undefined;
  return (
    `${shortPath(later.path)} creates ${missing}, and runs later. Give it an earlier version,\n` +
    `or fix ${shortPath(file.path)}. Then run this again.`
  );
}

/**
 * Applies the pending migrations to a database with `supabase db push`. A file is one
 * transaction, unless it has statements that `transactionBreaks` finds.
 *
 * @returns undefined if all are applied
 */
export async function applyMigrations(
  database: CliDatabase,
  migrations: readonly MigrationFile[],
  { workdir, withRoles = false, onMigration, signal }: ApplyOptions = {},
): Promise<ApplyFailure | undefined> {
  let started: string | undefined;
  const parameters = ['db', 'push', '--yes', '--output-format', 'json'];
  const result = await supabase([...parameters, ...(withRoles ? ['--include-roles'] : [])], {
    remote: database,
    signal,
    ...(workdir === undefined ? {} : { workdir }),
    onLine(line) {
      const name = /^Applying migration (.+\.sql)\.\.\.$/.exec(line)?.[1];
      if (name === undefined) return;
      started = name;
      onMigration?.(name);
    },
  });
  if (result.ok) return undefined;
  const file = migrations.find(({ path }) => basename(path) === started);
  if (result.endedBy !== undefined) {
    const error = new ToolError(
      `The Supabase CLI was ended by ${result.endedBy}` +
        (file ? ` while it applied ${shortPath(file.path)}.` : '.'),
      { next: 'Run this again.' },
    );
    return { error, file, sqlState: undefined };
  }
  const words = cliError(result);
  const sqlState = sqlStateIn(words);
  if (!file) return { error: new ToolError(`supabase db push failed: ${words}`), file, sqlState };
  const next = adviceForOrder(words, file, migrations) ?? adviceFor(words, file.path);
  const failure = await readCliFailure(words, file.path, file.text);
  const error = failure
    ? sqlError(failure, next)
    : new ToolError(`${shortPath(file.path)}\n${words}`, { next });
  return { error, file, sqlState };
}
