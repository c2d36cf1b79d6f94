import { styleText } from 'node:util';
import { idOf, type Finding, type Plan, type PlannedStatement } from './plan.ts';
import { rangeInWords } from './words.ts';

/** The most findings and statements to show: a plan fits on a screen. */
const [shownFindings, shownStatements] = [8, 5];

/** A plan as text: the most dangerous finding first, each with the next step. */
export function planInWords({ findings, statements, unseen }: Plan): string {
  const parts = findings.slice(0, shownFindings).map(findingInWords);
  if (findings.length > shownFindings) {
    parts.push(
      `  and ${findings.length - shownFindings} more findings: --output-format=json shows all\n`,
    );
  }
  if (statements) parts.push(statementsInWords(statements, findings));
  parts.push(...unseen.map((one) => `  ${styleText('yellow', '?')} ${one}\n`));
  return parts.join('');
}

function findingInWords(finding: Finding): string {
  const { level, allowed, says, next, file, line } = finding;
  const mark =
    level === 'note'
      ? styleText('yellow', '!')
      : allowed === undefined
        ? styleText('red', '✘')
        : styleText('green', '✔');
  const place = file === undefined ? '' : `  ${styleText('dim', `${file}:${line ?? 1}`)}`;
  return (
    `  ${mark} ${styleText('bold', idOf(finding))}${place}\n` +
    `      ${says}\n` +
    (allowed === undefined ? `      → ${next}\n` : `      allowed: ${allowed}\n`)
  );
}

/** The statements without a finding, and the number of further ones. */
function statementsInWords(
  statements: readonly PlannedStatement[],
  findings: readonly Finding[],
): string {
  const isNamed = ({ file, line }: PlannedStatement) =>
    findings.some((one) => one.file === file && one.line === line);
  const costly = statements
    .filter((one) => one.cost !== 'instant' && !isNamed(one))
    .toSorted((a, b) => dangerOf(b) - dangerOf(a));
  const locking = statements.filter(
    ({ cost, waiting }) => cost === 'instant' && waiting !== 'nobody',
  );
  const lines = costly
    .slice(0, shownStatements)
    .map(({ file, line, does, lock, waiting, seconds }) => {
      const who =
        waiting === 'nobody'
          ? 'nobody waits'
          : `${waiting} wait${waiting === 'everybody' ? 's' : ''}`;
      return (
        `  ${styleText('dim', `${file}:${line}`)}\n      ${does}` +
        (lock ? `; ${who} (${lock.mode} on ${lock.table})` : '') +
        (seconds ? `; ${rangeInWords(seconds)} (estimate)` : '') +
        '\n'
      );
    });
  if (costly.length > shownStatements) {
    lines.push(`  and ${costly.length - shownStatements} more of some cost\n`);
  }
  const rest = statements.filter(({ cost }) => cost === 'instant').length;
  const tables = [...new Set(locking.flatMap(({ lock }) => (lock ? [lock.table] : [])))];
  lines.push(
    `  ${rest} of ${statements.length} statements are instant` +
      (tables.length === 0
        ? '\n'
        : `; for a moment others wait for ${tables.slice(0, 4).join(', ')}${tables.length > 4 ? ' …' : ''}\n`),
  );
  return lines.join('');
}

/** How long, and how many wait. */
function dangerOf({ waiting, seconds, rows = 0 }: PlannedStatement): number {
  const weight = { nobody: 1, writers: 100, everybody: 1000 }[waiting];
  return weight * ((seconds?.[1] ?? 0) + rows / 1e6);
}

/** Refusals first, then allowed findings, then notes; within a kind by their file. */
export function byDanger(findings: readonly Finding[]): Finding[] {
  const rank = ({ level, allowed }: Finding) =>
    level === 'note' ? 2 : allowed === undefined ? 0 : 1;
  return findings.toSorted((a, b) => rank(a) - rank(b));
}
