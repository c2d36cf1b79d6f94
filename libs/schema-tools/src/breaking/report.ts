import { allowLine, type Report as Printable, type RuleWords } from '../findings/finding.ts';
import { asExample } from '../findings/report.ts';
import { whoBreaks, type Finding, type Judgement, type Unused } from './judge.ts';
import { effectsOf, rules } from './rules.ts';

/** A judgement against one schema. */
export interface Report extends Judgement {
  /** Such as `origin/main (1a2b3c4)`, or `release 1.4.0`. */
  readonly against: string;
}

/** A judgement in the form that all tools print. */
export function toPrintable({ against, findings, unused }: Report): Printable {
  return {
    about: `against ${against}`,
    context: `against ${against}`,
    elsewhere: 'supabase/config.toml, or a contract',
    facts: { against },
    findings: findings.map(toFinding),
    unused: unused.map(toUnused),
  };
}

/** A rule's own text, without a finding. */
export function wordsOf(id: string): RuleWords {
  const [, rule] = Object.entries(rules).find(([name]) => name === id) ?? [];
  return { says: rule?.sees ?? id, help: rule?.wayOut ?? '' };
}

function toFinding(finding: Finding): Printable['findings'][number] {
  const { rule, object, says, example, allowed, file, line, level = 'error' } = finding;
  const { sees, wayOut } = rules[rule];
  const effect = whoBreaks(finding);
  return {
    rule,
    object,
    says,
    level,
    details: [
      ...asExample(example),
      ['effect', effect],
      ['it sees', sees],
      ['way out', wayOut],
      ['or write', allowLine(finding)],
    ],
    message: `${object}: ${says}. It ${effect}: ${sees}. ${wayOut} Or write ${allowLine(finding)}`,
    facts: { ...effectsOf(finding), ...(example === undefined ? {} : { example }) },
    ...(allowed === undefined ? {} : { allowed }),
    ...(file ? { place: { path: file.path, line: line ?? 1 } } : {}),
  };
}

function toUnused({ file, line, rule, object }: Unused): Printable['unused'][number] {
  const { path, version } = file;
  return line === undefined
    ? { path, rule, object, where: `config, allowances of ${version}` }
    : { path, line, rule, object };
}
