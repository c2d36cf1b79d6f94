import { readFile } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { styleText } from 'node:util';
import { commandLine, count, seconds, ToolError } from '@parakeet/command-kit';
import { runCommand, withClient, withThrowaway } from '@parakeet/local-supabase';
import { loadContracts } from '../contracts/index.ts';
import { requireDescribedSchemas } from '../facts/described-schemas.ts';
import { contractFacts, contractFactsName } from '../facts/contract-facts.ts';
import { readCatalogue } from '../generate/catalogue/read-catalogue.ts';
import type { RegisteredContracts } from '../generate/model.ts';
import { formatted } from '../generate/format.ts';
import {
  compareOutputs,
  refuseOwnFiles,
  writeOutputs,
  type Differing,
} from '../generate/outputs.ts';
import { snapshotSchema } from '../generate/snapshot.ts';
import { differingVocabularies, vocabulariesOf } from '../generate/vocabularies.ts';
import { errorsPage } from '../generate/writers/errors-page.ts';
import { generatedFiles } from '../generate/writers/generated-files.ts';
import { readAllowances } from '../migrations/allowances.ts';
import { buildThrowaway } from '../migrations/build-database.ts';
import { checksumsFile } from '../migrations/checksums.ts';
import { readLanded } from '../migrations/landed.ts';
import { readMigrationFiles } from '../migrations/migration-files.ts';
import { askCliTypes } from '../supabase-cli/cli-types.ts';
import { engineChoice } from '../project/engine-choice.ts';
import { project, shortPath } from '../project/project.ts';
import schema from './generate.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  await refuseOwnFiles();
  const migrations = await readMigrationFiles();
  const landed = await readLanded(migrations);
  const lost = [
    ...landed.edited.map((file) => `${file} was edited`),
    ...landed.removed.map((file) => `${file} was removed`),
  ];
  if (lost.length > 0) {
    throw new ToolError(`landed migrations were changed (by ${landed.by}): ${lost.join(', ')}`, {
      next: 'A landed migration is never edited: restore it, and make a new one.',
    });
  }

  const { supabase: supabaseFolder, types: typesFolder, importEnding, ...here } = project();
  const contracts = await loadContracts(project());

  const outputs = new Map<string, string>();
  const notes: string[] = [];
  await withThrowaway(engineChoice(options, step), async (server) => {
    const database = server.databaseName('generate');
    await buildThrowaway(server, database, migrations, {
      signal,
      onMigration: (file) => step(`applying ${file}`),
    });
    const url = server.ownerUrl(database);

    step('asking for the types, and for the schema as SQL');
    const { schemas, catalogue, rules } = await withClient(url, async (client) => {
      const exposed = await requireDescribedSchemas(client);
      return { schemas: exposed, ...(await readCatalogue(client, exposed)) };
    });
    // each is a start of the Supabase CLI, which mostly computes
    const [cliTypes, snapshot] = await Promise.all([
      askCliTypes(url, schemas, signal),
      snapshotSchema(server, database, signal),
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
      throw new ToolError(`a vocabulary differs between places:\n${list(differing)}`, {
        next:
          'Make the lists of the contract and the CHECK equal. If they should differ, write\n' +
          '-- allow: vocabulary public.<table>.<column>: <why>\nat the beginning of a migration.',
      });
    }
    if (here.errorsPage !== undefined) {
      const file = shortPath(here.errorsPage);
      outputs.set(file, errorsPage(await readFile(here.errorsPage, 'utf8'), rules, file));
    }
    const fixtures = here.fixtures && fromTypes(here.fixtures);
    const generated = generatedFiles({
      cliTypes,
      catalogue,
      rules,
      schemas,
      contracts: importedFrom(contracts),
      requireContracts: here.requireContracts,
      ...(fixtures === undefined ? {} : { fixtures }),
    });
    notes.push(...generated.notes);
    for (const file of generated.files) {
      outputs.set(posix.join(shortPath(typesFolder), file.path), file.text(importEnding));
    }

    outputs.set(
      shortPath(join(supabaseFolder, contractFactsName)),
      JSON.stringify(contractFacts(contracts.sources)),
    );
    outputs.set(shortPath(join(supabaseFolder, 'schema.sql')), snapshot);
  });
  const texts = await formatted(outputs);
  texts.set(shortPath(checksumsFile()), landed.record);

  if (options.flag('check')) {
    // nobody writes a line for a migration as it lands
    if (landed.keepsRecord) texts.delete(shortPath(checksumsFile()));
    const differing = linesOf(await compareOutputs(texts));
    if (differing.length > 0) {
      throw new ToolError(`out of step with the migrations:\n${list(differing)}`, {
        next: `${commandLine('generate')} updates them; commit the changes.`,
      });
    }
    process.stdout.write(`${styleText('green', '✔')} ${count(texts.size, 'file')} in step\n`);
    return;
  }
  const differing = await compareOutputs(texts);
  await writeOutputs(texts, differing);
  const { changed, removed } = differing;
  process.stdout.write(
    `${styleText('green', '✔')} ${count(texts.size, 'file')} in step, ${changed.length} changed, ` +
      (removed.length === 0 ? '' : `${removed.length} removed, `) +
      `in ${seconds(performance.now() - began)}\n${list(linesOf(differing))}`,
  );
  for (const note of notes) process.stdout.write(`${styleText('yellow', '!')} ${note}\n`);
});

/** A path relative to the folder of generated files. */
function fromTypes(path: string): string {
  return relative(project().types, path).split(sep).join('/');
}

/** The contracts, with the paths that generated files import. */
function importedFrom({ columns, domains }: RegisteredContracts): RegisteredContracts {
  const moved = (contracts: RegisteredContracts['columns']) =>
    new Map(
      Array.from(contracts, ([place, contract]) => {
        const file = fromTypes(join(project().root, contract.file));
        return [place, { ...contract, file }] as const;
      }),
    );
  return { columns: moved(columns), domains: moved(domains) };
}

function linesOf({ changed, removed }: Differing): string[] {
  return [...changed, ...removed.map((file) => `${file} (no longer generated)`)];
}

function list(files: readonly string[]): string {
  return files.map((file) => `  ${file}\n`).join('');
}
