import { basename } from 'node:path';
import { unacknowledged } from '../../lint/judge.ts';
import { rules } from '../../lint/rules/index.ts';
import { project } from '../../project/project.ts';
import type { CheckSources } from './plan-check.ts';
import type { Finding } from './plan.ts';

/**
 * The open findings of `lint` in the pending files, as notes. A team that wants them to fail runs
 * `lint` first. The plan itself covers a statement's work.
 */
export async function findLint({
  stage: { client },
  files,
  pending,
  ofSupabase,
}: CheckSources): Promise<Finding[]> {
  const observed = [...rules.values()].filter((rule) => 'change' in rule);
  const off = Object.fromEntries(observed.map(({ id }) => [id, 'off'] as const));
  const today = project();
  const { findings } = await unacknowledged({
    project: { ...today, lint: { ...today.lint, rules: { ...today.lint.rules, ...off } } },
    files,
    database: { client, ofSupabase },
    isDraft: (file) => pending.includes(file),
  });
  return findings.map(({ rule, object, says, file, place }) => ({
    rule,
    object,
    level: 'note',
    says,
    next: rules.get(rule)?.wayOut ?? 'lint --explain tells more.',
    ...(file ? { file: basename(file.path) } : {}),
    ...(place ? { line: place.line } : {}),
  }));
}
