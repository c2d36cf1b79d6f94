import { styleText } from 'node:util';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolError } from '@parakeet/local-supabase';
import { runCommand } from '../command.ts';
import { cliError, supabase } from '../supabase-cli/supabase-cli.ts';
import { migrationsDirectory, shortPath } from '../workspace.ts';
import schema from './new.schema.json' with { type: 'json' };

await runCommand(schema, async (options) => {
  const name = options.text('name');
  if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new ToolError(
      name === undefined ? 'The migration needs a name.' : `"${name}" is no name for a migration.`,
      { next: 'Lower-case words joined by _, verb first: --name=add_training_notes' },
    );
  }
  const before = new Set(await readdir(migrationsDirectory));
  const result = await supabase(['migration', 'new', name, '--output-format', 'json']);
  const made = (await readdir(migrationsDirectory)).find((file) => !before.has(file));
  if (!result.ok || made === undefined) {
    throw new ToolError(`supabase migration new failed: ${cliError(result)}`);
  }
  process.stdout.write(
    `${styleText('green', '✔')} ${shortPath(join(migrationsDirectory, made))}\n\n` +
      '  npx nx run db-schema:reset      applies it to a fresh local database\n' +
      '  npx nx run db-schema:generate   brings the types in step\n',
  );
});
