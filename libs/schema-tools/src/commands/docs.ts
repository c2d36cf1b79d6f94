import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { styleText } from 'node:util';
import { count, seconds, ToolError } from '@parakeet/command-kit';
import {
  configValue,
  readConfig,
  runCommand,
  withClient,
  withThrowaway,
} from '@parakeet/local-supabase';
import { loadContracts } from '../contracts/index.ts';
import { deadLinks, withoutComment } from '../docs/findings.ts';
import type { DocumentedSchema } from '../docs/model.ts';
import { readDocumentedSchema } from '../docs/read-schema.ts';
import { siteOf } from '../docs/site.ts';
import { refuseOtherFolder, writeSite } from '../docs/write-site.ts';
import { contractFacts } from '../facts/contract-facts.ts';
import { describedSchemas } from '../facts/described-schemas.ts';
import { buildDatabase } from '../migrations/build-database.ts';
import { readMigrationFiles } from '../migrations/migration-files.ts';
import { engineChoice } from '../project/engine-choice.ts';
import { project, shortPath } from '../project/project.ts';
import schema from './docs.schema.json' with { type: 'json' };

const notes = '.parakeet';

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  const folder = resolve(project().root, options.text('out') ?? join(notes, 'docs'));
  if (!options.flag('check')) await refuseOtherFolder(folder);
  const documented = await withThrowaway(engineChoice(options, step), async (server) => {
    const migrations = await readMigrationFiles();
    const database = server.databaseName('docs');
    await buildDatabase(server, database, migrations, {
      signal,
      onMigration: (file) => step(`applying ${file}`),
    });
    step('reading the schema');
    const contracts = contractFacts((await loadContracts(project())).sources);
    const title = await titleOf(project().workdir);
    return withClient(server.ownerUrl(database), async (client) =>
      readDocumentedSchema(client, await describedSchemas(client), {
        title,
        contracts,
        migrations,
      }),
    );
  });
  step('drawing');
  const files = await siteOf(documented);
  const dead = deadLinks(files);
  const silent = withoutComment(documented);
  const what = `${count(files.size, 'file')}, ${Math.ceil(sizeOf(files) / 1024)} KB`;
  refuse('dead links', dead, 'This is a bug in the command: please report it.');
  if (options.flag('check')) {
    refuse('without a comment', silent, 'Write them in a migration: comment on … is …');
    process.stdout.write(
      `${styleText('green', '✔')} ${inWords(documented)}, each with a comment, as is each column\n`,
    );
    return;
  }
  await writeSite(folder, files);
  await ignoreNotes(folder);
  process.stdout.write(
    `${styleText('green', '✔')} ${what}, in ${seconds(performance.now() - began)}\n` +
      `  ${inWords(documented)}\n` +
      `  open ${shortPath(join(folder, 'index.html'))}\n`,
  );
  if (silent.length > 0) {
    process.stdout.write(
      `${styleText('yellow', '!')} ${count(silent.length, 'thing')} without a comment; --check lists them\n`,
    );
  }
});

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
