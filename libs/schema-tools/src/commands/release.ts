import { styleText } from 'node:util';
import { commandLine, UsageError } from '@parakeet/command-kit';
import { createEmptyDatabase, runCommand, withThrowaway } from '@parakeet/local-supabase';
import { factsOf } from '../breaking/history.ts';
import { retireRelease, writeRelease } from '../breaking/releases.ts';
import { readSurroundings } from '../breaking/surroundings.ts';
import { refuseBlanks } from '../migrations/blanks.ts';
import { readMigrationFiles } from '../migrations/migration-files.ts';
import { engineChoice } from '../project/engine-choice.ts';
import { shortPath } from '../project/project.ts';
import schema from './release.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { step }) => {
  const [name, retire] = [options.text('name'), options.text('retire')];
  if ((name === undefined) === (retire === undefined)) {
    throw new UsageError('Give one of --name= and --retire=.', {
      next: 'Use --name=1.4.0 when a version goes out, and --retire=1.4.0 when nobody uses it.',
    });
  }
  if (retire !== undefined) {
    process.stdout.write(
      `${styleText('green', '✔')} ${shortPath(await retireRelease(retire))}: retired\n`,
    );
    return;
  }
  if (name === undefined || !/^[\w][\w.-]{0,99}$/.test(name)) {
    throw new UsageError(`--name=${name} is no name for a release.`, {
      next: 'Use letters, digits, points, - and _: --name=1.4.0',
    });
  }
  const files = await readMigrationFiles();
  refuseBlanks(files);
  const surroundings = await readSurroundings();
  await withThrowaway(engineChoice(options, step), async (server) => {
    const url = await createEmptyDatabase(server, server.databaseName('release'));
    const path = await writeRelease({
      name,
      retired: false,
      migrations: files.map(({ version }) => version),
      facts: await factsOf(url, files, surroundings),
    });
    process.stdout.write(
      `${styleText('green', '✔')} ${shortPath(path)}\n\n` +
        `  ${commandLine('breaking')} --against=released   judges later changes against it\n`,
    );
  });
});
