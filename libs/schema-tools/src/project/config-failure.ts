import { nearest } from '@parakeet/local-supabase';
import type * as z from 'zod';

/** The mistakes of a config: each place with its value and the expected one. */
export function describeIssues(config: unknown, issues: readonly z.core.$ZodIssue[]): string {
  return issues
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => `✖ ${[...issue.path, key].join('.')} is no key of the config`)
        : `✖ ${issue.path.join('.') || 'the default export'} is ${shown(at(config, issue.path))}: ${issue.message}`,
    )
    .join('\n');
}

/** Suggestions for an unknown key; all keys if none is similar. */
export function adviceForKeys(
  issues: readonly z.core.$ZodIssue[],
  keys: readonly string[],
): string | undefined {
  const wrong = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (wrong === undefined) return undefined;
  if (wrong.path.length > 0) return `Take it out of ${wrong.path.join('.')}, or fix it.`;
  const like = nearest(keys, wrong.keys[0] ?? '');
  return like === undefined ? `Its keys are: ${keys.join(', ')}.` : `Is it \`${like}\`?`;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

const shown = (value: unknown) => (value === undefined ? 'missing' : JSON.stringify(value));
