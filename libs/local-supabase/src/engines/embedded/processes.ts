import { execFile } from 'node:child_process';
import { readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Whether a process runs. A zombie does not count. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !(await isZombie(pid));
}

/**
 * Whether a process has ended and its parent has not waited for it. In a container without an init
 * process, a killed server stays in this state for ever.
 */
async function isZombie(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /^\d+ \(.*\) Z /s.test(status);
}

/** Whether two paths are the same directory now, after links and renames. */
export async function isSameDirectory(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([identityOf(one), identityOf(other)]);
  return first !== undefined && first === second;
}

/** Device and inode of a path; undefined if it does not exist. */
async function identityOf(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && `${found.dev}:${found.ino}`;
}

/**
 * Whether a process is the server (not one of its children) of a data directory. The proof is the
 * working directory of the process, which a rename does not change. Where the system hides it
 * (Windows; macOS without lsof), the proof is weaker: the process runs, and `noted`, the directory
 * in its pid file, is the data directory.
 */
export async function isServerOf(data: string, pid: number, noted: string): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  if (process.platform === 'win32') return isSameDirectory(noted, data);
  const command = await commandOf(pid);
  // its children are called `postgres: checkpointer` and the like
  if (!/postgres\b/.test(command) || command.startsWith('postgres:')) return false;
  const directory = await directoryOf(pid);
  if (directory === 'hidden') return isSameDirectory(noted, data);
  return directory !== undefined && directory === (await identityOf(data));
}

/** A Postgres process related to a data directory. */
export interface PostgresProcess {
  readonly pid: number;
  /** `server`, `child` of a server, or `stray`: in another directory, but started at this path. */
  readonly role: 'server' | 'child' | 'stray';
}

/**
 * The Postgres processes of a data directory, and strays. A stray is the server of a moved checkout
 * that was at this path. Postgres opens some files by its path at the start, so a stray would write
 * into the new data. Only Linux provides this list; elsewhere it is empty.
 */
export async function processesOf(data: string): Promise<PostgresProcess[]> {
  const wanted = await identityOf(data);
  if (process.platform !== 'linux' || wanted === undefined) return [];
  const found: PostgresProcess[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!pid || !(await isPostgres(pid))) continue;
    const [program = '', , path = ''] = (await commandOf(pid)).split('\0');
    if ((await directoryOf(pid)) === wanted) {
      found.push({ pid, role: program.startsWith('postgres:') ? 'child' : 'server' });
    } else if (path !== '' && (await identityOf(path)) === wanted) {
      found.push({ pid, role: 'stray' });
    }
  }
  return found;
}

async function isPostgres(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /^\d+ \(postgres\) [^Z]/.test(status);
}

/** The command line of a process; on Linux its words are separated by NUL. */
async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  }
  const { stdout } = await execute('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout;
}

/** The current directory of a process, as `identityOf` writes it; `hidden` without lsof. */
async function directoryOf(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') {
    try {
      const { stdout } = await execute('lsof', ['-a', '-p', String(pid), '-d', 'cwd', '-Fn']);
      return await identityOf(/^n(.*)$/m.exec(stdout)?.[1] ?? '');
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'hidden' : undefined;
    }
  }
  const link = `/proc/${pid}/cwd`;
  const own = await identityOf(link);
  if (own !== undefined || process.getuid?.() !== 0) return own;
  // In a container root may not inspect processes of other users, but those users may.
  const owner = await stat(`/proc/${pid}`).catch(() => undefined);
  if (!owner) return undefined;
  const { stdout } = await execute('stat', ['-L', '-c', '%d:%i', link], {
    uid: owner.uid,
    gid: owner.gid,
    cwd: '/',
  }).catch(() => ({ stdout: '' }));
  return stdout.trim() || undefined;
}

/**
 * Removes what killed runs left in a directory: entries with a prefix and the number of a dead
 * process.
 */
export async function removeLeftovers(directory: string, prefix: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(prefix)) continue;
    // the whole number, not just its first digits
    const pid = Number(/^(\d+)(?:$|[-. ])/.exec(name.slice(prefix.length))?.[1]);
    if (!pid || (await isAlive(pid))) continue;
    // files of another user stay: that user removes them
    await rm(join(directory, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
