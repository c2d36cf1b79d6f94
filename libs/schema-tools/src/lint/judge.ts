import { allowLine, type Finding, type Level, type Unused } from '../findings/finding.ts';
import { mentions } from '../findings/likely-place.ts';
import { readAllowances } from '../migrations/allowances.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { lineAt } from '../migrations/sql-statements.ts';
import type { LintConfig } from '../project/config.ts';
import { baselineFile, readBaseline, type BaselineEntry, type PlacedEntry } from './baseline.ts';
import { configAllowances } from './config-allowances.ts';
import { look, type Found, type Subject } from './look.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules/index.ts';

/** The findings of `lint`, and the checks that were impossible. */
export interface Lint {
  readonly findings: readonly LintFinding[];
  readonly unused: readonly Unused[];
  /** Unused entries of the baseline; each is a finding too. */
  readonly stale: readonly BaselineEntry[];
  readonly blind: readonly string[];
}

export interface LintFinding extends Finding {
  /** The migration of the finding; undefined in config.toml. */
  readonly file?: MigrationFile;
  /** The name of that migration, if the finding is about a statement's work. */
  readonly changedBy?: string;
}

/**
 * Judges migrations, the resulting schema, and config.toml.
 *
 * @throws ToolError if the config names an unknown rule, or the baseline or an allowance is
 *   unreadable
 */
export async function lint(subject: Subject): Promise<Lint> {
  const { project: from, files, isDraft, all = false } = subject;
  const active = activeRules(from.lint);
  const { found, blind, config } = await look(subject, [...active.keys()]);
  const allowances = files.flatMap((file) =>
    readAllowances(file).map((one) => ({ ...one, file, in: nameOf(file), isUsed: false })),
  );
  const inConfig = configAllowances(config).map((one) => ({
    ...one,
    in: undefined,
    isUsed: false,
  }));
  const baseline = (await readBaseline(from)).map((entry) => {
    return { ...entry, in: entry.file, isUsed: false };
  });
  const findings = withoutTwins(found).map((one): LintFinding => {
    const ids = new Set([one.rule.id, ...(one.rule.alsoAllowedBy ?? [])]);
    const allowing = [...allowances, ...inConfig, ...baseline].filter(
      (candidate) =>
        ids.has(candidate.rule) &&
        candidate.object === one.object &&
        // its own file allows a statement's work
        (!('change' in one.rule) || candidate.in === changedBy(one)),
    );
    for (const candidate of allowing) candidate.isUsed = true;
    const place = placeOf(one, from.workdir, config);
    return {
      ...worded(one, active.get(one.rule) ?? one.rule.level),
      ...(place ? { place } : {}),
      ...(one.placed ? { file: one.placed.file } : {}),
      ...('change' in one.rule ? { changedBy: changedBy(one) } : {}),
      ...(allowing[0] ? { allowed: allowing[0].reason } : {}),
    };
  });
  // an entry stays if its check was impossible
  const isSettled = ({ rule, isUsed }: { rule: string; isUsed: boolean }) => {
    const known = rules.get(rule);
    return isUsed || known === undefined || (blind.length > 0 && !('settings' in known));
  };
  const stale = baseline.filter(
    (one) => !isSettled(one) && (all || !('change' in (rules.get(one.rule) ?? {}))),
  );
  const entries = stale.map((entry) => staleFinding(from, entry));
  return {
    findings: [...findings, ...entries].toSorted(byPlace),
    unused: allowances
      .filter((one) => isDraft(one.file) && !isSettled(one))
      .map(({ rule, object, file, line }): Unused => {
        const { path, version } = file;
        return line === undefined
          ? { path, rule, object, where: `config, allowances of ${version}` }
          : { path, line, rule, object };
      }),
    stale,
    blind,
  };
}

/**
 * The open findings of `lint` in drafts, which a push should show.
 *
 * @throws ToolError as `lint` does
 */
export async function unacknowledged(
  subject: Subject,
): Promise<{ readonly findings: readonly LintFinding[]; readonly blind: readonly string[] }> {
  const { findings, blind } = await lint(subject);
  const isOpen = ({ file, level, allowed }: LintFinding) =>
    file !== undefined && subject.isDraft(file) && level !== 'note' && allowed === undefined;
  return { findings: findings.filter(isOpen), blind };
}

const nameOf = ({ version, name }: MigrationFile) => `${version}_${name}`;

const changedBy = ({ placed }: Found) => (placed ? nameOf(placed.file) : '');

/** The active rules of the config, with the level of each. */
function activeRules({ rules: levels = {} }: LintConfig): ReadonlyMap<Rule, Level> {
  return new Map(
    [...rules.values()].flatMap((rule): [Rule, Level][] => {
      const level = levels[rule.id] ?? (rule.isOptIn ? 'off' : rule.level);
      return level === 'off' ? [] : [[rule, level]];
    }),
  );
}

/** A rule reports an object once, whatever causes it. It is silent if another rule says more. */
function withoutTwins(found: readonly Found[]): Found[] {
  const seen = new Set<string>();
  const said = new Set(found.map(({ rule, object }) => `${rule.id} ${object}`));
  return found.filter(({ rule, object, says, placed }) => {
    if (rule.unless?.some((id) => said.has(`${id} ${object}`))) return false;
    const key = [rule.id, object, 'change' in rule ? placed?.file.version : '', says].join('\n');
    return !seen.has(key) && seen.add(key);
  });
}

function worded({ rule, object, says }: Found, level: Level): Finding {
  const acknowledge = allowLine({ rule: rule.id, object });
  return {
    rule: rule.id,
    level,
    object,
    says,
    details: [
      ['why', rule.says],
      ['way out', rule.wayOut],
      ['or write', acknowledge],
    ],
    message: `${object}: ${says}. ${rule.says} ${rule.wayOut} Or write ${acknowledge}`,
    facts: { why: rule.says, wayOut: rule.wayOut },
  };
}

function placeOf({ placed, inConfig, at, words = [] }: Found, workdir: string, config: string) {
  if (inConfig !== undefined) {
    return { path: `${workdir}/supabase/config.toml`, ...caretAt(config, inConfig) };
  }
  if (!placed) return undefined;
  const { file, statement } = placed;
  const word = words.find((one) => mentions(statement.text, one));
  const inside = at ?? (word === undefined ? 0 : statement.text.indexOf(word));
  return { path: file.path, ...caretAt(file.text, statement.start + Math.max(inside, 0)) };
}

/** The line and column of a position in a text, from 1, with the text of the line. */
function caretAt(text: string, position: number) {
  const start = text.lastIndexOf('\n', position - 1) + 1;
  const end = text.indexOf('\n', position);
  const line = text.slice(start, end === -1 ? undefined : end);
  return { line: lineAt(text, position), caret: { column: position - start + 1, text: line } };
}

function staleFinding(from: Subject['project'], entry: PlacedEntry): LintFinding {
  const { rule, object, reason, line } = entry;
  const says = `${rule} is in the baseline (${reason}), but no longer found`;
  return {
    rule: 'baseline-stale',
    level: 'error',
    object,
    says,
    place: { path: baselineFile(from), line },
    details: [['way out', 'Remove the entry: lint --write-baseline does it.']],
    message: `${object}: ${says}. Remove the entry: lint --write-baseline does it.`,
  };
}

function byPlace(one: Finding, other: Finding): number {
  const key = ({ place, rule, object }: Finding): string =>
    `${place?.path ?? ''} ${String(place?.line ?? 0).padStart(6, '0')} ${rule} ${object}`;
  return key(one) < key(other) ? -1 : 1;
}
