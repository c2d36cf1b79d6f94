import { execFile } from 'node:child_process';
import { chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@parakeet/command-kit';

const execute = promisify(execFile);
const libs = join(import.meta.dirname, '../../..');

/** How somebody who has never seen this workspace works. */
export interface Setting {
  readonly manager: 'npm' | 'pnpm';
  /** The version of Node, such as 22; this process's own if not given. */
  readonly node?: string;
  /** Whether the project is one of an Nx workspace, and the commands are its targets. */
  readonly nx?: boolean;
}

/** What a command printed, standard output and standard error. */
export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly stderr: string;
}

/** A folder outside this workspace, with the packages installed from their tarballs. */
export interface Stranger {
  /** The folder that the supabase folder is in. */
  readonly project: string;
  /** Runs a command of the tools, by the program or as a target. */
  readonly run: (command: string, ...parameters: readonly string[]) => Promise<Ran>;
  /** Runs a program that was installed. */
  readonly program: (name: string, ...parameters: readonly string[]) => Promise<Ran>;
  readonly remove: () => Promise<void>;
}

/** Packs both packages, and installs them beside a copy of the shop, which does not know them. */
export async function createStranger({ manager, node, nx = false }: Setting): Promise<Stranger> {
  const home = await mkdtemp(join(tmpdir(), 'schema-tools stranger '));
  // as a folder of a person: where root keeps it to itself, the server would live elsewhere
  await chmod(home, 0o755);
  const root = join(home, 'workspace');
  const project = nx ? join(root, 'apps/shop') : root;
  const path = await programsOf(home, manager, node);
  const environment = {
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(PARAKEET_|NX_|VITEST|npm_)/.test(name)),
    ),
    PATH: path,
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    CI: 'true',
    NX_DAEMON: 'false',
    PARAKEET_DB_PORT: String(await freePort()),
  };
  const start = (program: string, parameters: readonly string[], cwd: string): Promise<Ran> =>
    execute(program, parameters, { cwd, env: environment, maxBuffer: 16 * 1024 * 1024 }).then(
      ({ stdout, stderr }) => ({ code: 0, output: stdout, stderr }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        output: error.stdout,
        stderr: error.stderr,
      }),
    );
  const must = async (program: string, ...parameters: readonly string[]) => {
    const ran = await start(program, parameters, root);
    if (ran.code !== 0) throw new Error(`${program} ${parameters.join(' ')}\n${ran.stderr}`);
  };

  await cp(join(libs, 'schema-tools-e2e/shop'), project, { recursive: true });
  const packages = ['schema-tools', 'schema-runtime'].map((one) => join(libs, one, 'dist'));
  await must('npm', 'pack', '--loglevel=error', `--pack-destination=${home}`, ...packages);
  const tarballs = (await readdir(home)).filter((file) => file.endsWith('.tgz'));
  const others = await Promise.all(['zod', 'typescript', ...(nx ? ['nx'] : [])].map(ourVersionOf));
  // what npm 11 writes by itself: the sources of the project are ESM all the same
  await writeFile(join(root, 'package.json'), '{ "name": "stranger", "type": "commonjs" }');
  if (nx) await writeFile(join(root, 'nx.json'), nxSettings);
  await must(
    manager,
    manager === 'npm' ? 'install' : 'add',
    '--prefer-offline',
    '--loglevel=error',
    ...tarballs.map((file) => `../${file}`),
    ...others,
  );
  const installed = (name: string) => join(root, 'node_modules/.bin', name);
  const run: Stranger['run'] = (command, ...parameters) =>
    nx && command !== 'init'
      ? start(installed('nx'), ['run', `shop:${command}`, ...parameters], root)
      : start(installed('schema-tools'), [command, ...parameters], project);
  return {
    project,
    run,
    program: (name, ...parameters) => start(installed(name), parameters, project),
    remove: async () => {
      await run('stop');
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A package in the version that this workspace has, as `zod@4.6.7`. */
async function ourVersionOf(name: string): Promise<string> {
  for (const folder of ['schema-tools', '..']) {
    const text = await readFile(join(libs, folder, 'package.json'), 'utf8');
    const { dependencies, devDependencies } = JSON.parse(text) as Manifest;
    const version = dependencies?.[name] ?? devDependencies?.[name];
    if (version !== undefined) return `${name}@${version}`;
  }
  throw new Error(`neither schema-tools nor the workspace depends on ${name}`);
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const nxSettings = JSON.stringify({
  plugins: ['@parakeet/schema-tools/nx'],
  analytics: false,
  neverConnectToCloud: true,
});

/** A PATH with a version of Node and the package manager first. */
async function programsOf(home: string, manager: string, node?: string): Promise<string> {
  const wanted = [
    ...(node === undefined ? [] : [`node@${node}`]),
    ...(manager === 'pnpm' ? ['pnpm@10'] : []),
  ];
  const rest = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'));
  const own = dirname(process.execPath);
  if (wanted.length === 0) return [own, ...rest].join(delimiter);
  const folder = join(home, 'programs');
  await execute(
    'npm',
    ['install', '--prefer-offline', '--loglevel=error', `--prefix=${folder}`, ...wanted],
    { cwd: home },
  );
  const bins = join(folder, 'node_modules/.bin');
  return [bins, own, ...rest].join(delimiter);
}
