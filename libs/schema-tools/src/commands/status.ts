import { styleText } from 'node:util';
import pg from 'pg';
import { commandLine, count, table, ToolError } from '@parakeet/command-kit';
import { chooseEngine, runCommand, type Server, withClient } from '@parakeet/local-supabase';
import { addressOf, describeDatabase, readHistory } from '../local/describe.ts';
import { readSeed } from '../local/seed-files.ts';
import { compareSeed } from '../local/seed.ts';
import { adviceForExtension } from '../migrations/advice.ts';
import { compareFiles } from '../migrations/file-changes.ts';
import { readMigrationFiles, skippedFiles } from '../migrations/migration-files.ts';
import { engineChoice } from '../project/engine-choice.ts';
import schema from './status.schema.json' with { type: 'json' };

await runCommand(schema, async (options) => {
  const engine = chooseEngine(engineChoice(options));
  const status = await engine.status();
  if (!status.running) {
    process.stdout.write(
      `${styleText('yellow', '■')} not running (${status.engine}, ${status.location})\n\n` +
        `  ${commandLine('start')}   starts it with the data it had\n` +
        `  ${commandLine('reset')}   starts it with a fresh database\n`,
    );
    return 1;
  }
  const files = await readMigrationFiles();
  const { files: seeds } = await readSeed();
  const server = await engine.start();
  const [found, history, seedChanges] = await look(server, (url) =>
    Promise.all([
      describeDatabase(url),
      withClient(url, readHistory),
      withClient(url, (client) => compareSeed(client, seeds)),
    ]),
  );
  const { pending, changed, remarks } = compareFiles(files, history);
  const inStep = pending.length + changed.length + seedChanges.length === 0;
  process.stdout.write(
    `${inStep ? styleText('green', '✔') : styleText('yellow', '■')} running\n\n` +
      table([
        ['engine', `PostgreSQL ${server.version}, ${server.engine}`],
        ['address', addressOf(server)],
        ['data', status.location],
        ['migrations', `${history.length} applied, ${pending.length} pending`],
        [
          'tables',
          `${found.tables}, ${count(found.policies, 'policy')}, ${count(found.rows, 'row')}`,
        ],
      ]) +
      list('not compared', [...remarks, ...(await skippedFiles())]),
  );
  if (inStep) return 0;
  process.stdout.write(
    (pending.length === 0 ? '' : `\n  pending: ${pending.join(', ')}\n`) +
      list('changed since they were applied', changed) +
      list('changed since it was seeded', seedChanges) +
      `\n  ${commandLine('reset')} applies the current files to a fresh database\n` +
      (changed.length === 0
        ? ''
        : '  A landed migration is never edited: restore it (git log shows it), and make a new one\n' +
          '  for the change.\n'),
  );
  return 1;
});

/** A heading, and a paragraph for each entry; empty without entries. */
function list(heading: string, entries: readonly string[]): string {
  if (entries.length === 0) return '';
  return `\n  ${heading}\n${entries.map((entry) => `    ${entry.replaceAll('\n', '\n    ')}\n`).join('')}`;
}

/** Reads the served database. An error of Postgres becomes a sentence. */
async function look<Found>(server: Server, read: (url: string) => Promise<Found>): Promise<Found> {
  try {
    return await read(server.adminUrl(server.database));
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError)) throw cause;
    const { message, code = '' } = cause;
    throw new ToolError(
      `The database at ${addressOf(server)} cannot be read: ${message} (SQLSTATE ${code}).`,
      {
        cause,
        next: adviceForExtension(message) ?? `${commandLine('reset')} rebuilds it completely.`,
      },
    );
  }
}
