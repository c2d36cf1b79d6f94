import { ToolError } from '@parakeet/command-kit';
import { project, shortPath } from '../project/project.ts';
import type { MigrationFile } from './migration-files.ts';

/**
 * A line `-- allow: <rule> <object>: <reason>` in the leading comment of a migration. It declares
 * that the file breaks a rule on purpose.
 */
export interface Allowance {
  /** In kebab-case, such as `specification` or `rows`. */
  readonly rule: string;
  /** `schema.table.column`, `schema.table.constraint`, `schema.table`, or a function. */
  readonly object: string;
  readonly reason: string;
  /** Line of the file, from 1; not set for one in the config. */
  readonly line?: number;
}

const form = '-- allow: <rule> <object>: <reason>';

/**
 * Reads the allowances of a migration.
 *
 * @throws ToolError with file and line, if a line has another form or is not in the leading comment
 */
export function readAllowances({ path, version, text }: MigrationFile): Allowance[] {
  const lines = text.split('\n');
  const found: Allowance[] = (project().allowances[version] ?? []).map((line) => {
    const allowance = parse(line);
    if (allowance) return allowance;
    throw new ToolError(`allowances of the config: ${line} is no line ${form}`);
  });
  let isLeading = true;
  for (const [index, line] of lines.entries()) {
    if (!/^\s*(--.*)?$/.test(line)) isLeading = false;
    if (!/^\s*--\s*allow\b/i.test(line)) continue;
    const place = `${shortPath(path)}:${index + 1}`;
    const allowance = parse(line);
    if (allowance === undefined) {
      // prose may begin with the word
      if (!/^\s*--\s*allow\s*:/i.test(line)) continue;
      throw new ToolError(`${place} is not an allowance: ${line.trim()}`, {
        next: `Write ${form}\nsuch as\n-- allow: rows public.orders: prices become cents`,
      });
    }
    if (!isLeading) {
      throw new ToolError(`${place} comes after the first statement, where no tool reads it.`, {
        next: 'Move the line to the comment at the beginning of the file.',
      });
    }
    found.push({ ...allowance, line: index + 1 });
  }
  return found;
}

function parse(text: string): Allowance | undefined {
  const [, rule, object, reason] =
    /^-- allow: ([a-z][a-z0-9-]*) (\S(?:.*?\S)?): (\S.*)$/.exec(text.trim()) ?? [];
  if (rule === undefined || object === undefined || reason === undefined) return undefined;
  return { rule, object, reason };
}
