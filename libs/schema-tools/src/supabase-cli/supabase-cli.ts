import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { say } from '@parakeet/command-kit';
import { encryptionOf } from '@parakeet/local-supabase';
import { project } from '../project/project.ts';
import { refusedConfig, withMinimalConfig } from './minimal-config.ts';

/** What the Supabase CLI answered. */
export interface CliResult {
  readonly ok: boolean;
  /** The signal that ended it, if one did. */
  readonly endedBy: NodeJS.Signals | undefined;
  /** Standard output, whole. */
  readonly output: string;
  /** Standard error, whole: its progress and its errors. */
  readonly stderr: string;
}

/** A database that the CLI works on. */
export interface CliDatabase {
  /** Its address; the password may be in it. */
  readonly url: string;
  /** The password, if it is not in the address. */
  readonly password?: string | undefined;
  /** Whether a connection to it is encrypted, where the address leaves that open. */
  readonly encrypted?: boolean;
  /** Settings of the CLI's session, as `-c name=value`. */
  readonly settings?: string;
}

export interface CliOptions {
  /** The database for `--remote`. */
  readonly remote?: CliDatabase;
  /** A database that the parameters name by its `cliAddress`. */
  readonly named?: CliDatabase;
  /** The directory that holds supabase/; the checkout if not given. */
  readonly workdir?: string;
  /** Called with each line of standard error. */
  readonly onLine?: (line: string) => void;
  /** Kills the CLI when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/** The directories whose config.toml the CLI has refused. */
const withoutConfig = new Set<string>();

/**
 * Runs the pinned Supabase CLI: the one place that starts it. It asks nothing and sends no
 * telemetry. It dies with this process, even if that is killed. A password reaches it through
 * its environment, which only the same user can read, and never through an argument.
 *
 * If the CLI refuses supabase/config.toml, as it does that of an older CLI, it is run with a
 * minimal one, and the terminal is told.
 */
export async function supabase(
  parameters: readonly string[],
  options: CliOptions = {},
): Promise<CliResult> {
  const { workdir = project().workdir } = options;
  if (!withoutConfig.has(workdir)) {
    const result = await run(parameters, options);
    const reason = result.ok ? undefined : refusedConfig(result);
    if (reason === undefined) return result;
    withoutConfig.add(workdir);
    say(`· the Supabase CLI refuses supabase/config.toml, and gets a minimal one: ${reason}\n`);
  }
  return withMinimalConfig(workdir, (minimal) => run(parameters, { ...options, workdir: minimal }));
}

async function run(
  parameters: readonly string[],
  { remote, named = remote, workdir = project().workdir, onLine, signal }: CliOptions = {},
): Promise<CliResult> {
  signal?.throwIfAborted();
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('keeper.ts', import.meta.url)),
      ...parameters,
      ...(remote ? [`--remote=${cliAddress(remote)}`] : []),
      '--workdir',
      workdir,
      '--agent',
      'no',
    ],
    {
      // the last pipe is never written to: the keeper notices that we ended when it closes
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      detached: true,
      env: { ...cleanEnvironment(), ...(named ? connectionEnvironment(named) : {}) },
    },
  );
  child.stdio[3]?.on('error', () => undefined);
  const kill = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // it has ended already
    }
  };
  signal?.addEventListener('abort', kill, { once: true });
  const output: string[] = [];
  const stderr: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => output.push(chunk));
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      stderr.push(line);
      onLine?.(line);
    });
  }
  // if the keeper alone was killed, the CLI must not work on
  child.once('exit', (_, by) => by !== null && kill());
  try {
    const [code, by] = await new Promise<[number | null, NodeJS.Signals | null]>(
      (resolve, reject) => {
        child.once('error', reject);
        child.once('close', (...ended) => resolve(ended));
      },
    );
    const hide = (text: string) => hidePassword(text, named);
    return {
      ok: code === 0,
      endedBy: by ?? undefined,
      output: hide(output.join('')),
      stderr: hide(stderr.join('\n')),
    };
  } finally {
    signal?.removeEventListener('abort', kill);
  }
}

/** The environment without what would choose another database, account or route for the CLI. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(PG[A-Z]|SUPABASE_)|^(https?|all|no)_proxy$/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    DO_NOT_TRACK: '1',
    SUPABASE_TELEMETRY_DISABLED: '1',
    NO_COLOR: '1',
    // The CLI is JavaScript that runs for a second. Its engine would spend a third of its processor
    // time on optimising code that is not run again.
    BUN_JSC_useDFGJIT: '0',
  };
}

function connectionEnvironment({ url, password, settings }: CliDatabase): NodeJS.ProcessEnv {
  const address = new URL(url);
  const options = [settings, address.searchParams.get('options')].filter(Boolean).join(' ');
  const secret = password ?? decodeURIComponent(address.password);
  return {
    ...(secret === '' ? {} : { PGPASSWORD: secret }),
    ...(options === '' ? {} : { PGOPTIONS: options }),
  };
}

/**
 * An address as the CLI is given it: without the password, and with an `sslmode` that leaves
 * nothing open. Without one on this machine the CLI would try TLS first, and print among its
 * output that the server has none.
 */
export function cliAddress({ url, encrypted = false }: Omit<CliDatabase, 'password'>): string {
  const address = new URL(url);
  const { mode, rootCertificate } = encryptionOf(address);
  const isOpen = mode === 'allow' || mode === 'prefer';
  address.password = '';
  address.search = '';
  address.searchParams.set('sslmode', isOpen ? (encrypted ? 'require' : 'disable') : mode);
  if (rootCertificate !== undefined) address.searchParams.set('sslrootcert', rootCertificate);
  return address.toString();
}

/** The error of a command that was run with `--output-format json`, in the CLI's words. */
export function cliError(result: CliResult): string {
  const answer = parseObject(result.output);
  const error = answer?.['error'];
  if (typeof error === 'object' && error !== null && 'message' in error) {
    return String(error.message);
  }
  return result.stderr.trim() || result.output.trim();
}

/** The JSON object that a command printed, or undefined if it printed something else. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The CLI gets no password as an argument, so it should print none; this makes sure. */
function hidePassword(text: string, database: CliDatabase | undefined): string {
  const password =
    database && (database.password ?? decodeURIComponent(new URL(database.url).password));
  // a short password, such as a local one, is also an ordinary word
  return password && password.length >= 12 ? text.replaceAll(password, '***') : text;
}
