import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { nearestFile } from '@parakeet/command-kit';
import { configValue, extensionNames, readConfig } from '@parakeet/local-supabase';
import { readApiSettings } from '../facts/api-settings.ts';
import { compiler, compilerOptionsOf } from '../project/typescript-modules.ts';
import { readMigrations, type MigrationsRead } from './read-migrations.ts';

/** The parts of a folder that the tools use. */
export interface Found extends MigrationsRead {
  /** The folder with the supabase folder. */
  readonly root: string;
  readonly hasConfigToml: boolean;
  readonly schemas: readonly string[];
  /** Patterns of seed files: those that match a file, and those that match none. */
  readonly seeds: { readonly found: readonly string[]; readonly missing: readonly string[] };
  /** Extensions in migrations that the embedded Postgres lacks. */
  readonly unknownExtensions: readonly string[];
  /** The tsconfig.json of the folder. */
  readonly tsconfig: string | undefined;
  readonly importEnding: '.ts' | '.js' | '';
  /** The nearest package.json. */
  readonly manifest: string | undefined;
  /** Its dependencies. */
  readonly packages: ReadonlySet<string>;
  /** The nx.json in a folder above. */
  readonly nx: string | undefined;
}

/** Inspects a folder without changing anything. */
export async function look(root: string): Promise<Found> {
  const supabase = join(root, 'supabase');
  const migrations = await readMigrations(join(supabase, 'migrations'));
  const config = await readConfig(root);
  const manifest = nearestFile(root, ['package.json']);
  const tsconfig = nearestFile(root, ['tsconfig.json', 'tsconfig.base.json']);
  const known = await extensionNames();
  return {
    ...migrations,
    root,
    hasConfigToml: existsSync(join(supabase, 'config.toml')),
    schemas: (await readApiSettings(root)).schemas,
    seeds: seedsOf(config, supabase),
    unknownExtensions: migrations.extensions.filter((name) => !known.has(name)),
    tsconfig,
    importEnding: tsconfig === undefined ? '.js' : endingOf(tsconfig),
    manifest,
    packages: await packagesOf(manifest),
    nx: nearestFile(root, ['nx.json']),
  };
}

function seedsOf(config: unknown, supabase: string): Found['seeds'] {
  const enabled = configValue(config, 'db', 'seed', 'enabled') ?? true;
  const given = configValue(config, 'db', 'seed', 'sql_paths');
  const patterns = Array.isArray(given) ? given.map(String) : ['seed.sql'];
  const [found, missing]: [string[], string[]] = [[], []];
  for (const pattern of enabled === true ? patterns : []) {
    const files = globSync(pattern, { cwd: supabase });
    if (files.length > 0) found.push(...files);
    // the default file is optional
    else if (Array.isArray(given)) missing.push(pattern);
  }
  return { found, missing };
}

/** The form of imports in a project's files. */
function endingOf(tsconfig: string): '.ts' | '.js' | '' {
  const { ModuleResolutionKind, ModuleKind } = compiler();
  const options = compilerOptionsOf(dirname(tsconfig), basename(tsconfig)) ?? {};
  if (options.allowImportingTsExtensions === true) return '.ts';
  const { moduleResolution, module = ModuleKind.CommonJS } = options;
  const asksForEndings =
    moduleResolution === undefined
      ? module >= ModuleKind.Node16 && module <= ModuleKind.NodeNext
      : moduleResolution === ModuleResolutionKind.Node16 ||
        moduleResolution === ModuleResolutionKind.NodeNext;
  return asksForEndings ? '.js' : '';
}

async function packagesOf(manifest: string | undefined): Promise<ReadonlySet<string>> {
  if (manifest === undefined) return new Set();
  const found = JSON.parse(await readFile(manifest, 'utf8')) as Record<string, object | undefined>;
  return new Set(
    ['dependencies', 'devDependencies', 'peerDependencies'].flatMap((kind) =>
      Object.keys(found[kind] ?? {}),
    ),
  );
}
