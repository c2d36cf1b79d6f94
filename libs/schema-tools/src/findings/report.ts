import { styleText } from 'node:util';
import { count } from '@parakeet/command-kit';
import { shortPath } from '../project/project.ts';
import { forGithub } from './github.ts';
import type { Finding, Place, Report, RuleWords } from './finding.ts';
import { sarifOf } from './sarif.ts';

export const formats = ['text', 'json', 'github', 'sarif'] as const;
export type Format = (typeof formats)[number];

/** The open findings: not allowed and not notes. They include unused allowances. */
export function faultsIn(reports: readonly Report[]): number {
  return reports.reduce(
    (sum, { findings, unused }) =>
      sum + findings.filter(isOpen).filter(({ level }) => level !== 'note').length + unused.length,
    0,
  );
}

const isOpen = ({ allowed }: Finding) => allowed === undefined;

/**
 * The reports, for people or for programs.
 *
 * @param tool its name
 * @param wordsOf a rule's own text
 */
export function printed(
  tool: string,
  reports: readonly Report[],
  format: Format,
  wordsOf: (rule: string) => RuleWords,
): string {
  if (format === 'text') return reports.map(inText).join('\n');
  if (format === 'json') return `${JSON.stringify(reports.map(inJson))}\n`;
  if (format === 'github') return reports.flatMap(forGithub).join('');
  return `${JSON.stringify(sarifOf(tool, reports, wordsOf))}\n`;
}

const marks = {
  error: styleText('red', '✘'),
  warning: styleText('yellow', '▲'),
  note: styleText('dim', '·'),
};

const inWords = ({ path, line, caret }: Place) =>
  `${shortPath(path)}:${line}${caret ? `:${caret.column}` : ''}`;

/** A line of it. */
const cut = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

function inText({ about, elsewhere, findings, unused }: Report): string {
  const open = findings.filter(isOpen);
  const parts = open.map(({ rule, level, object, says, place, details }) => {
    const width = Math.max(...details.map(([name]) => name.length));
    return (
      `${marks[level]} ${place ? inWords(place) : elsewhere}  ${styleText('bold', rule)}\n` +
      `    ${object}: ${says}\n` +
      (place?.caret ? shown(place.caret) : '') +
      details.map(([name, text]) => `    ${name.padEnd(width)}   ${text}\n`).join('')
    );
  });
  for (const { path, line, where = `${shortPath(path)}:${line}`, rule, object } of unused) {
    parts.push(`${marks.error} ${where}  nothing needs this: allow: ${rule} ${object}\n`);
  }
  const isFine = faultsIn([{ about, elsewhere, findings, unused }]) === 0;
  const sum =
    `${isFine ? styleText('green', '✔') : marks.error} ${about}: ` +
    `${count(open.length, 'finding')}, ${findings.length - open.length} allowed\n`;
  return `${parts.join('\n')}${parts.length > 0 ? '\n' : ''}${sum}`;
}

/** A line of a file, with a caret below a place. Text far from the place is cut off. */
function shown({ column, text }: NonNullable<Place['caret']>): string {
  const from = column > 60 ? column - 20 : 0;
  const line = cut(text.slice(from).replaceAll('\t', ' '));
  return `      | ${line}\n      | ${' '.repeat(column - 1 - from)}^\n`;
}

/** Shows an example in a detail as one line. */
export const asExample = (example: string | undefined): Finding['details'] =>
  example === undefined ? [] : [['such as', cut(example)]];

function inJson({ findings, unused, facts }: Report) {
  const placed = ({ path, line, caret }: Place) => ({
    file: shortPath(path),
    line,
    ...(caret ? { column: caret.column } : {}),
  });
  return {
    ...facts,
    findings: findings.map(({ rule, level, object, says, place, facts: more, allowed }) => ({
      rule,
      level,
      object,
      says,
      ...(place ? placed(place) : {}),
      ...more,
      ...(allowed === undefined ? {} : { allowed }),
    })),
    unused: unused.map(({ path, line, rule, object }) => {
      return { file: shortPath(path), ...(line === undefined ? {} : { line }), rule, object };
    }),
  };
}
