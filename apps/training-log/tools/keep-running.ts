import { setTimeout as sleep } from 'node:timers/promises';

/** A running program: its reports in lines, and its end. */
export interface Running {
  /** Resolves when it has ended: `with exit code 1`, `by SIGKILL`. */
  readonly ended: Promise<string>;
}

/** The pauses before each new start, in seconds. After the last one it gives up. */
const usualPauses = [0.25, 0.5, 1, 2, 4];

/** A program that ran this long had a good start, so the pauses begin again. In milliseconds. */
const steadyMs = 60_000;

/**
 * Watches a program, and starts it again whenever it ends, after growing pauses.
 *
 * @param name as people know it: `the Data API`
 * @param start resolves when the program works again, or rejects with a sentence
 * @param say gets each end and each new start, in a line
 * @returns after the signal has aborted
 * @throws the error of `gaveUp` for the last failure, after the last pause
 */
export async function keepRunning(options: {
  name: string;
  first: Running;
  start: () => Promise<Running>;
  say: (line: string) => void;
  gaveUp: (words: string) => Error;
  signal: AbortSignal;
  pauses?: readonly number[];
}): Promise<void> {
  const { name, start, say, gaveUp, signal, pauses = usualPauses } = options;
  let running = options.first;
  let failures = 0;
  let began = performance.now();
  for (;;) {
    let failure = `${name} ended ${await running.ended}`;
    if (performance.now() - began > steadyMs) failures = 0;
    for (;;) {
      if (signal.aborted) return;
      const pause = pauses[failures];
      if (pause === undefined) {
        throw gaveUp(`${failure}, and ${failures} restarts failed.`);
      }
      failures += 1;
      say(`${failure}; starting it again in ${pause} s`);
      await sleep(pause * 1000, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        began = performance.now();
        running = await start();
        say(`${name} serves again`);
        break;
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        failure = words.replaceAll(/\s+/g, ' ').replace(/\.$/, '');
      }
    }
  }
}
