import { openSync, readFileSync, writeSync } from 'node:fs';

/** The path of Nx's own standard error; undefined without Nx, or if it is unknown. */
const pastNx = openPastNx();
let isNxSilent = false;

function openPastNx(): number | undefined {
  if (process.env['PARAKEET_THROUGH_NX'] === undefined) return undefined;
  // Nx starts a process that starts another one, some with their own terminal. The nearest of them
  // has the user's terminal. One further up, such as the Nx around a test, belongs to somebody
  // else. It is opened at once, because that process may end before it is needed.
  try {
    let nx: string | undefined;
    for (let pid = String(process.ppid); Number(pid) > 1; pid = parentOf(pid)) {
      const isNx = /\/nx(\.js)?\0|\/nx\//.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
      if (isNx) nx = pid;
      else if (nx !== undefined) break;
    }
    return nx === undefined ? undefined : openSync(`/proc/${nx}/fd/2`, 'a');
  } catch {
    // not available on this system, or not permitted
    return undefined;
  }
}

function parentOf(pid: string): string {
  return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
}

/**
 * Writes to standard error. After Ctrl-C Nx discards the output of its tasks, and may end before
 * them. Important messages then go to Nx's own standard error.
 */
export function say(text: string): void {
  if (isNxSilent && pastNx !== undefined) {
    try {
      writeSync(pastNx, text);
      return;
    } catch {
      // the terminal is gone
    }
  }
  process.stderr.write(text);
}

/** Tells this module that Ctrl-C was pressed. */
export function noteInterrupt(): void {
  isNxSilent = true;
}
