import { styleText } from 'node:util';
import { count } from '@parakeet/command-kit';
import { shortPath } from '../project/project.ts';
import { whoBreaks, type Finding, type Judgement, type Unused } from './judge.ts';
import { effectsOf, rules } from './rules.ts';

/** A judgement against one schema. */
export interface Report extends Judgement {
  /** Such as `origin/main (1a2b3c4)`, or `release 1.4.0`. */
  readonly against: string;
}

export const formats = ['text', 'json', 'github', 'sarif'] as const;
export type Format = (typeof formats)[number];

/** What is left to do: findings that nobody allowed, and allowances that nothing needs. */
export function faultsIn(reports: readonly Report[]): number {
  return reports.reduce(
    (sum, { findings, unused }) =>
      sum + findings.filter(({ allowed }) => allowed === undefined).length + unused.length,
    0,
  );
}

/** The reports, for people or for programs. */
export function printed(reports: readonly Report[], format: Format): string {
  if (format === 'text') return reports.map(inText).join('\n');
  if (format === 'json') return `${JSON.stringify(reports.map(inJson))}\n`;
  if (format === 'github') return reports.flatMap(forGithub).join('');
  return `${JSON.stringify(sarif(reports))}\n`;
}

const placeOf = ({ file, line }: Pick<Finding, 'file' | 'line'>) =>
  file ? `${shortPath(file.path)}:${line ?? 1}` : 'supabase/config.toml, or a contract';

const placeOfUnused = ({ file, line }: Unused) =>
  line === undefined ? `config, allowances of ${file.version}` : `${shortPath(file.path)}:${line}`;

/** A line of it. */
const cut = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

const allowLine = ({ rule, object }: { rule: string; object: string }) =>
  `-- allow: ${rule} ${object}: <reason>`;

function inText({ against, findings, unused }: Report): string {
  const open = findings.filter(({ allowed }) => allowed === undefined);
  const allowed = findings.length - open.length;
  const parts = open.map((finding) => {
    const { rule, object, says, example } = finding;
    const { sees, wayOut } = rules[rule];
    return (
      `${styleText('red', '✘')} ${placeOf(finding)}  ${styleText('bold', rule)}\n` +
      `    ${object}: ${says}\n` +
      (example === undefined ? '' : `    such as   ${cut(example)}\n`) +
      `    effect    ${whoBreaks(finding)}\n` +
      `    it sees   ${sees}\n` +
      `    way out   ${wayOut}\n` +
      `    or write  ${allowLine(finding)}\n`
    );
  });
  for (const one of unused) {
    parts.push(
      `${styleText('red', '✘')} ${placeOfUnused(one)}  nothing needs this: allow: ${one.rule} ${one.object}\n`,
    );
  }
  const sum =
    `${open.length === 0 ? styleText('green', '✔') : styleText('red', '✘')} against ${against}: ` +
    `${count(open.length, 'finding')}, ${allowed} allowed\n`;
  return `${parts.join('\n')}${parts.length > 0 ? '\n' : ''}${sum}`;
}

function inJson({ against, findings, unused }: Report) {
  return {
    against,
    findings: findings.map(({ file, line, ...finding }) => ({
      ...finding,
      ...(file ? { file: shortPath(file.path), line } : {}),
      ...effectsOf(finding),
    })),
    unused: unused.map(({ file, ...one }) => ({ file: shortPath(file.path), ...one })),
  };
}

function forGithub({ against, findings, unused }: Report): string[] {
  const escape = (text: string) =>
    text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const line = (at: Pick<Finding, 'file' | 'line'>, title: string, message: string) => {
    const place = at.file ? `file=${shortPath(at.file.path)},line=${at.line ?? 1},` : '';
    return `::error ${place}title=${escape(title).replaceAll(',', '%2C').replaceAll(':', '%3A')}::${escape(message)}\n`;
  };
  return [
    ...findings
      .filter(({ allowed }) => allowed === undefined)
      .map((finding) => {
        const { rule, object, says } = finding;
        return line(
          finding,
          `${rule} against ${against}`,
          `${object}: ${says}. It ${whoBreaks(finding)}: ${rules[rule].sees}. ${rules[rule].wayOut} Or write ${allowLine(finding)}`,
        );
      }),
    ...unused.map((one) =>
      line(
        one.line === undefined ? {} : one,
        'allow',
        `${placeOfUnused(one)}: nothing needs this: allow: ${one.rule} ${one.object}`,
      ),
    ),
  ];
}

function sarif(reports: readonly Report[]) {
  const used = [...new Set(reports.flatMap(({ findings }) => findings.map(({ rule }) => rule)))];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'parakeet breaking',
            rules: used.toSorted().map((id) => ({
              id,
              shortDescription: { text: rules[id].sees },
              help: { text: rules[id].wayOut },
            })),
          },
        },
        results: reports.flatMap(({ against, findings }) =>
          findings.map(({ rule, object, says, file, line, allowed }) => ({
            ruleId: rule,
            level: 'error',
            message: { text: `${object}: ${says} (against ${against})` },
            ...(file
              ? {
                  locations: [
                    {
                      physicalLocation: {
                        artifactLocation: { uri: shortPath(file.path) },
                        region: { startLine: line ?? 1 },
                      },
                    },
                  ],
                }
              : {}),
            ...(allowed === undefined
              ? {}
              : { suppressions: [{ kind: 'inSource', justification: allowed }] }),
          })),
        ),
      },
    ],
  };
}
