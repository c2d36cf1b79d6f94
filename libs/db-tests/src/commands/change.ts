import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { styleText } from 'node:util';
import {
  git,
  nodeEnvironment,
  nodeParameters,
  seconds,
  ToolError,
  toolsRoot,
} from '@parakeet/command-kit';
import { runCommand } from '@parakeet/local-supabase';
import { readLanded, readMigrationFiles } from '@parakeet/schema-tools';
import schema from './change.schema.json' with { type: 'json' };

/** The proofs of a single migration, in `src`. */
const proofs = [
  'accounts',
  'contracts/checks.test.ts',
  'integrity',
  'migrations/migrations.test.ts',
  'rows',
  'security',
  'seed',
  'specification/specification.test.ts',
  'upgrade/upgrades.test.ts',
];

const project = join(toolsRoot, 'libs/db-tests');
const command = (name: string) => join(toolsRoot, `libs/schema-tools/src/commands/${name}.ts`);

await runCommand(schema, async (_, { signal, step }) => {
  const began = performance.now();
  const before = await readDrafts();
  // an edited function has no draft yet
  const hasFunctions =
    before.drafts.some(({ text }) => /\bfunction\b/i.test(text)) ||
    (await differs(before.landed.by, 'supabase/routines'));
  if (hasFunctions) await run(command('functions'), [], nodeParameters, signal);
  const { drafts: files, landed } = hasFunctions ? await readDrafts() : before;
  const drafts = files.map(({ path }) => basename(path));
  if (drafts.length === 0) {
    process.stdout.write(
      `there is no draft: every migration has landed, by ${landed.by}. ` +
        '`npm test` proves all of them.\n',
    );
    return;
  }
  step(`${drafts.join(', ')}, not on ${landed.by} yet`);
  await run(command('generate'), [], nodeParameters, signal);
  await run(command('lint'), [], nodeParameters, signal);
  const manifest = createRequire(import.meta.url).resolve('vitest/package.json');
  await run(
    join(dirname(manifest), 'vitest.mjs'),
    ['run', ...proofs.map((proof) => `src/${proof}`)],
    [],
    signal,
    { PARAKEET_UPGRADES: 'drafts', PARAKEET_TEST_RESULTS: 'change' },
  );
  const folders = (await readdir(join(project, 'src'), { withFileTypes: true })).filter((entry) =>
    entry.isDirectory(),
  );
  const left = folders
    .map(({ name }) => name)
    .filter((name) => !proofs.some((proof) => proof === name || proof.startsWith(`${name}/`)));
  process.stdout.write(
    `${styleText('green', '✔')} proved in ${seconds(performance.now() - began)}\n` +
      (hasFunctions ? '' : 'skipped: the functions, since no draft and no file has a new one\n') +
      'skipped: the upgrades by migrations that have landed, which the drafts do not change\n' +
      'skipped: the tests of the proofs themselves, in the folders of those that ran\n' +
      `skipped, since they judge more than the migration: ${left.join(', ')}; \`npm test\` runs them\n`,
  );
});

/** The migrations that have not landed. */
async function readDrafts() {
  const migrations = await readMigrationFiles();
  const landed = await readLanded(migrations);
  return { landed, drafts: migrations.filter(({ path }) => !landed.files.has(basename(path))) };
}

/** Whether a folder differs from a branch; also true if git cannot tell. */
async function differs(branch: string, folder: string): Promise<boolean> {
  try {
    await git(['diff', '--quiet', branch, '--', folder]);
    return (await git(['ls-files', '--others', '--exclude-standard', '--', folder])) !== '';
  } catch {
    return true;
  }
}

/** Runs a Node script in the folder of the tests, with our own output. */
async function run(
  script: string,
  parameters: readonly string[],
  before: readonly string[],
  signal: AbortSignal,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const child = spawn(process.execPath, [...before, script, ...parameters], {
    cwd: project,
    stdio: 'inherit',
    signal,
    killSignal: 'SIGINT',
    env: { ...process.env, ...nodeEnvironment, ...environment },
  });
  const [code] = (await once(child, 'close')) as (number | null)[];
  if (code !== 0) {
    throw new ToolError(
      `the change is not complete: ${basename(script)} found what is written above`,
    );
  }
}
