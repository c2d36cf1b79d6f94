import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { configNames, ToolError, UsageError } from '@parakeet/command-kit';
import { runCommand } from '@parakeet/local-supabase';
import { findProject, pathFrom } from '../init/find-folder.ts';
import { migrationFromDatabase } from '../init/from-database.ts';
import { look } from '../init/look.ts';
import { configFor, configText, describe, nextSteps, obstacles } from '../init/report.ts';
import schema from './init.schema.json' with { type: 'json' };

await runCommand(schema, async (options, context) => {
  const here = process.cwd();
  const database = options.text('from-db-url');
  const root = findProject(here, options.text('supabase')) ?? (database && here);
  if (root === undefined) {
    throw new ToolError('There is no supabase folder here, above, or below.', {
      next:
        '`npx supabase init` creates one. For a database without migrations:\n' +
        'npx schema-tools init --from-db-url=postgresql://…',
    });
  }
  const made = configNames.find((name) => existsSync(join(root, name)));
  if (made !== undefined) {
    throw new UsageError(`${pathFrom(here, join(root, made))} is there already.`, {
      next: 'It was not changed. Edit it, or remove it first.',
    });
  }
  const first =
    database === undefined ? undefined : await migrationFromDatabase(root, database, context);
  const found = await look(root);
  const text = configText(configFor(found));
  const file = join(root, `schema-tools.config.${found.tsconfig === undefined ? 'mjs' : 'ts'}`);
  await writeFile(file, text, { flag: 'wx' });

  const done = [...(first === undefined ? [] : [first]), file];
  for (const one of done) {
    process.stdout.write(`${styleText('green', '✔')} ${pathFrom(here, one)}\n`);
  }
  process.stdout.write(`\n${describe(found)}\n`);
  const wrong = obstacles(found);
  if (wrong.length > 0) {
    process.stdout.write(
      `${wrong.map((what) => `${styleText('yellow', '!')} ${what}\n`).join('')}\n`,
    );
  }
  process.stdout.write(nextSteps(found));
});
