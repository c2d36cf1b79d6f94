import { styleText } from 'node:util';
import { commandLine, count, seconds, table, ToolError } from '@parakeet/command-kit';
import { runCommand } from '@parakeet/local-supabase';
import { auditColumn, type ColumnProgress, type Finding } from '../audit/audit.ts';
import {
  columnName,
  findColumns,
  requireWhole,
  type AuditedColumn,
  type AuditedColumns,
} from '../audit/columns.ts';
import { readStart, requireKey, startAfter } from '../audit/start.ts';
import { loadContracts, requireContractsModule } from '../contracts/index.ts';
import { project } from '../project/project.ts';
import { showProgress } from '../target/progress.ts';
import { chooseTarget, withTarget } from '../target/target.ts';
import schema from './audit.schema.json' with { type: 'json' };

/** The default number of findings to list. */
const usualLimit = 100;
/** The most errors to list for a document as text; a list may have hundreds. */
const namedErrors = 3;

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  requireContractsModule(project());
  const given = { name: options.text('target'), url: options.text('db-url') };
  const target = chooseTarget(given, 'audit', project().targets);
  const { sources: contracts } = await loadContracts(project());
  const limit = options.wholeNumber('limit', 0, 999_999_999) ?? usualLimit;
  const report = reporter(options.oneOf('output-format', ['text', 'json']), limit);

  return withTarget(
    target,
    async (client) => {
      // not after the page: the server may be slow, or wait for a lock
      signal.addEventListener('abort', () => void client.end(), { once: true });
      step(`looking at ${target.shown}`);
      const found = await findColumns(client, contracts);
      for (const words of found.missing) step(`${words}: the schema is another`);
      for (const name of found.unknown) step(`${name} is JSONB, but has no contract`);
      if (found.columns.length === 0) {
        throw new ToolError('the database has none of the columns with a contract', {
          next: 'Is this the right database? Nothing was checked.',
        });
      }
      const { columns, after } = readStart(found.columns, {
        from: options.text('from'),
        only: options.text('column'),
      });
      for (const column of columns) requireWhole(column);
      if (columns[0] && after) await requireKey(client, columns[0], after);
      const looked = new Map<AuditedColumn, ColumnProgress>();
      const progress = showProgress(step);
      let at: AuditedColumn | undefined;
      try {
        for (const column of columns) {
          at = column;
          const own: ColumnProgress = { rows: 0, refused: 0 };
          if (looked.size === 0 && after) own.after = after;
          looked.set(column, own);
          await auditColumn(client, column, own, {
            signal,
            onFinding: (finding) => report.finding(finding),
            onPage: () => progress.show(() => progressInWords(column, own)),
          });
        }
        at = undefined;
      } catch (cause) {
        if (signal.aborted || cause instanceof ToolError) throw cause;
        const words = cause instanceof Error ? cause.message : String(cause);
        throw new ToolError(`the audit did not finish: ${words}`, { cause });
      } finally {
        progress.end();
        report.counts(looked, found);
        if (at) {
          const resuming = resumingCommand({
            target: given.name,
            ...(given.url === undefined ? {} : { 'db-url': target.shown }),
            column: options.text('column'),
            from: startAfter(at, looked.get(at)?.after),
            limit: options.text('limit'),
            'output-format': options.text('output-format'),
          });
          process.stderr.write(
            `${styleText('yellow', '■')} not finished; to continue:\n  ${resuming}\n`,
          );
        }
      }
      const refused = [...looked.values()].reduce((sum, own) => sum + own.refused, 0);
      const rows = [...looked.values()].reduce((sum, own) => sum + own.rows, 0);
      const took = `${count(rows, 'row')} in ${seconds(performance.now() - began)}`;
      if (refused > 0) {
        throw new ToolError(
          `${refused} of ${took}: today's contracts refuse ${refused === 1 ? 'it' : 'them'}`,
        );
      }
      const less = found.missing.length === 0 ? '' : '; some columns are missing';
      report.say(`${styleText('green', '✔')} ${took}, and none that the contracts refuse${less}\n`);
      return 0;
    },
    { application: 'parakeet audit' },
  );
});

function progressInWords(column: AuditedColumn, { rows, refused }: ColumnProgress): string {
  const { estimatedRows } = column;
  const of = estimatedRows === undefined ? '' : ` of some ${Math.max(estimatedRows, rows)}`;
  return `${columnName(column)}: ${rows}${of} rows, ${refused} refused`;
}

/** The command line for the rest that this one did not check, with the same options. */
function resumingCommand(options: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const option = `--${name}=${value}`;
    // characters that a shell would interpret
    return [/^[\w.:,=/@%+-]*$/.test(option) ? option : `'${option.replaceAll("'", `'\\''`)}'`];
  });
  return [commandLine('audit'), ...given].join(' ');
}

type Format = 'text' | 'json';

/** Prints findings and counts, for people or for programs. */
function reporter(format: Format, limit: number) {
  let named = 0;
  const write = (text: string) => process.stdout.write(text);
  return {
    finding({ table: name, column, key, errors }: Finding) {
      named += 1;
      if (named > limit) return;
      if (format === 'json') {
        write(`${JSON.stringify({ table: name, column, key, errors })}\n`);
        return;
      }
      const more = errors.length - namedErrors;
      write(
        `${styleText('red', '✘')} ${name}.${column}  ${key}\n` +
          errors
            .slice(0, namedErrors)
            .map((error) => `    ${error}\n`)
            .join('') +
          (more > 0 ? `    and ${more} more\n` : ''),
      );
    },
    counts(
      looked: ReadonlyMap<AuditedColumn, ColumnProgress>,
      { missing, unknown }: AuditedColumns,
    ) {
      const counts = Array.from(looked, ([column, { rows, refused }]) => ({
        column: columnName(column),
        rows,
        refused,
      }));
      if (format === 'json') {
        write(`${JSON.stringify({ counts, missing, unknown })}\n`);
        return;
      }
      if (named > limit) write(`and ${count(named - limit, 'row')} more, not named (--limit)\n`);
      write(
        `\n${table(
          counts.map(({ column, rows, refused }) => [
            column,
            `${count(rows, 'row')}, ${refused === 0 ? 'none' : refused} refused`,
          ]),
        )}\n`,
      );
    },
    /** Prints text that only people need. */
    say(text: string) {
      if (format === 'text') write(text);
    },
  };
}
