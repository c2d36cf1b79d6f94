import { createInterface } from 'node:readline/promises';
import { basename } from 'node:path';
import { styleText } from 'node:util';
import { serverVersion, ToolError } from '@parakeet/local-supabase';
import { count, runCommand, table } from '../command.ts';
import { readHistory } from '../local/describe.ts';
import { applyMigrations } from '../migrations/build-database.ts';
import { readMigrationFiles } from '../migrations/migration-files.ts';
import { planPush } from '../push/plan.ts';
import { readTarget, withTarget } from '../target/target.ts';
import schema from './push.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { signal, step }) => {
  const target = readTarget(options.text('db-url'), 'push to');
  const files = await readMigrationFiles();
  step(`reading the history of ${target.shown}`);
  const { version, history } = await withTarget(target, async (client) => ({
    version: await serverVersion(client),
    history: await readHistory(client),
  }));
  const plan = planPush(files, history);

  process.stdout.write(
    '\n' +
      table([
        ['target', target.shown],
        ['server', `PostgreSQL ${version}`],
        ['applied', count(history.length, 'migration')],
        ['pending', plan.pending.length === 0 ? 'none' : count(plan.pending.length, 'migration')],
      ]) +
      plan.pending.map(({ path }) => `    ${basename(path)}\n`).join('') +
      plan.remarks.map((remark) => `\n  ${styleText('yellow', 'note')} ${remark}\n`).join('') +
      '\n',
  );
  if (plan.refusals.length > 0) {
    throw new ToolError(
      `nothing was applied:\n${plan.refusals.map((refusal) => `\n  ${refusal}`).join('\n')}`,
    );
  }
  if (plan.pending.length === 0) {
    process.stdout.write(`${styleText('green', '✔')} everything is applied there already\n`);
    return;
  }
  if (options.flag('dry-run')) {
    process.stdout.write('  a dry run: nothing was applied\n');
    return;
  }
  if (!options.flag('yes')) await ask(plan.pending.length, target.database, signal);

  try {
    const applied = await applyMigrations(target.url, files, {
      signal,
      onMigration: (file) => step(`applying ${file}`),
    });
    process.stdout.write(
      `\n${styleText('green', '✔')} applied ${count(applied.length, 'migration')} to ${target.shown}\n`,
    );
  } catch (error) {
    // what the target itself says, whatever happened on the way
    const after = await withTarget(target, readHistory);
    const before = new Set(history.map((migration) => migration.version));
    const applied = after.filter((migration) => !before.has(migration.version));
    const there = new Set(after.map((migration) => migration.version));
    const failing = files.find((file) => !there.has(file.version));
    const partly = failing !== undefined && commitsOnItsWay(failing.text);
    const account = [
      applied.length === 0
        ? `${partly ? 'No migration' : 'Nothing'} was applied${partly ? ' as a whole' : ''}.`
        : `Applied, and staying so: ${applied.map((one) => `${one.version}_${one.name}`).join(', ')}.`,
      partly
        ? 'The failing file has a commit in it: what stands before that stays, if it came so far. ' +
          'Such a file is made to be run again as a whole.'
        : 'The failing file was rolled back.',
    ].join('\n');
    if (!(error instanceof ToolError)) {
      process.stderr.write(`${account}\n`);
      throw error;
    }
    throw new ToolError(error.message, {
      cause: error.cause,
      next: `${account}\n${error.next ?? ''}`.trim(),
    });
  }
});

/** Whether a migration ends a transaction of its own before its end. */
function commitsOnItsWay(text: string): boolean {
  return /^\s*commit\s*;/im.test(text);
}

/** Asks whether to go on. Throws a ToolError when the answer is no, or when nobody can answer. */
async function ask(pending: number, database: string, signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new ToolError('Nothing was applied: there is no terminal to ask in.', {
      next: 'Look at the plan above, and give --yes to apply it, or --dry-run to look only.',
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(
      `Apply ${count(pending, 'migration')} to the database ${database}? [y/N] `,
      { signal },
    );
    if (!/^y(es)?$/i.test(answer.trim())) throw new ToolError('Nothing was applied.');
  } finally {
    terminal.close();
  }
}
