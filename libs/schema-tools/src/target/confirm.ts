import { createInterface } from 'node:readline/promises';
import { ToolError } from '@parakeet/command-kit';
import type { Target } from './target.ts';

type Named = Pick<Target, 'name' | 'database'>;

/**
 * Asks whether to go on.
 *
 * @param what is done to the target: `Apply 2 migrations to`
 * @throws ToolError if the answer is no, or if nobody can answer
 */
export async function confirm(what: string, target: Named, signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new ToolError('Nothing was sent: there is no terminal to ask in.', {
      next: 'Read the output above. Then give --yes to go on, or --dry-run to only look.',
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(questionOf(what, target), { signal });
    if (!isYes(target, answer)) throw new ToolError('Nothing was sent.');
  } finally {
    terminal.close();
  }
}

/** It says which target is meant: by its name, or by its database. */
export function questionOf(what: string, { name, database }: Named): string {
  return name === undefined
    ? `${what} the database ${database}? [y/N] `
    : `${what} ${name}? Type ${name} to go on: `;
}

/** A target with a name is confirmed by it: nobody means staging and says yes to production. */
export function isYes({ name }: Named, answer: string): boolean {
  return name === undefined ? /^y(es)?$/i.test(answer.trim()) : answer.trim() === name;
}
