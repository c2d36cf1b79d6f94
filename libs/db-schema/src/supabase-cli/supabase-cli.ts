import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { isLoopback, withoutPassword } from '@parakeet/local-supabase';
import { workspaceRoot } from '../workspace.ts';

/** What the Supabase CLI answered. */
export interface CliResult {
  readonly ok: boolean;
  /** Standard output, whole. */
  readonly output: string;
  /** Standard error, whole: what it says along the way. */
  readonly said: string;
}

export interface CliOptions {
  /** Called with each line of what it says along the way. */
  readonly onLine?: (line: string) => void;
  /** Ends the CLI when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the pinned Supabase CLI on the checkout: the one place that starts it. It asks
 * nothing, sends no telemetry, and what it says never shows a password.
 */
export async function supabase(
  parameters: readonly string[],
  options: CliOptions = {},
): Promise<CliResult> {
  const child = spawn(
    process.execPath,
    [cliEntry(), ...parameters, '--workdir', workspaceRoot, '--agent', 'no'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
      ...(options.signal ? { signal: options.signal } : {}),
    },
  );
  const output: string[] = [];
  const said: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => output.push(chunk));
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line);
    options.onLine?.(line);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const hide = (text: string) => hidePasswords(text, parameters);
  return { ok: code === 0, output: hide(output.join('')), said: hide(said.join('\n')) };
}

/** The flag that names the database a command works on. */
export function remote(url: string): string {
  return `--remote=${cliAddress(url)}`;
}

/**
 * An address as the CLI is to have it. On this machine without TLS: it would try that
 * first, and print among its output that it did not get it.
 */
export function cliAddress(address: string): string {
  const url = new URL(address);
  if (isLoopback(url.hostname) && !url.searchParams.has('sslmode')) {
    url.searchParams.set('sslmode', 'disable');
  }
  return url.toString();
}

/** The error of a command that was run with `--output-format json`, in the CLI's words. */
export function cliError(result: CliResult): string {
  const answer = parseObject(result.output);
  const error = answer?.['error'];
  if (typeof error === 'object' && error !== null && 'message' in error) {
    return String(error.message);
  }
  return result.said.trim() || result.output.trim();
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

function cliEntry(): string {
  const manifest = createRequire(import.meta.url).resolve('supabase/package.json');
  return join(dirname(manifest), 'dist', 'supabase.js');
}

function hidePasswords(text: string, parameters: readonly string[]): string {
  let hidden = text;
  for (const parameter of parameters) {
    const url = /^--[\w-]+=(postgres(?:ql)?:\/\/.*)$/s.exec(parameter)?.[1];
    if (url === undefined) continue;
    hidden = hidden.replaceAll(url, withoutPassword(url));
    const { password } = new URL(url);
    // a short password, such as a local one, is also an ordinary word
    if (password.length >= 12) hidden = hidden.replaceAll(password, '***');
  }
  return hidden;
}
