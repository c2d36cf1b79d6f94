import { basename } from 'node:path';
import { styleText } from 'node:util';
import { count, table, ToolError, UsageError } from '@parakeet/command-kit';
import { runCommand, serverVersion } from '@parakeet/local-supabase';
import { readHistory } from '../local/describe.ts';
import { refuseBlanks } from '../migrations/blanks.ts';
import { readMigrationFiles, skippedFiles } from '../migrations/migration-files.ts';
import { engineChoice } from '../project/engine-choice.ts';
import { project } from '../project/project.ts';
import { readCatalogue } from '../push/catalogue.ts';
import { checkTarget } from '../push/check-target.ts';
import { confirm } from '../target/confirm.ts';
import { openTarget } from '../push/open-target.ts';
import { findPending } from '../push/pending.ts';
import { readAllowed, requireAllowed, unusedAllowed, withAllowed } from '../push/plan/allow.ts';
import { makePlan } from '../push/plan/make-plan.ts';
import {
  plannedFiles,
  readPlan,
  requireUnchanged,
  schemaDigest,
  writePlan,
} from '../push/plan/plan-file.ts';
import type { Plan } from '../push/plan/plan.ts';
import { planInWords } from '../push/plan/report.ts';
import { pushAll } from '../push/push-all.ts';
import { lockPush } from '../push/push-lock.ts';
import { breaksInWords } from '../push/transactions-in-words.ts';
import { chooseTarget, closeClient } from '../target/target.ts';
import schema from './push.schema.json' with { type: 'json' };

/** How long a statement waits for a lock. Later sessions wait behind it. */
const usualLockTimeout = '3s';
/** The units of a duration, in milliseconds. */
const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 };

await runCommand(schema, async (options, { signal, step, lastWords }) => {
  const given = { name: options.text('target'), url: options.text('db-url') };
  const target = chooseTarget(given, 'push to', project().targets);
  const lockTimeout = options.text('lock-timeout') ?? usualLockTimeout;
  const lockTimeoutMs = readDuration('lock-timeout', lockTimeout);
  const isDry = options.flag('dry-run');
  const isJson = options.oneOf('output-format', ['text', 'json']) === 'json';
  const choice = options.flag('no-observe') ? undefined : engineChoice(options, step);
  const allowed = readAllowed(options.texts('allow'));
  const planFile = options.text('plan');
  const obeyed = planFile !== undefined && !isDry ? await readPlan(planFile) : undefined;
  const files = await readMigrationFiles();
  for (const note of await skippedFiles()) step(note);
  refuseBlanks(files);
  const print = (text: string) => isJson || process.stdout.write(text);
  // a session without its client ends within a second, even during a statement
  const settings = `-c lock_timeout=${lockTimeout} -c client_connection_check_interval=1s`;
  step(`reading the history of ${target.shown}`);
  const { client, encrypted, keepsSettings } = await openTarget(target, settings, lockTimeout);
  if (!keepsSettings) step('the pooler drops settings, so push enforces the lock timeout itself');
  try {
    const version = await serverVersion(client);
    await checkTarget(client, target);
    if (!isDry) await lockPush(client, { wait: !options.flag('no-wait'), signal, step });
    const history = await readHistory(client);
    const found = findPending(files, history);
    const { pending } = found;
    print(
      '\n' +
        table([
          ...(target.name === undefined ? [] : ([['name', target.name]] as const)),
          ['target', target.shown],
          ['server', `PostgreSQL ${version}`],
          ['connection', encrypted ? 'encrypted' : 'not encrypted'],
          ['applied', count(history.length, 'migration')],
          ['pending', pending.length === 0 ? 'none' : count(pending.length, 'migration')],
        ]) +
        pending.map(({ path }) => `    ${basename(path)}\n`).join(''),
    );
    const remarks = [...found.remarks, ...(await breaksInWords(pending))];
    print(
      remarks.map((remark) => `\n  ${styleText('yellow', 'note')} ${remark}\n`).join('') + '\n',
    );
    if (found.refusals.length > 0) {
      throw new ToolError(
        'refused, and nothing was sent:\n' +
          found.refusals.map((refusal) => `\n  ${refusal}`).join('\n'),
      );
    }
    const digest = schemaDigest(await readCatalogue(client));
    let plan: Plan;
    if (obeyed) {
      const now = { target: target.shown, applied: history.map((one) => one.version) };
      requireUnchanged(obeyed, { ...now, files: plannedFiles(pending), schema: digest });
      const { findings } = obeyed.plan;
      plan = { ...obeyed.plan, findings: withAllowed(findings, allowed, pending) };
    } else {
      plan = await makePlan({
        client,
        target,
        history,
        files,
        pending,
        allowed,
        signal,
        step,
        choice,
      });
    }
    print(planInWords(plan));
    if (isJson) process.stdout.write(`${JSON.stringify(plan)}\n`);
    for (const one of unusedAllowed(plan.findings, allowed)) {
      step(`nothing needs --allow='${one.rule} ${one.object}: …'`);
    }
    if (isDry && planFile !== undefined) {
      await writePlan(planFile, plan, digest);
      step(`the plan is in ${planFile}; this runs it: --plan=${planFile}`);
    }
    requireAllowed(plan);
    if (pending.length === 0) {
      print(`${styleText('green', '✔')} every migration is applied there\n`);
      return 0;
    }
    if (isDry) {
      print('  a dry run: nothing was sent\n');
      return 0;
    }
    if (!options.flag('yes')) {
      await confirm(`Apply ${count(pending.length, 'migration')} to`, target, signal);
    }
    const session = {
      target,
      client,
      encrypted,
      lockTimeoutMs,
      settings,
      keepsSettings,
      signal,
      step,
    };
    return await pushAll(session, files, found, { lastWords, plan, isJson, choice });
  } finally {
    await closeClient(client);
  }
});

/** The milliseconds of a duration in Postgres's notation: `3s`, `500ms`; `0` for no limit. */
function readDuration(name: string, text: string): number {
  if (text === '0') return 0;
  const [, number, unit = ''] = /^(\d{1,7})(ms|s|min)$/.exec(text) ?? [];
  const ms = unitsMs[unit];
  if (ms !== undefined) return Number(number) * ms;
  throw new UsageError(`--${name}=${text} is not a duration.`, {
    next: 'Give a whole number with its unit, such as 3s, 500ms or 1min; 0 waits forever.',
  });
}
