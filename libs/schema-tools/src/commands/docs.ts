import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { styleText } from 'node:util';
import { count, seconds, ToolError, type CommandContext } from '@parakeet/command-kit';
import {
  configValue,
  readConfig,
  runCommand,
  type ThrowawayServer,
  withClient,
  withThrowaway,
} from '@parakeet/local-supabase';
import { loadContracts } from '../contracts/index.ts';
import { Links } from '../docs/documents/links.ts';
import { readDocuments } from '../docs/documents/read-documents.ts';
import { examplesIn, runExamples } from '../docs/documents/run-examples.ts';
import { deadLinks, withoutSentence } from '../docs/findings.ts';
import { readExamples, withExamples } from '../docs/examples/read-examples.ts';
import { Layouter } from '../docs/layouter.ts';
import type { DocumentedSchema } from '../docs/model.ts';
import { readDocumentedSchema } from '../docs/read-schema.ts';
import { siteOf } from '../docs/site.ts';
import { refuseOtherFolder, writeSite } from '../docs/write-site.ts';
import { contractFacts } from '../facts/contract-facts.ts';
import { describedSchemas } from '../facts/described-schemas.ts';
import { readSeed, type SeedFile } from '../local/seed-files.ts';
import { seed } from '../local/seed.ts';
import { buildThrowaway } from '../migrations/build-database.ts';
import { readMigrationFiles } from '../migrations/migration-files.ts';
import { engineChoice } from '../project/engine-choice.ts';
import { project, shortPath } from '../project/project.ts';
import schema from './docs.schema.json' with { type: 'json' };

const notes = '.parakeet';

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  const folder = resolve(project().root, options.text('out') ?? join(notes, 'docs'));
  const isCheck = options.flag('check');
  if (!isCheck) await refuseOtherFolder(folder);
  const layouter = new Layouter();
  const documents = await readDocuments(project().root, project().docs.chapters ?? {});
  const links = new Links(project().root, documents);
  const { documented, faults } = await withThrowaway(engineChoice(options, step), (server) =>
    readDatabase(server, isCheck ? examplesIn(documents) : undefined, { signal, step }),
  );
  step('drawing');
  const files = await siteOf(documented, documents, { links, layouter });
  await layouter.stop();
  refuse('dead links', deadLinks(files), 'This is a bug in the command: please report it.');
  const [lost, silent] = [links.dead(), withoutSentence(documented)];
  if (isCheck) {
    const examples = 'examples in documents with another result';
    refuse(examples, faults, 'Mend them, or what they show.');
    refuse('dead links in documents', lost, 'Mend them, or what they lead to.');
    refuse('without a sentence', silent, 'Write them in a migration: comment on … is …');
    process.stdout.write(
      `${styleText('green', '✔')} ${inWords(documented)}, each with a sentence, as has each column and each constraint\n`,
    );
    return;
  }
  await writeSite(folder, files);
  await ignoreNotes(folder);
  const what = `${count(files.size, 'file')}, ${Math.ceil(sizeOf(files) / 1024)} KB`;
  process.stdout.write(
    `${styleText('green', '✔')} ${what}, in ${seconds(performance.now() - began)}\n` +
      `  ${inWords(documented)}\n` +
      `  open ${shortPath(join(folder, 'index.html'))}\n`,
  );
  warn(silent.length, 'thing', 'without a sentence');
  warn(lost.length, 'dead link', 'in documents');
});

/**
 * Builds a database of the migrations and reads it. A check runs the examples of documents in it,
 * with the rows of the seed; a site shows examples of these rows.
 */
async function readDatabase(
  server: ThrowawayServer,
  examples: ReturnType<typeof examplesIn> | undefined,
  { signal, step }: Pick<CommandContext, 'signal' | 'step'>,
): Promise<{ documented: DocumentedSchema; faults: string[] }> {
  const migrations = await readMigrationFiles();
  const database = server.databaseName('docs');
  await buildThrowaway(server, database, migrations, {
    signal,
    onMigration: (file) => step(`applying ${file}`),
  });
  step('reading the schema');
  const contracts = contractFacts((await loadContracts(project())).sources);
  const title = await titleOf(project().workdir);
  const url = server.ownerUrl(database);
  const found = await withClient(url, async (client) =>
    readDocumentedSchema(client, await describedSchemas(client), { title, contracts, migrations }),
  );
  if (!examples) {
    step('looking for examples in the seed');
    const values = await withSeed(step, (files) => readExamples(server, database, files, found));
    return { documented: values ? withExamples(found, values) : found, faults: [] };
  }
  step('running the examples of documents');
  await withSeed(step, (files) => seed(url, files));
  const faults = await withClient(url, (client) => runExamples(client, examples));
  return { documented: found, faults };
}

/** Does something with the seed, if there is one. One that fails is for `reset` to tell. */
async function withSeed<Result>(
  step: (text: string) => void,
  use: (files: readonly SeedFile[]) => Promise<Result>,
): Promise<Result | undefined> {
  try {
    const { files } = await readSeed();
    return files.length === 0 ? undefined : await use(files);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    step('no rows for examples, because the seed fails: `reset` says where');
    return undefined;
  }
}

function warn(number: number, what: string, words: string): void {
  if (number === 0) return;
  process.stdout.write(
    `${styleText('yellow', '!')} ${count(number, what)} ${words}; --check lists them\n`,
  );
}

/** The folder of the tools beside a config, which git is not to see. */
async function ignoreNotes(folder: string): Promise<void> {
  const own = resolve(project().root, notes);
  const file = join(own, '.gitignore');
  if (folder.startsWith(own + sep) && !existsSync(file)) await writeFile(file, '*\n');
}

/** The name of a project: what config.toml calls it, or the folder. */
async function titleOf(workdir: string): Promise<string> {
  const id = configValue(await readConfig(workdir), 'project_id');
  return typeof id === 'string' && id !== '' ? id : basename(workdir);
}

function inWords({ tables, functions }: DocumentedSchema): string {
  return `${count(tables.length, 'table')} and ${count(functions.length, 'function')}`;
}

function sizeOf(files: ReadonlyMap<string, string>): number {
  return [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function refuse(what: string, found: readonly string[], next: string): void {
  if (found.length === 0) return;
  throw new ToolError(`${what}:\n${found.map((one) => `  ${one}\n`).join('')}`, { next });
}
