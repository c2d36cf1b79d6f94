import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolError } from '@parakeet/local-supabase';
import { cliError, supabase } from '../supabase-cli/supabase-cli.ts';
import { migrationsDirectory } from '../workspace.ts';

/** Throws a ToolError if there is no name, or one that makes no migration. */
export function requireMigrationName(name: string | undefined): asserts name is string {
  if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new ToolError(
      name === undefined ? 'The migration needs a name.' : `"${name}" is no name for a migration.`,
      { next: 'Lower-case words joined by _, verb first: --name=add_training_notes' },
    );
  }
}

/**
 * Makes an empty migration with `supabase migration new`.
 *
 * @param name lower-case words joined by _, verb first: `add_training_notes`
 * @returns the path of the file
 * @throws ToolError if that is no name, or the CLI says no
 */
export async function newMigration(name: string | undefined): Promise<string> {
  requireMigrationName(name);
  // the CLI makes the directory if it is not there
  const list = () => readdir(migrationsDirectory).catch(() => []);
  const before = new Set(await list());
  const result = await supabase(['migration', 'new', name, '--output-format', 'json']);
  const made = (await list()).find((file) => !before.has(file));
  if (!result.ok || made === undefined) {
    throw new ToolError(`supabase migration new failed: ${cliError(result)}`);
  }
  return join(migrationsDirectory, made);
}
