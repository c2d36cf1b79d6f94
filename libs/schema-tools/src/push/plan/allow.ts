import { ToolError, UsageError } from '@parakeet/command-kit';
import { readAllowances } from '../../migrations/allowances.ts';
import type { MigrationFile } from '../../migrations/migration-files.ts';
import { idOf, refusalsIn, type Finding, type Plan } from './plan.ts';

/** An allowance of the user. */
export interface Allowed {
  readonly rule: string;
  readonly object: string;
  readonly reason: string;
}

/**
 * Reads the values of `--allow`.
 *
 * @throws UsageError if one has another form
 */
export function readAllowed(values: readonly string[]): Allowed[] {
  return values.map((text) => {
    const [, rule, object, reason] =
      /^([a-z][a-z0-9-]*) (\S(?:.*?\S)?): (\S.*)$/.exec(text.trim()) ?? [];
    if (rule !== undefined && object !== undefined && reason !== undefined) {
      return { rule, object, reason };
    }
    throw new UsageError(`--allow=${text} has no reason, or names nothing.`, {
      next: "Write --allow='<rule> <object>: <reason>', as the plan names the finding.",
    });
  });
}

/** Marks the allowed findings: by the command line, or by their file. */
export function withAllowed(
  findings: readonly Finding[],
  given: readonly Allowed[],
  files: readonly MigrationFile[],
): Finding[] {
  const written = files.flatMap(readAllowances);
  return findings.map((finding) => {
    const id = idOf(finding);
    const reason = [...given, ...written].find((one) => idOf(one) === id)?.reason;
    return reason === undefined ? finding : { ...finding, allowed: reason };
  });
}

/** Unused allowances of the command line: a typo, or an old finding. */
export function unusedAllowed(
  findings: readonly Finding[],
  given: readonly Allowed[],
): readonly Allowed[] {
  return given.filter((one) => !findings.some((finding) => idOf(finding) === idOf(one)));
}

/** @throws ToolError with the findings that stop the push */
export function requireAllowed(plan: Plan): void {
  const refusals = refusalsIn(plan);
  const [first] = refusals;
  if (!first) return;
  throw new ToolError(
    `refused, and nothing was sent:\n${[...new Set(refusals.map(idOf))].map((one) => `  ${one}`).join('\n')}`,
    {
      next:
        'Fix the migration. Or give a reason to go on, here or in the comment at the beginning of\n' +
        `the file: --allow='${idOf(first)}: <reason>'   -- allow: ${idOf(first)}: <reason>`,
    },
  );
}
