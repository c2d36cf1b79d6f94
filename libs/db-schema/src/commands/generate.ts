import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { chooseEngine, ToolError, withClient } from '@parakeet/local-supabase';
import { count, runCommand, seconds } from '../command.ts';
import { formatted } from '../generate/format.ts';
import {
  contractsFile,
  generatedFiles,
  readCatalogue,
  readContractNames,
} from '../generate/index.ts';
import { compareOutputs, writeOutputs } from '../generate/outputs.ts';
import { snapshotSchema } from '../generate/snapshot.ts';
import { buildDatabase } from '../migrations/build-database.ts';
import { checksumsFile, recordChecksums } from '../migrations/checksums.ts';
import { readMigrationFiles } from '../migrations/migration-files.ts';
import { cliError, supabase } from '../supabase-cli/supabase-cli.ts';
import { shortPath, workspaceRoot } from '../workspace.ts';
import schema from './generate.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  const migrations = await readMigrationFiles();
  const checksums = await recordChecksums(migrations);
  if (checksums.edited.length > 0) {
    throw new ToolError(
      `edited since they were recorded in ${shortPath(checksumsFile)}: ${checksums.edited.join(', ')}`,
      {
        next:
          'A migration that has landed is never edited: bring it back as it was, and make a new one.\n' +
          'One that has landed nowhere yet may change: delete its line from the record, and run this again.',
      },
    );
  }

  const contracts = readContractNames(await readFile(join(workspaceRoot, contractsFile), 'utf8'));

  const engine = chooseEngine({
    workspace: workspaceRoot,
    engine: options.text('engine'),
    report: step,
  });
  const server = await engine.throwaway();
  const outputs = new Map<string, string>();
  try {
    const database = server.databaseName('generate');
    await buildDatabase(server, database, migrations, {
      signal,
      onMigration: (file) => step(`applying ${file}`),
    });
    const url = server.ownerUrl(database);

    step('asking for the types');
    const types = await supabase(['gen', 'types', 'typescript'], { remote: { url }, signal });
    if (!types.ok) throw new ToolError(`supabase gen types failed: ${cliError(types)}`);
    const catalogue = await withClient(url, readCatalogue);
    for (const [file, text] of generatedFiles(types.output, catalogue, contracts)) {
      outputs.set(`libs/db-types/${file}`, text);
    }

    step('taking the snapshot of the schema');
    outputs.set('supabase/schema.sql', await snapshotSchema(server, database, signal));
  } finally {
    await server.stop();
  }
  const texts = await formatted(outputs);
  texts.set(shortPath(checksumsFile), checksums.text);

  const differing = await compareOutputs(texts);
  if (options.flag('check')) {
    if (differing.length > 0) {
      throw new ToolError(`out of step with the migrations:\n${list(differing)}`, {
        next: 'npx nx run db-schema:generate brings them in step; commit what it changes.',
      });
    }
    process.stdout.write(`${styleText('green', '✔')} ${count(texts.size, 'file')} in step\n`);
    return;
  }
  await writeOutputs(texts);
  process.stdout.write(
    `${styleText('green', '✔')} ${count(texts.size, 'file')} in step, ${differing.length} changed, ` +
      `in ${seconds(performance.now() - began)}\n${list(differing)}`,
  );
});

function list(files: readonly string[]): string {
  return files.map((file) => `  ${file}\n`).join('');
}
