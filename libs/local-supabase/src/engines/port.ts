import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { commandLine, freePort, isPortTaken, ToolError } from '@parakeet/command-kit';
import { superuserAddress } from '../postgres/address.ts';
import type { EngineOptions } from './engine.ts';

/** The error for a taken port. It says how to choose another. */
export function portTaken(port: number): ToolError {
  return new ToolError(`127.0.0.1:${port} is taken by another program.`, {
    next:
      `Choose another port, for this command with --port=${port + 100}, or for all of them with\n` +
      `PARAKEET_DB_PORT=${port + 100} in the environment or in .env.local.\n` +
      `If a \`supabase start\` stack answers there, use it: PARAKEET_DB_ENGINE=url`,
  });
}

/**
 * The port for a server: the requested one, or the preferred one. If it is taken, the server may
 * get another port, which is reported. It does so if nobody requested the port, or if the server of
 * another checkout has it: a copied checkout has a copy of `.env.local`. A port from `--port` is
 * used or refused.
 *
 * @returns 'own' if the server itself has the port
 */
export async function choosePort(
  options: EngineOptions,
  context: {
    preferred: number;
    isOwn: () => Promise<boolean>;
    report: (step: string) => void;
  },
): Promise<number | 'own'> {
  const port = options.port ?? context.preferred;
  // another run may be checking the port too, or starting the same server
  for (let look = 1; ; look += 1) {
    if (!(await isPortTaken(port))) return port;
    if (await context.isOwn()) return 'own';
    if (look === 10) break;
    await sleep(100);
  }
  const checkout = options.isPortFixed ? undefined : await serverAt(port);
  if (checkout === undefined && options.port !== undefined) throw portTaken(port);
  let other = port + 100;
  while (other <= 65_535 && (await isPortTaken(other))) other += 100;
  if (other > 65_535) other = await freePort();
  const holder = checkout === undefined ? 'another program' : `the server of ${checkout}`;
  context.report(`127.0.0.1:${port} is taken by ${holder}; using port ${other}`);
  return other;
}

/**
 * Refuses a port that is not the running server's, unless the server had to avoid the environment's
 * port.
 */
export async function refuseOtherPort(
  server: string,
  running: number,
  options: EngineOptions,
): Promise<void> {
  const { port, isPortFixed } = options;
  if (port === undefined || port === running) return;
  if (!isPortFixed && (await isPortTaken(port))) return;
  throw new ToolError(`${server} is running on port ${running}, and port ${port} was asked for.`, {
    next: `Stop it first: ${commandLine('stop')}`,
  });
}

/** The data directory of another checkout's server on a port; undefined for anything else. */
async function serverAt(port: number): Promise<string | undefined> {
  const client = new pg.Client({
    connectionString: superuserAddress('127.0.0.1', port),
    ssl: false,
    // the program on the port may never answer
    connectionTimeoutMillis: 2000,
    query_timeout: 2000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ directory: string }>(
      `select current_setting('data_directory') as directory`,
    );
    const directory = rows[0]?.directory ?? '';
    return /\/\.parakeet\/postgres\/data$|^\/var\/lib\/parakeet\//.test(directory)
      ? directory
      : undefined;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}
