import { createInterface } from 'node:readline/promises';
import { count, ToolError } from '@parakeet/command-kit';
import type { Target } from '../target/target.ts';

type Named = Pick<Target, 'name' | 'database'>;

/**
 * Asks whether to go on.
 *
 * @throws ToolError if the answer is no, or if nobody can answer
 */
export async function confirm(target: Named, pending: number, signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new ToolError('Nothing was sent: there is no terminal to ask in.', {
      next: 'Look at the plan above, and give --yes to apply it, or --dry-run to look only.',
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(questionOf(target, pending), { signal });
    if (!isYes(target, answer)) throw new ToolError('Nothing was sent.');
  } finally {
    terminal.close();
  }
}

/** It says where the migrations go: by the target's name, or by its database. */
export function questionOf({ name, database }: Named, pending: number): string {
  const what = `Apply ${count(pending, 'migration')} to`;
  return name === undefined
    ? `${what} the database ${database}? [y/N] `
    : `${what} ${name}? Type ${name} to go on: `;
}

/** A target with a name is confirmed by it: nobody means staging and says yes to production. */
export function isYes({ name }: Named, answer: string): boolean {
  return name === undefined ? /^y(es)?$/i.test(answer.trim()) : answer.trim() === name;
}
