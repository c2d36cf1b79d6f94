import { styleText } from 'node:util';
import { commandLine, count, seconds, table } from '@parakeet/command-kit';
import { shortPath } from '../project/project.ts';
import { keyOf } from './drift.ts';
import type { PlacedDrift } from './drift-of.ts';

export const formats = ['text', 'json'] as const;
export type Format = (typeof formats)[number];

/** The result of a comparison. */
export interface Report {
  readonly target: string;
  readonly server: string;
  readonly applied: number;
  readonly pending: readonly string[];
  /** Differences between the target's history and the files. */
  readonly history: readonly string[];
  readonly remarks: readonly string[];
  readonly drifts: readonly PlacedDrift[];
  readonly compared: number;
  readonly milliseconds: number;
}

/** Whether the database matches the files. */
export function isInStep({ drifts, history }: Report): boolean {
  return drifts.length === 0 && history.length === 0;
}

/** The report as a text for people, or as JSON for programs. */
export function printed(report: Report, format: Format): string {
  return format === 'json' ? `${JSON.stringify(forPrograms(report))}\n` : forPeople(report);
}

function forPrograms({ drifts, ...report }: Report) {
  return {
    ...report,
    drifts: drifts.map((drift) => ({
      level: drift.danger.level,
      kind: drift.kind,
      name: drift.name,
      is: drift.is,
      differences: drift.differences,
      parts: drift.parts.map(keyOf),
      file: drift.place ? shortPath(drift.place.file.path) : null,
      line: drift.place?.line ?? null,
    })),
  };
}

const levels = {
  access: 'who may read and write',
  rows: 'what rows may contain, and triggers',
  other: 'the rest',
} as const;

function forPeople(report: Report): string {
  const { drifts, history, pending, remarks, compared, milliseconds } = report;
  const head = table([
    ['target', report.target],
    ['server', `PostgreSQL ${report.server}`],
    ['applied', count(report.applied, 'migration')],
    ['pending', pending.length === 0 ? 'none' : `${pending.join(', ')} (no drift)`],
  ]);
  const notes = remarks.map((remark) => `  ${styleText('yellow', 'note')} ${remark}\n`).join('');
  const took = `${count(compared, 'object')} compared in ${seconds(milliseconds)}`;
  if (isInStep(report)) {
    return `\n${head}${notes}\n${styleText('green', '✔')} no drift: ${took}\n`;
  }
  const sections = (['access', 'rows', 'other'] as const).flatMap((level) => {
    const own = drifts.filter(({ danger }) => danger.level === level);
    return own.length === 0
      ? []
      : [`\n${styleText('bold', levels[level])}\n\n${own.map(describe).join('\n')}`];
  });
  const differences = count(drifts.length + history.length, 'difference');
  const foundHistory = history.map((one) => `${styleText('red', '✘')} ${one}\n`).join('');
  return (
    `\n${head}${notes}` +
    (foundHistory === '' ? '' : `\n${styleText('bold', 'the history')}\n\n${foundHistory}`) +
    sections.join('') +
    `\n${styleText('red', '✘')} ${differences}: ${took}\n` +
    '  Production is right: ' +
    `${commandLine('diff')} --write=NAME writes the migration that adopts it.\n` +
    '  If the files are right, undo it there by hand or in a new migration.\n'
  );
}

/** The most lines of a value to show. */
const mostLines = 12;

function describe({ is, differences, parts, place, ...drift }: PlacedDrift): string {
  const where = place ? `${shortPath(place.file.path)}:${place.line}` : undefined;
  const head = `${styleText('red', '✘')} ${styleText('bold', keyOf(drift))}`;
  const made = where === undefined ? 'no migration makes it' : `last touched by ${where}`;
  if (is === 'changed') {
    return (
      `${head}\n    ${made}\n` +
      differences
        .map(
          ({ fact, there, should }) =>
            `    ${fact}\n${value('is', there)}${value('should be', should)}`,
        )
        .join('')
    );
  }
  const facts = differences
    .map(({ fact, there, should }) => [fact, there ?? should ?? ''] as const)
    .filter(([fact, text]) => text.length <= 100 && !text.includes('\n') && fact !== 'owner')
    .map(([fact, text]) => `${fact}: ${text}`);
  const withIt = parts.map((one) => keyOf(one));
  return (
    `${head} ${is === 'extra' ? 'is there' : 'is missing'}\n    ${made}\n` +
    [...facts, ...withIt.slice(0, mostLines).map((one) => `with ${one}`)]
      .map((line) => `    ${line}\n`)
      .join('') +
    (withIt.length > mostLines ? `    and ${withIt.length - mostLines} more\n` : '')
  );
}

function value(label: string, text: string | null): string {
  const lines = (text ?? 'none').split('\n');
  const shown = lines.slice(0, mostLines);
  const more = lines.length > mostLines ? [`… ${lines.length - mostLines} more lines`] : [];
  const indent = ' '.repeat(17);
  return `      ${label.padEnd(11)}${[...shown, ...more].join(`\n${indent}`)}\n`;
}
