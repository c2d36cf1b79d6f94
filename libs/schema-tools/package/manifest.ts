import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The projects whose sources are in the package; the last two are no packages of their own. */
export const projects = ['schema-tools', 'local-supabase', 'command-kit'];

/** What a project of a user imports as the tools do: there must be one copy of it. */
const peers = new Set(['zod', '@parakeet/schema-runtime']);

/** Packages for another engine; its users install them. */
const optionalPeers = ['testcontainers', '@testcontainers/postgresql'];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/**
 * The published package.json. It has the dependencies of all projects inside, in the tested
 * versions.
 */
export function manifestOf(libs: string): unknown {
  const read = (project: string) =>
    JSON.parse(readFileSync(join(libs, project, 'package.json'), 'utf8')) as Manifest;
  const { name, version, description, license } = read('schema-tools');
  const runtime = read('schema-runtime');
  const needed = projects
    .flatMap((project) => Object.entries(read(project).dependencies ?? {}))
    .filter(([one]) => !peers.has(one) && !one.startsWith('@parakeet/'))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  const isOptional = ([one]: readonly [string, string]) => optionalPeers.includes(one);
  return {
    name,
    version,
    description,
    license,
    keywords: ['supabase', 'postgres', 'migrations', 'types', 'zod', 'nx-plugin'],
    type: 'module',
    bin: { 'schema-tools': 'lib/program.js' },
    exports: {
      './config': { types: './lib/config.d.ts', default: './lib/config.js' },
      './nx': { types: './nx.d.cts', default: './lib/nx.cjs' },
      './executors.json': './executors.json',
      './package.json': './package.json',
    },
    executors: './executors.json',
    dependencies: Object.fromEntries(needed.filter((one) => !isOptional(one))),
    peerDependencies: {
      ...runtime.peerDependencies,
      [runtime.name]: runtime.version,
      ...Object.fromEntries(needed.filter(isOptional)),
    },
    peerDependenciesMeta: Object.fromEntries(optionalPeers.map((one) => [one, { optional: true }])),
    // the first that reads TypeScript, and knows its resolution hooks
    engines: { node: '>=22.18' },
  };
}

/** What Nx reads: each command is an executor. */
export function executorsOf(commands: readonly string[]): unknown {
  const executor = (name: string) => ({
    implementation: './lib/executor.cjs',
    schema: `./lib/commands/${name}.schema.json`,
  });
  return { executors: Object.fromEntries(commands.map((name) => [name, executor(name)])) };
}
