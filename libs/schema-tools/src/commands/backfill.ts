import { styleText } from 'node:util';
import { count, seconds, table, ToolError, UsageError } from '@parakeet/command-kit';
import { runCommand } from '@parakeet/local-supabase';
import type pg from 'pg';
import { countLeft, findTable, type BackfilledTable } from '../backfill/backfilled-table.ts';
import { readBackfills, type BackfillFile } from '../backfill/backfill-file.ts';
import { lockBackfill } from '../backfill/lock-backfill.ts';
import { runBackfill, type Done, type Pace } from '../backfill/run-backfill.ts';
import { readHistory } from '../local/describe.ts';
import { project } from '../project/project.ts';
import { confirm } from '../target/confirm.ts';
import { showProgress } from '../target/progress.ts';
import { chooseTarget, withTarget } from '../target/target.ts';
import schema from './backfill.schema.json' with { type: 'json' };

/** The most passes over the table, for new rows behind the current key. */
const mostPasses = 3;

interface Work {
  readonly file: BackfillFile;
  readonly found: BackfilledTable;
  /** Remaining rows; undefined if the count took too long. */
  readonly left: number | undefined;
}

await runCommand(schema, async (options, { signal, step }) => {
  const given = { name: options.text('target'), url: options.text('db-url') };
  const target = chooseTarget(given, 'change rows of', project().targets);
  const isJson = options.oneOf('output-format', ['text', 'json']) === 'json';
  const most = 3_600_000;
  const pace: Pace = {
    batchMs: options.wholeNumber('batch-time', 1, most) ?? 100,
    pauseMs: options.wholeNumber('pause', 0, most),
    lockTimeoutMs: options.wholeNumber('lock-timeout', 1, most) ?? 300,
  };
  const files = chosen(await readBackfills(), options.text('name'));
  const print = (text: string) => isJson || process.stdout.write(text);
  return withTarget(
    target,
    async (client) => {
      step(`looking at ${target.shown}`);
      await lockBackfill(client);
      const applied = new Set((await readHistory(client)).map(({ version }) => version));
      const works: Work[] = [];
      for (const file of files) {
        if (!applied.has(file.version)) {
          throw new ToolError(`${file.name}: the migration ${file.version} is not applied there.`, {
            next: 'Push first: a backfill changes rows for a migration that is applied.',
          });
        }
        const found = await findTable(client, file);
        step(`${file.name}: counting the rows still to change`);
        works.push({ file, found, left: await countLeft(client, found, file) });
      }
      const open = works.filter(({ left }) => left !== 0);
      const leftOf = ({ left, found }: Work) =>
        left === undefined
          ? `more than could be counted in 20 s, of about ${found.estimatedRows} rows`
          : `${count(left, 'row')} to change`;
      print(
        `\n${table([['target', target.shown], ...works.map((one) => [one.file.name, leftOf(one)] as const)])}\n`,
      );
      const isDry = options.flag('dry-run');
      if (isJson && (isDry || open.length === 0))
        works.forEach(({ file, left }) => jsonLine(file, noneDone(), left));
      if (open.length === 0) {
        print(`${styleText('green', '✔')} no row is left to change\n`);
        return 0;
      }
      if (isDry) {
        print('  a dry run: nothing was sent\n');
        return 0;
      }
      if (!options.flag('yes')) {
        await confirm('Change these rows of', target, signal);
      }
      let isWhole = true;
      for (const work of open) {
        const { done, left } = await carryOut(client, work, pace, { signal, step });
        if (isJson) jsonLine(work.file, done, left);
        isWhole &&= left === 0;
        const mark = left === 0 ? styleText('green', '✔') : styleText('red', '✘');
        print(
          `${mark} ${work.file.name}: ${doneInWords(done)}; ${left ?? 'an unknown number'} left\n`,
        );
      }
      return isWhole ? 0 : 1;
    },
    // a batch may wait as long as necessary; the operating system notices a lost network
    { application: 'parakeet backfill', queryTimeoutMs: 0 },
  );
});

function chosen(files: readonly BackfillFile[], name: string | undefined): readonly BackfillFile[] {
  const known =
    files.length === 0
      ? 'supabase/backfills has none.'
      : `There are ${files.map((one) => one.name).join(', ')}.`;
  if (name === undefined) {
    if (files.length > 0) return files;
    throw new ToolError('There is no backfill.', {
      next: 'Write one into supabase/backfills: <version>_<name>.sql',
    });
  }
  const found = files.filter((one) => one.name === name);
  if (found.length === 0) throw new UsageError(`--name=${name} is not known.`, { next: known });
  return found;
}

/** Passes over the table until no rows remain, and reports the final count. */
async function carryOut(
  client: pg.ClientBase,
  { file, found, left: atFirst }: Work,
  pace: Pace,
  { signal, step }: { signal: AbortSignal; step: (text: string) => void },
): Promise<{ done: Done; left: number | undefined }> {
  const done = noneDone();
  const began = performance.now();
  const progress = showProgress(step);
  const words = () => {
    const of = atFirst === undefined ? '' : ` of ${Math.max(atFirst, done.rows)}`;
    const rate = Math.round((done.rows / (performance.now() - began)) * 1000);
    return `${file.name}: ${done.rows}${of} rows, ${rate} a second`;
  };
  const onBatch = () => progress.show(words);
  let left = atFirst;
  try {
    for (let pass = 0; pass < mostPasses && left !== 0; pass += 1) {
      await runBackfill(client, found, file, pace, { done, signal, onBatch });
      left = await countLeft(client, found, file);
    }
  } catch (cause) {
    progress.end();
    step(`${file.name}: ${doneInWords(done)} before it stopped; they stay`);
    throw cause;
  }
  progress.end();
  return { done, left };
}

function noneDone(): Done {
  return { rows: 0, batches: 0, longestMs: 0, waits: 0 };
}

function doneInWords({ rows, batches, longestMs, waits }: Done): string {
  const waited = waits === 0 ? '' : `, ${waits} tried again after waiting for a lock`;
  return `${count(rows, 'row')} changed in ${count(batches, 'batch')}${waited}, the longest ${seconds(longestMs)}`;
}

function jsonLine({ name, table: of }: BackfillFile, done: Done, left: number | undefined): void {
  process.stdout.write(`${JSON.stringify({ name, table: of, ...done, left: left ?? null })}\n`);
}
