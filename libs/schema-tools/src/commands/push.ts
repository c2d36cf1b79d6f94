import { createInterface } from 'node:readline/promises';
import { basename } from 'node:path';
import { styleText } from 'node:util';
import { count, table, ToolError, UsageError } from '@parakeet/command-kit';
import { runCommand, serverVersion } from '@parakeet/local-supabase';
import { readHistory } from '../local/describe.ts';
import { refuseBlanks } from '../migrations/blanks.ts';
import { readMigrationFiles, skippedFiles } from '../migrations/migration-files.ts';
import { checkTarget } from '../push/check-target.ts';
import { planPush } from '../push/plan.ts';
import { pushAll } from '../push/push-all.ts';
import { applicationName, lockPush } from '../push/push-lock.ts';
import { breaksInWords } from '../push/transactions-in-words.ts';
import { closeClient, connectTarget, readTarget } from '../target/target.ts';
import schema from './push.schema.json' with { type: 'json' };

/** How long a statement waits for a lock, and with it everybody who comes after it. */
const usualLockTimeout = '3s';

await runCommand(schema, async (options, { signal, step, lastWords }) => {
  const target = readTarget(options.text('db-url'), 'push to');
  const lockTimeout = readDuration('lock-timeout', options.text('lock-timeout'), usualLockTimeout);
  const files = await readMigrationFiles();
  for (const note of await skippedFiles()) step(note);
  refuseBlanks(files);
  // a session whose client is gone ends within a second, even in the middle of a statement
  const settings = `-c lock_timeout=${lockTimeout} -c client_connection_check_interval=1s`;
  step(`reading the history of ${target.shown}`);
  const { client, encrypted } = await connectTarget(target, {
    application: applicationName(),
    settings,
  });
  try {
    const version = await serverVersion(client);
    await checkTarget(client, target, lockTimeout);
    if (!options.flag('dry-run')) {
      await lockPush(client, { wait: !options.flag('no-wait'), signal, step });
    }
    const history = await readHistory(client);
    const plan = planPush(files, history);
    process.stdout.write(
      '\n' +
        table([
          ['target', target.shown],
          ['server', `PostgreSQL ${version}`],
          ['connection', encrypted ? 'encrypted' : 'not encrypted'],
          ['applied', count(history.length, 'migration')],
          ['pending', plan.pending.length === 0 ? 'none' : count(plan.pending.length, 'migration')],
        ]) +
        plan.pending.map(({ path }) => `    ${basename(path)}\n`).join(''),
    );
    const remarks = [...plan.remarks, ...(await breaksInWords(plan.pending))];
    process.stdout.write(
      remarks.map((remark) => `\n  ${styleText('yellow', 'note')} ${remark}\n`).join('') + '\n',
    );
    if (plan.refusals.length > 0) {
      throw new ToolError(
        `refused, and nothing was sent:\n${plan.refusals.map((refusal) => `\n  ${refusal}`).join('\n')}`,
      );
    }
    if (plan.pending.length === 0) {
      process.stdout.write(`${styleText('green', '✔')} every migration is applied there\n`);
      return 0;
    }
    if (options.flag('dry-run')) {
      process.stdout.write('  a dry run: nothing was sent\n');
      return 0;
    }
    if (!options.flag('yes')) await ask(plan.pending.length, target.database, signal);
    const lockTimeoutMs = milliseconds(lockTimeout);
    const session = { target, client, encrypted, lockTimeoutMs, settings, signal, step };
    return await pushAll(session, files, plan, lastWords);
  } finally {
    await closeClient(client);
  }
});

/** A duration in Postgres's words, with its unit: `3s`, `500ms`; `0` for none. */
function readDuration(name: string, text: string | undefined, usual: string): string {
  if (text === undefined) return usual;
  if (/^(0|\d{1,7}(ms|s|min))$/.test(text)) return text;
  throw new UsageError(`--${name}=${text} is not a duration.`, {
    next: 'Give a whole number with its unit, such as 3s, 500ms or 1min; 0 waits without an end.',
  });
}

function milliseconds(duration: string): number {
  const [, number = '0', unit = 'ms'] = /^(\d+)(ms|s|min)?$/.exec(duration) ?? [];
  return Number(number) * ({ s: 1000, min: 60_000 }[unit] ?? 1);
}

/** Asks whether to go on. Throws a ToolError when the answer is no, or when nobody can answer. */
async function ask(pending: number, database: string, signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new ToolError('Nothing was sent: there is no terminal to ask in.', {
      next: 'Look at the plan above, and give --yes to apply it, or --dry-run to look only.',
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(
      `Apply ${count(pending, 'migration')} to the database ${database}? [y/N] `,
      { signal },
    );
    if (!/^y(es)?$/i.test(answer.trim())) throw new ToolError('Nothing was sent.');
  } finally {
    terminal.close();
  }
}
