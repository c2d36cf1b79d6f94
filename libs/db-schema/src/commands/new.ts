import { styleText } from 'node:util';
import { runCommand } from '../command.ts';
import { writeMigration } from '../migrations/new-migration.ts';
import { shortPath } from '../workspace.ts';
import schema from './new.schema.json' with { type: 'json' };

await runCommand(schema, async (options) => {
  const made = await writeMigration(options.text('name'), '');
  process.stdout.write(
    `${styleText('green', '✔')} ${shortPath(made)}\n\n` +
      '  npx nx run db-schema:reset      applies it to a fresh local database\n' +
      '  npx nx run db-schema:generate   brings the types in step\n',
  );
});
