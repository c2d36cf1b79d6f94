import { columnNamed, type ContractFacts, type Facts, type Named } from '../facts/facts.ts';
import type { Level } from '../findings/finding.ts';
import { likelyFile, likelyLine } from '../findings/likely-place.ts';
import { readAllowances, type Allowance } from '../migrations/allowances.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { project } from '../project/project.ts';
import { compareFacts } from './compare.ts';
import { reusedKeys } from './compare-contracts.ts';
import type { History, Step } from './history.ts';
import { effectsOf, rules, type Difference } from './rules.ts';
import type { TryChecks } from './trial.ts';
import { typeRule } from './type-rule.ts';

/** A difference, with its origin. */
export interface Finding extends Difference {
  /** The migration that causes it; undefined if no new one does, as for config.toml. */
  readonly file?: MigrationFile;
  /** Of the file, from 1. */
  readonly line?: number;
  /** The reason in the migration's allowance. */
  readonly allowed?: string;
  /** Its level, if the config sets one. */
  readonly level?: Level;
}

/** An unused allowance, in a file or in the config, which has no line. */
export interface Unused extends Pick<Allowance, 'line' | 'rule' | 'object'> {
  readonly file: MigrationFile;
}

export interface Judgement {
  readonly findings: readonly Finding[];
  /** Unused allowances of new migrations. */
  readonly unused: readonly Unused[];
}

/**
 * Judges the differences that an app built for one schema notices in another.
 *
 * Only the two ends count: a change that a later migration takes back is no difference. The
 * migration that causes a difference may allow it.
 *
 * @param tryChecks runs trials on a database with the final schema
 * @param pasts the contracts of earlier times, whose keys are reserved
 */
export async function judge(
  before: Facts,
  { steps, end, names }: History,
  tryChecks: TryChecks,
  pasts: readonly Named<ContractFacts>[],
): Promise<Judgement> {
  const made: { step: Step; difference: Difference }[] = [];
  for (const step of steps) {
    for (const difference of await compareFacts(step.before, step.after, tryChecks)) {
      made.push({ step, difference });
    }
  }
  const allowances = steps.flatMap(({ file }) =>
    readAllowances(file)
      .filter(({ rule }) => rule in rules)
      .map((allowance) => ({ file, ...allowance })),
  );
  const findings: Finding[] = [];
  const used = new Set<(typeof allowances)[number]>();
  const differences = [
    ...(await compareFacts(before, end, tryChecks)),
    ...reusedNames(before, end, names),
    ...reusedKeys(before, end, pasts),
  ];
  const levels = project().breaking.rules ?? {};
  for (const difference of differences) {
    const level = levels[difference.rule] ?? effectsOf(difference).level;
    if (level === 'off') continue;
    const files = made
      .filter((one) => isSame(one.difference, difference))
      .map(({ step }) => step.file);
    const file =
      files.at(-1) ??
      likelyFile(
        difference.object,
        steps.map((step) => step.file),
      );
    const allowance = allowances.find(
      (one) =>
        one.rule === difference.rule &&
        one.object === difference.object &&
        (files.length === 0 || files.includes(one.file)),
    );
    if (allowance) used.add(allowance);
    findings.push({
      ...difference,
      ...(file ? { file, line: await likelyLine(difference.object, file) } : {}),
      ...(allowance ? { allowed: allowance.reason } : {}),
      ...(level ? { level } : {}),
    });
  }
  const isNeeded = (one: (typeof allowances)[number]) =>
    used.has(one) ||
    made.some(
      ({ step, difference }) =>
        step.file === one.file && difference.rule === one.rule && difference.object === one.object,
    );
  return {
    findings: findings.toSorted(byPlace),
    unused: allowances.filter((one) => !isNeeded(one)),
  };
}

/** Names with a new meaning: an old app misreads them. */
function reusedNames(before: Facts, end: Facts, names: History['names']): Difference[] {
  const kindOf = (facts: Facts, name: string): string | undefined =>
    facts.relations[name] ? 'a table' : columnNamed(facts, name)?.type;
  return [...names].flatMap(([object, kind]): Difference[] => {
    const now = kindOf(end, object);
    // names that exist all the time are compared as usual
    if (now === undefined || kindOf(before, object) !== undefined) return [];
    if (kind !== 'a table' && typeRule(kind, now) === undefined) return [];
    const was = kind === 'a table' ? 'a table' : `a column of the type ${kind}`;
    const says = `the name was ${was} once, and is used again`;
    return [{ rule: 'name-reused', object, says }];
  });
}

const isSame = (one: Difference, other: Difference) =>
  one.rule === other.rule && one.object === other.object;

function byPlace(one: Finding, other: Finding): number {
  const key = ({ file, line = 0, rule, object }: Finding): string =>
    `${file?.version ?? ''} ${String(line).padStart(6, '0')} ${rule} ${object}`;
  return key(one) < key(other) ? -1 : 1;
}

/** The kinds of apps that a difference breaks, in words. */
export function whoBreaks(difference: Pick<Difference, 'rule' | 'effects'>): string {
  const { writers, readers, types, exposes } = effectsOf(difference);
  const list = (effect: string) =>
    [
      ...(writers === effect ? ['apps that write'] : []),
      ...(readers === effect ? ['apps that validate what they read'] : []),
      ...(types === effect ? ['apps that rely on the types'] : []),
    ].join(', ');
  return [
    ...(list('breaks') === '' ? [] : [`breaks ${list('breaks')}`]),
    ...(list('changes') === '' ? [] : [`silently changes ${list('changes')}`]),
    ...(exposes ? ['shows or allows more than before'] : []),
  ].join('; ');
}
