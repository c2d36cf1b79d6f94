import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { styleText } from 'node:util';
import { commandLine, count, seconds, table, ToolError } from '@parakeet/command-kit';
import { runCommand, withClient, withThrowaway } from '@parakeet/local-supabase';
import {
  functionsIn,
  functionsMigration,
  isFunctionsMigration,
  planFunctions,
  readFunctionFiles,
  type FunctionChange,
} from '../functions/index.ts';
import { migrationNameFor, shortFunctionPath } from '../functions/function-path.ts';
import { readAllowances } from '../migrations/allowances.ts';
import { refuseBlanks } from '../migrations/blanks.ts';
import { buildThrowaway } from '../migrations/build-database.ts';
import { readLanded } from '../migrations/landed.ts';
import { readMigrationFiles, type MigrationFile } from '../migrations/migration-files.ts';
import {
  replaceMigration,
  requireMigrationName,
  writeMigration,
} from '../migrations/new-migration.ts';
import { tryMigration } from '../migrations/try-migration.ts';
import { withWorkdir } from '../supabase-cli/workdir.ts';
import { engineChoice } from '../project/engine-choice.ts';
import { shortPath } from '../project/project.ts';
import schema from './functions.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  const given = options.text('name');
  if (given !== undefined) requireMigrationName(given);
  const files = await readFunctionFiles();
  refuseBlanks(files);
  const migrations = await readMigrationFiles();
  const say = (words: string) =>
    process.stdout.write(
      `${styleText('green', '✔')} ${words}, in ${seconds(performance.now() - began)}\n`,
    );
  const onMigration = (file: string) => step(`applying ${file}`);
  await withThrowaway(engineChoice(options, step), async (server) => {
    const database = server.databaseName('functions');
    const url = server.ownerUrl(database);
    const planAfter = async (applied: readonly MigrationFile[]) => {
      await withWorkdir(applied, '', (workdir) =>
        buildThrowaway(server, database, applied, { workdir, signal, onMigration }),
      );
      return withClient(url, (client) => planFunctions(client, files));
    };
    if (options.flag('check')) {
      const changes = await planAfter(migrations);
      if (changes.length > 0) {
        throw new ToolError(
          `the migrations are out of step with the files of functions:\n${describe(changes)}`,
          {
            next:
              `${commandLine('functions')} writes the missing migration.\n` +
              'To keep a function, give it a file: supabase/routines/<schema>/<name>.sql',
          },
        );
      }
      say(`${count(files.length, 'function')} in step`);
      return;
    }
    const landed = await readLanded(migrations);
    const drafts = migrations.filter(({ path }) => !landed.files.has(basename(path)));
    const own = drafts.filter(({ text }) => isFunctionsMigration(text));
    const { replaced, changes } = await planWithout(own, migrations, planAfter);
    refuseByHand(
      changes,
      drafts.filter((draft) => !own.includes(draft)),
    );
    const last = replaced.at(-1);
    // a name chosen by a person stays
    const isNamed = last && last.name !== migrationNameFor(functionsIn(last.text));
    const derived = migrationNameFor(changes.map((change) => change.name));
    const name = given ?? (isNamed ? last.name : derived);
    const text = functionsMigration(changes, allowancesOf(replaced));
    if (changes.length === 0 || (replaced.length === 1 && last?.text === text)) {
      const isLeft = changes.length > 0;
      if (!isLeft) for (const { path } of replaced) await rm(path);
      const gone = isLeft ? [] : replaced.map(({ path }) => `; removed ${shortPath(path)}`);
      say(`${count(files.length, 'function')} in step${gone.join('')}`);
      return;
    }
    const kept = migrations.filter((file) => !replaced.includes(file));
    // a draft without a later migration keeps its version
    const isNewest = last !== undefined && last === migrations.at(-1);
    const version = isNewest ? last.version : undefined;
    const draft = { name, text, version };
    const failure = await tryMigration(url, kept, draft, { signal, onMigration });
    if (failure) {
      throw new ToolError(`The migration for the functions is refused.\n${failure.message}`, {
        next: 'No file was written. Add what a function needs, or drop what uses it, in a migration.',
        cause: failure,
      });
    }
    const left = await withClient(url, (client) => planFunctions(client, files));
    if (left.length > 0) {
      throw new ToolError(
        `The migration for the functions would leave differences:\n${describe(left)}`,
        {
          next: 'No file was written. Change the owner of a function by hand, in a migration.',
        },
      );
    }
    for (const { path } of replaced) await rm(path);
    const file = isNewest
      ? await replaceMigration(last, name, text)
      : await writeMigration(name, text);
    say(shortPath(file));
    process.stdout.write(
      `${describe(changes)}\n  ${commandLine('generate')}   updates the generated files\n`,
    );
  });
});

/**
 * Plans as if this command's drafts did not exist. If a later migration needs one of them, only the
 * drafts after it are left out.
 */
async function planWithout(
  own: readonly MigrationFile[],
  migrations: readonly MigrationFile[],
  planAfter: (applied: readonly MigrationFile[]) => Promise<FunctionChange[]>,
): Promise<{ replaced: readonly MigrationFile[]; changes: readonly FunctionChange[] }> {
  const without = async (replaced: readonly MigrationFile[]) => ({
    replaced,
    changes: await planAfter(migrations.filter((file) => !replaced.includes(file))),
  });
  const newest = own.filter((draft) => draft === migrations.at(-1));
  if (newest.length === own.length) return without(own);
  return without(own).catch(() => without(newest));
}

/** Refuses to undo a function that a handwritten migration changed, because its file differs. */
function refuseByHand(changes: readonly FunctionChange[], drafts: readonly MigrationFile[]): void {
  for (const { name, text } of changes) {
    const making = new RegExp(
      `^\\s*create\\s+(?:or\\s+replace\\s+)?function\\s+${name.replace('.', '\\s*\\.\\s*')}\\s*\\(`,
      'im',
    );
    const draft = drafts.find((one) => making.test(one.text));
    if (!draft) continue;
    const file = shortFunctionPath(name);
    throw new ToolError(
      `${shortPath(draft.path)} makes ${name}, and ${file} ` +
        (text === undefined ? 'is not there.' : 'says something else.'),
      { next: `Move the function into ${file}, and run this again: it writes the migration.` },
    );
  }
}

/** Text that a person added to the replaced drafts. */
function allowancesOf(drafts: readonly MigrationFile[]): string[] {
  return drafts
    .flatMap(readAllowances)
    .map(({ rule, object, reason }) => `-- allow: ${rule} ${object}: ${reason}`);
}

function describe(changes: readonly FunctionChange[]): string {
  return table(
    changes.map(({ name, differs, text }) => [
      name,
      text === undefined ? `dropped: there is no ${shortFunctionPath(name)}` : differs.join(', '),
    ]),
  );
}
