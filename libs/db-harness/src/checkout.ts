import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  freePort,
  startTool,
  toolsRoot,
  type Outcome,
  type RunningTool,
} from '@parakeet/command-kit';
import { project } from '@parakeet/schema-tools';
import { roomyDirectory } from '@parakeet/local-supabase';

/**
 * A checkout for trying the tools: a copy of supabase/ in its own directory, with its own port. The
 * developer's own database is not touched.
 */
export interface Checkout {
  readonly directory: string;
  /** The files of its migrations, in order. */
  readonly migrations: readonly string[];
  readonly port: number;
  /** The local database's address, for the role that migrates. */
  readonly url: string;
  /** The port of its Data API. */
  readonly apiPort: number;
  /** Starts a command: `reset` and its options, or another project's as `db-schema:volume`. */
  start(command: string, parameters?: readonly string[], options?: ToolOptions): RunningTool;
  /** Runs a command to its end. */
  run(command: string, parameters?: readonly string[], options?: ToolOptions): Promise<Outcome>;
  /** Stops its server and removes it. */
  remove(): Promise<void>;
}

export type { Outcome, RunningTool } from '@parakeet/command-kit';

export interface ToolOptions {
  readonly cwd?: string;
  /** The user that runs it, if it is not ours: only root may choose. */
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * @param mode 0o700 hides it from other users
 * @param parent its parent folder; by default in memory, if it fits, because its servers write a
 * lot
 */
export async function createCheckout(mode = 0o755, parent?: string): Promise<Checkout> {
  const directory = await makeCheckoutDirectory(mode, parent);
  await cp(project().supabase, join(directory, 'supabase'), { recursive: true });
  await useContractsOfWorkspace(directory);
  return checkoutAt(directory);
}

/** Makes an empty directory for a checkout, as `createCheckout` does. */
export async function makeCheckoutDirectory(mode = 0o755, parent?: string): Promise<string> {
  // The name contains a space, like many a home directory. The next run removes the leftovers of a
  // killed one, as with servers: the name begins in the same way, with the process.
  const name = `parakeet-${process.pid}- checkout `;
  const directory = await mkdtemp(join(parent ?? (await roomyDirectory()), name));
  await chmod(directory, mode);
  return directory;
}

/** Writes a config that gives a checkout the contracts of the workspace. */
export async function useContractsOfWorkspace(directory: string): Promise<void> {
  const { contracts } = project();
  await writeFile(
    join(directory, 'schema-tools.config.mjs'),
    `export default ${JSON.stringify({ contracts, requireContracts: true })};\n`,
  );
}

/** The checkout in an existing directory, such as a copy of another; `ports` are the other's. */
export async function checkoutAt(
  directory: string,
  ports?: Pick<Checkout, 'port' | 'apiPort'>,
): Promise<Checkout> {
  const migrations = (await readdir(join(directory, 'supabase/migrations'))).toSorted();
  const { port, apiPort } = ports ?? { port: await freePort(), apiPort: await freePort() };

  function start(
    command: string,
    parameters: readonly string[] = [],
    options: ToolOptions = {},
  ): RunningTool {
    const [name = '', ...owners] = command.split(':').toReversed();
    const [owner = 'schema-tools'] = owners;
    const script = join(toolsRoot, 'libs', owner, 'src/commands', `${name}.ts`);
    return startTool(script, parameters, {
      user: options.user,
      cwd: options.cwd ?? directory,
      environment: {
        ...cleanEnvironment(),
        PARAKEET_WORKSPACE: directory,
        PARAKEET_TOOLS_PROJECT: 'db-schema',
        PARAKEET_DB_ENGINE: 'embedded',
        PARAKEET_DB_PORT: String(port),
        PARAKEET_API_PORT: String(apiPort),
        // whatever is on the PATH
        PARAKEET_POSTGREST: '',
        ...options.environment,
      },
    });
  }

  const run = (command: string, parameters?: readonly string[], options?: ToolOptions) =>
    start(command, parameters, options).outcome;

  return {
    directory,
    migrations,
    port,
    apiPort,
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    start,
    run,
    async remove() {
      // the first command that starts a server creates it
      if (existsSync(join(directory, '.parakeet'))) await run('stop');
      // root's place for the data of a checkout that only root can enter
      const home = await readFile(join(directory, '.parakeet/postgres-home'), 'utf8').catch(
        () => undefined,
      );
      if (home !== undefined) await rm(home, { recursive: true, force: true });
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The environment without variables that choose another Postgres. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(PARAKEET_|PROD_DB_URL|NODE_OPTIONS|VITEST)/.test(name),
  );
  return Object.fromEntries(entries);
}
