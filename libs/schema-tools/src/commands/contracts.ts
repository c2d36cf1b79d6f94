import { styleText } from 'node:util';
import { commandLine, count, seconds, table, ToolError } from '@parakeet/command-kit';
import { runCommand, withClient, withThrowaway } from '@parakeet/local-supabase';
import pg from 'pg';
import {
  compileContracts,
  describePlan,
  isInStep,
  loadContracts,
  migrationName,
  migrationText,
  piecesOf,
  planContracts,
  requireContractsModule,
} from '../contracts/index.ts';
import { schemasOf } from '../facts/described-schemas.ts';
import { buildThrowaway } from '../migrations/build-database.ts';
import { readMigrationFiles } from '../migrations/migration-files.ts';
import { requireMigrationName, writeMigration } from '../migrations/new-migration.ts';
import { tryMigration } from '../migrations/try-migration.ts';
import { engineChoice } from '../project/engine-choice.ts';
import { project, shortPath } from '../project/project.ts';
import schema from './contracts.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  const given = options.text('name');
  if (given !== undefined) requireMigrationName(given);
  requireContractsModule(project());
  const { sources } = await loadContracts(project());
  const { requireContracts } = project();
  const schemas = await schemasOf(project());
  const planned = (client: pg.ClientBase) =>
    planContracts(client, wanted, { requireContracts, schemas });
  const compiled = compileContracts(sources);
  const wanted = piecesOf(compiled);
  const checks = wanted.filter(({ kind }) => kind === 'check');
  const migrations = await readMigrationFiles();
  await withThrowaway(engineChoice(options, step), async (server) => {
    const database = server.databaseName('contracts');
    const onMigration = (file: string) => step(`applying ${file}`);
    await buildThrowaway(server, database, migrations, { signal, onMigration });
    const url = server.ownerUrl(database);
    const plan = await withClient(url, planned).catch((error: unknown) => {
      throw error instanceof pg.DatabaseError ? refused(error) : error;
    });
    if (isInStep(plan)) {
      process.stdout.write(
        `${styleText('green', '✔')} ${count(compiled.contracts.length, 'contract')} and ` +
          `${count(checks.length, 'CHECK')} in step, in ${seconds(performance.now() - began)}\n`,
      );
      return;
    }
    const differences = table(describePlan(plan));
    if (options.flag('check')) {
      throw new ToolError(`the migrations are out of step with the contracts:\n${differences}`, {
        next: `${commandLine('contracts')} writes the missing migration.`,
      });
    }
    const draft = { name: given ?? migrationName(plan), text: migrationText(plan) };
    const failure = await tryMigration(url, migrations, draft, { signal, onMigration });
    if (failure) throw refused(failure);
    const left = await withClient(url, planned);
    if (!isInStep(left)) {
      throw new ToolError(
        `The migration for the contracts would leave differences:\n${table(describePlan(left))}`,
        {
          next: 'No file was written. Please report this bug, with this output.',
        },
      );
    }
    const file = await writeMigration(draft.name, draft.text);
    process.stdout.write(
      `${styleText('green', '✔')} ${shortPath(file)}, in ${seconds(performance.now() - began)}\n` +
        `${differences}\n` +
        `  ${commandLine('reset')}      applies it to a fresh local database\n` +
        `  ${commandLine('generate')}   updates the generated files\n` +
        `  ${commandLine('audit')}      finds stored rows that it would refuse\n`,
    );
  });
});

/** Explains a contract whose SQL Postgres refuses. */
function refused(cause: Error): ToolError {
  return new ToolError(`The migration for the contracts is refused.\n${cause.message}`, {
    next: 'No file was written. A row or an object of another migration is in the way.',
    cause,
  });
}
