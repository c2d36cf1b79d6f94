import { openSync, readFileSync, writeSync } from 'node:fs';

/** Where Nx's own standard error goes; undefined if Nx did not start us, or it cannot be told. */
const pastNx = openPastNx();
let isNxSilent = false;

function openPastNx(): number | undefined {
  if (process.env['PARAKEET_THROUGH_NX'] === undefined) return undefined;
  // Nx starts a process that starts another one, some with a terminal of their own: the first
  // of them has what the person looks at. One that is further up, such as the Nx of a test, is
  // somebody else's. Opened at once, since it may have ended when needed.
  try {
    let nx: string | undefined;
    for (let pid = String(process.ppid); Number(pid) > 1; pid = parentOf(pid)) {
      const isNx = /\/nx(\.js)?\0|\/nx\//.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
      if (isNx) nx = pid;
      else if (nx !== undefined) break;
    }
    return nx === undefined ? undefined : openSync(`/proc/${nx}/fd/2`, 'a');
  } catch {
    // not on this system, or not ours to look at
    return undefined;
  }
}

function parentOf(pid: string): string {
  return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
}

/**
 * Writes to standard error. After Ctrl-C Nx throws away what its tasks print, and may end before
 * them; what must still be said then goes to where Nx's own standard error goes.
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

/** Told that Ctrl-C was pressed. */
export function noteInterrupt(): void {
  isNxSilent = true;
}
