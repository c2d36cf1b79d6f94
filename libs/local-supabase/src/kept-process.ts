import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { nodeEnvironment, nodeParameters } from '@parakeet/command-kit';
import type { OperatingSystemUser } from './engines/operating-system-user.ts';

/** A program to start, and how to end it. */
export interface Order {
  readonly program: string;
  readonly parameters: readonly string[];
  /** The user that runs it, if it is not ours. */
  readonly user?: OperatingSystemUser | undefined;
  readonly cwd?: string;
  /** The file for its output; otherwise `lastWords` has its standard error. */
  readonly log?: string;
  readonly endBy: 'SIGTERM' | 'SIGQUIT';
  /** Milliseconds until a program that does not end is killed. */
  readonly killAfterMs?: number;
  /** Removed once the program has ended. */
  readonly remove?: string;
}

/**
 * A program that ends with this process in any case: the separate process of `keeper.ts` ends it.
 */
export class KeptProcess {
  readonly #keeper: ChildProcess;
  #lastWords = '';
  #hasEnded = false;

  /**
   * @param environment the program's
   * @param onEnd gets its exit code when it has ended; 1 if a signal ended it
   */
  constructor(order: Order, environment: NodeJS.ProcessEnv, onEnd?: (code: number | null) => void) {
    const keeper = spawn(
      process.execPath,
      [
        ...nodeParameters,
        fileURLToPath(new URL('keeper.ts', import.meta.url)),
        JSON.stringify(order),
      ],
      {
        // detached: Ctrl-C in the terminal is for this process; the keeper acts when its pipe
        // closes
        stdio: ['pipe', 'ignore', 'pipe'],
        detached: true,
        env: { ...environment, ...nodeEnvironment },
      },
    );
    this.#keeper = keeper;
    keeper.stdin.on('error', () => undefined);
    keeper.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-1000);
    });
    keeper.once('exit', (code) => {
      this.#hasEnded = true;
      onEnd?.(code);
    });
    // a caller that forgets to end it must still be able to exit
    keeper.unref();
    for (const pipe of [keeper.stdin, keeper.stderr]) if (pipe instanceof Socket) pipe.unref();
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** The end of its output. */
  get lastWords(): string {
    return this.#lastWords.trim();
  }

  /** Ends the program, and waits for it. A second call does nothing. */
  async end(by: () => void = () => this.#keeper.stdin?.end()): Promise<void> {
    if (this.#hasEnded) return;
    const exit = once(this.#keeper, 'exit');
    this.#keeper.ref();
    by();
    await exit;
  }
}
