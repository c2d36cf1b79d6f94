import { createInterface } from 'node:readline/promises';
import { ToolError } from '@parakeet/command-kit';

/**
 * Asks in the terminal whether to go on.
 *
 * @param question that yes or no answers
 * @throws ToolError if the answer is no, or if nobody can answer
 */
export async function confirm(question: string, signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new ToolError('Nothing was sent: there is no terminal to ask in.', {
      next: 'Look at what is above, and give --yes to go on, or --dry-run to look only.',
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`${question} [y/N] `, { signal });
    if (!/^y(es)?$/i.test(answer.trim())) throw new ToolError('Nothing was sent.');
  } finally {
    terminal.close();
  }
}
