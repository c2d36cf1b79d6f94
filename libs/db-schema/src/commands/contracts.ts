import { writeFile } from 'node:fs/promises';
import { styleText } from 'node:util';
import { chooseEngine, ToolError, withClient } from '@parakeet/local-supabase';
import { count, runCommand, seconds, table } from '../command.ts';
import {
  compileContracts,
  describePlan,
  isInStep,
  migrationText,
  piecesOf,
  planContracts,
} from '../contracts/index.ts';
import { applyMigrations } from '../migrations/apply-migrations.ts';
import { buildDatabase } from '../migrations/build-database.ts';
import { readMigrationFiles } from '../migrations/migration-files.ts';
import { newMigration, requireMigrationName } from '../migrations/new-migration.ts';
import { shortPath, workspaceRoot } from '../workspace.ts';
import schema from './contracts.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  const name = options.text('name') ?? 'enforce_json_contracts';
  requireMigrationName(name);
  const compiled = compileContracts();
  const wanted = piecesOf(compiled);
  const migrations = await readMigrationFiles();
  const engine = chooseEngine({
    workspace: workspaceRoot,
    engine: options.text('engine'),
    report: step,
  });
  const server = await engine.throwaway();
  try {
    const database = server.databaseName('contracts');
    const onMigration = (file: string) => step(`applying ${file}`);
    await buildDatabase(server, database, migrations, { signal, onMigration });
    const url = server.ownerUrl(database);
    const plan = await withClient(url, (client) => planContracts(client, wanted));
    if (isInStep(plan)) {
      process.stdout.write(
        `${styleText('green', '✔')} ${count(compiled.contracts.length, 'contract')} and ` +
          `${count(wanted.checks.length, 'CHECK')} in step, in ${seconds(performance.now() - began)}\n`,
      );
      return;
    }
    const differences = table(describePlan(plan));
    if (options.flag('check')) {
      throw new ToolError(`the migrations are out of step with the contracts:\n${differences}`, {
        next: 'npx nx run db-schema:contracts writes the migration that brings them in step.',
      });
    }
    const file = await newMigration(name);
    await writeFile(file, migrationText(plan));
    const applying = { signal, onMigration };
    const failure = await applyMigrations({ url }, await readMigrationFiles(), applying);
    if (failure) throw failure.error;
    const left = await withClient(url, (client) => planContracts(client, wanted));
    if (!isInStep(left)) {
      throw new ToolError(
        `${shortPath(file)} is written, and still there is a difference:\n${table(describePlan(left))}`,
        { next: 'That is a mistake of this command. Delete the file, and report what it says.' },
      );
    }
    process.stdout.write(
      `${styleText('green', '✔')} ${shortPath(file)}, in ${seconds(performance.now() - began)}\n` +
        `${differences}\n` +
        '  npx nx run db-schema:reset      applies it to a fresh local database\n' +
        '  npx nx run db-schema:generate   brings what is derived in step\n' +
        '  npx nx run db-schema:audit      finds the rows of a database that it would refuse\n',
    );
  } finally {
    await server.stop();
  }
});
