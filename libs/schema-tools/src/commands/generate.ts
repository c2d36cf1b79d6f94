import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { count, seconds, ToolError, workspaceRoot } from '@parakeet/command-kit';
import { runCommand, withClient, withThrowaway } from '@parakeet/local-supabase';
import { contractFacts, contractFactsFile } from '../facts/contract-facts.ts';
import { readFunctions } from '../generate/catalogue/functions.ts';
import { readCommentedRules } from '../generate/catalogue/rules.ts';
import { readTables } from '../generate/catalogue/tables.ts';
import { formatted } from '../generate/format.ts';
import { compareOutputs, writeOutputs } from '../generate/outputs.ts';
import { loadContracts } from '../generate/registered-contracts.ts';
import { snapshotSchema } from '../generate/snapshot.ts';
import { differingVocabularies, vocabulariesOf } from '../generate/vocabularies.ts';
import { errorsPage } from '../generate/writers/errors-page.ts';
import { generatedFiles } from '../generate/writers/generated-files.ts';
import { readAllowances } from '../migrations/allowances.ts';
import { buildDatabase } from '../migrations/build-database.ts';
import { checksumsFile, readChecksums } from '../migrations/checksums.ts';
import { readLanded } from '../migrations/landed.ts';
import { readMigrationFiles } from '../migrations/migration-files.ts';
import { cliError, supabase } from '../supabase-cli/supabase-cli.ts';
import { shortPath } from '../workspace.ts';
import schema from './generate.schema.json' with { type: 'json' };

/** What clients are told, if the workspace has such a page. */
const errorsFile = 'docs/errors.md';

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  const migrations = await readMigrationFiles();
  const landed = await readLanded(migrations);
  const lost = [
    ...landed.edited.map((file) => `${file} was edited`),
    ...landed.removed.map((file) => `${file} was removed`),
  ];
  if (lost.length > 0) {
    throw new ToolError(
      `landed migrations are not as they landed (by ${landed.by}): ${lost.join(', ')}`,
      {
        next: 'A migration that has landed is never edited: bring it back as it was, and make a new one.',
      },
    );
  }

  const contracts = await loadContracts(workspaceRoot);

  const outputs = new Map<string, string>();
  const choice = { workspace: workspaceRoot, engine: options.text('engine'), report: step };
  await withThrowaway(choice, async (server) => {
    const database = server.databaseName('generate');
    await buildDatabase(server, database, migrations, {
      signal,
      onMigration: (file) => step(`applying ${file}`),
    });
    const url = server.ownerUrl(database);

    step('asking for the types');
    const types = await supabase(['gen', 'types', 'typescript'], { remote: { url }, signal });
    if (!types.ok) throw new ToolError(`supabase gen types failed: ${cliError(types)}`);
    const [catalogue, rules] = await withClient(url, async (client) => [
      { tables: await readTables(client), functions: await readFunctions(client) },
      await readCommentedRules(client),
    ]);
    const allowed = migrations.flatMap(readAllowances).filter(({ rule }) => rule === 'vocabulary');
    const differing = differingVocabularies(
      catalogue.tables,
      [...contracts.columns, ...contracts.domains].flatMap(([place, contract]) =>
        vocabulariesOf(contract.schema, place),
      ),
      new Set(allowed.map(({ object }) => object)),
    );
    if (differing.length > 0) {
      throw new ToolError(`a vocabulary is not the same everywhere:\n${list(differing)}`, {
        next:
          'Bring the list in libs/db-types/src/json/ or the CHECK in step. If they are to differ, write\n' +
          '-- allow: vocabulary public.<table>.<column>: <why>\nat the beginning of a migration.',
      });
    }
    const page = await readFile(join(workspaceRoot, errorsFile), 'utf8').catch(() => undefined);
    if (page !== undefined) outputs.set(errorsFile, errorsPage(page, rules));
    for (const { path, text } of generatedFiles(types.output, catalogue, contracts, rules)) {
      outputs.set(`libs/db-types/src/${path}`, text);
    }

    outputs.set(contractFactsFile, JSON.stringify(contractFacts(contracts)));
    step('taking the snapshot of the schema');
    outputs.set('supabase/schema.sql', await snapshotSchema(server, database, signal));
  });
  const texts = await formatted(outputs);
  texts.set(shortPath(checksumsFile), landed.record);

  if (options.flag('check')) {
    // a line comes with the next change: where a migration lands nobody writes one
    const lines = new Set(landed.record.split('\n'));
    const recorded = [...(await readChecksums())].map(
      ([file, digest]) => `${digest}  migrations/${file}`,
    );
    if (recorded.every((line) => lines.has(line))) texts.delete(shortPath(checksumsFile));
    const differing = await compareOutputs(texts);
    if (differing.length > 0) {
      throw new ToolError(`out of step with the migrations:\n${list(differing)}`, {
        next: 'npx nx run db-schema:generate brings them in step; commit what it changes.',
      });
    }
    process.stdout.write(`${styleText('green', '✔')} ${count(texts.size, 'file')} in step\n`);
    return;
  }
  const differing = await compareOutputs(texts);
  await writeOutputs(texts);
  process.stdout.write(
    `${styleText('green', '✔')} ${count(texts.size, 'file')} in step, ${differing.length} changed, ` +
      `in ${seconds(performance.now() - began)}\n${list(differing)}`,
  );
});

function list(files: readonly string[]): string {
  return files.map((file) => `  ${file}\n`).join('');
}
