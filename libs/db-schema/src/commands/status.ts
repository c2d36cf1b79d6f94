import { styleText } from 'node:util';
import { chooseEngine } from '@parakeet/local-supabase';
import { count, runCommand, table } from '../command.ts';
import { addressOf, describeDatabase } from '../local/describe.ts';
import { readMigrationFiles } from '../migrations/migration-files.ts';
import { workspaceRoot } from '../workspace.ts';
import schema from './status.schema.json' with { type: 'json' };

await runCommand(schema, async (options) => {
  const engine = chooseEngine({ workspace: workspaceRoot, engine: options.text('engine') });
  const status = await engine.status();
  if (!status.running) {
    process.stdout.write(
      `${styleText('yellow', '■')} not running (${status.engine}, ${status.location})\n\n` +
        '  npx nx run db-schema:start   starts it with the data it had\n' +
        '  npx nx run db-schema:reset   starts it with a fresh database\n',
    );
    return 1;
  }
  const server = await engine.start();
  const [found, files] = await Promise.all([
    describeDatabase(server.adminUrl(server.database)),
    readMigrationFiles(),
  ]);
  const pending = files
    .map(({ version, name }) => `${version}_${name}`)
    .filter((file) => !found.migrations.includes(file));
  const inStep = pending.length === 0;
  process.stdout.write(
    `${inStep ? styleText('green', '✔') : styleText('yellow', '■')} running\n\n` +
      table([
        ['engine', `PostgreSQL ${server.version}, ${server.engine}`],
        ['address', addressOf(server)],
        ['data', status.location],
        ['migrations', `${found.migrations.length} applied, ${pending.length} pending`],
        [
          'tables',
          `${found.tables}, ${count(found.policies, 'policy')}, ${count(found.rows, 'row')}`,
        ],
      ]),
  );
  if (inStep) return 0;
  process.stdout.write(
    `\n  pending: ${pending.join(', ')}\n  npx nx run db-schema:reset applies them to a fresh database\n`,
  );
  return 1;
});
