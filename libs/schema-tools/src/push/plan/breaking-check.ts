import { basename } from 'node:path';
import { historySince } from '../../breaking/history.ts';
import { judge, whoBreaks } from '../../breaking/judge.ts';
import { rules } from '../../breaking/rules.ts';
import { trialsIn } from '../../breaking/try-checks.ts';
import type { MigrationFile } from '../../migrations/migration-files.ts';
import type { CheckSources } from './plan-check.ts';
import type { Finding } from './plan.ts';

/**
 * The breaks of installed apps by the pending files: `breaking` between the target and the
 * checkout. The target only has the contracts' CHECKs, so the inside of JSON is not compared.
 */
export async function findBreaking({
  stage: { client },
  files,
  pending,
  notes,
}: CheckSources): Promise<Finding[]> {
  const isNew = (file: MigrationFile) => pending.includes(file);
  const since = historySince(await notes.end(client), isNew);
  const before = since.steps[0]?.before;
  // the very first push breaks nothing
  if (!before || pending.length === files.length) return [];
  const { findings } = await judge(before, since, trialsIn(client), []);
  return findings.map(({ file, line, allowed, level = 'error', ...difference }) => ({
    rule: difference.rule,
    object: difference.object,
    // the config sets the levels
    level: level === 'note' ? 'note' : 'refuse',
    says: `${difference.says}; it ${whoBreaks(difference)}`,
    next: rules[difference.rule].wayOut,
    ...(file ? { file: basename(file.path) } : {}),
    ...(line === undefined ? {} : { line }),
    ...(allowed === undefined ? {} : { allowed }),
  }));
}
