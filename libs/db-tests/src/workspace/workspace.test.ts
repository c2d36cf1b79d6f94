import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { workspaceRoot } from '@parakeet/command-kit';

const execute = promisify(execFile);
const program = (name: string) => join(workspaceRoot, 'node_modules/.bin', name);

/**
 * Prints the projects that each of some files affects, as `nx show projects --affected --files`
 * does for one file. Nx reads the workspace once for all of them, because that is most of its work.
 */
const affectedOfEach = `
const { createProjectGraphAsync } = require('nx/src/project-graph/project-graph');
const { filterAffected } = require('nx/src/project-graph/affected/affected-project-graph');
const { calculateFileChanges } = require('nx/src/project-graph/file-utils');
const { readNxJson } = require('nx/src/config/nx-json');
(async () => {
  const graph = await createProjectGraphAsync();
  const affected = {};
  for (const file of process.argv.slice(1)) {
    const changes = calculateFileChanges([file], { files: [file] });
    affected[file] = Object.keys((await filterAffected(graph, changes, readNxJson())).nodes);
  }
  process.stdout.write(JSON.stringify(affected), () => process.exit(0));
})();`;

describe('a change affects the projects that depend on it', () => {
  const onTheSchema = ['db-schema', 'db-tests', 'db-types'];
  const ofTheSchema = [
    'supabase/migrations/001_initial_schema.sql',
    'supabase/seed.sql',
    'supabase/config.toml',
    'schema-tools.config.ts',
    'supabase/a/new/file.txt',
    'nx.json',
    'tsconfig.base.json',
    'package-lock.json',
  ];
  const ofNothing = ['README.md', 'CHANGELOG.md', 'docs/adr/0001-embedded-postgres.md'];
  const ofLocalSupabase = 'libs/local-supabase/src/engines/engine.ts';
  /** The inputs of the tools' checks, and of the packages. */
  const ofContracts = 'libs/db-types/src/json/contracts.ts';
  const ofRuntime = 'libs/schema-runtime/src/columns/text.ts';

  let affected: Readonly<Record<string, readonly string[]>>;
  const environment = { ...process.env, NX_DAEMON: 'false' };
  beforeAll(async () => {
    const files = [...ofTheSchema, ...ofNothing, ofLocalSupabase, ofContracts, ofRuntime];
    const { stdout } = await execute(process.execPath, ['-e', affectedOfEach, ...files], {
      cwd: workspaceRoot,
      env: environment,
    });
    affected = JSON.parse(stdout) as typeof affected;
  });

  it.each(ofTheSchema)('%s: the schema, the types and the proofs', (file) => {
    expect(affected[file]).toEqual(expect.arrayContaining(onTheSchema));
  });

  it('a contract: the checks of the schema; the runtime: the types that are built with it', () => {
    expect(affected[ofContracts]).toContain('db-schema');
    expect(affected[ofRuntime]).toContain('db-types');
  });

  it.each(ofNothing)('%s: nothing', (file) => {
    expect(affected[file]).toEqual([]);
  });

  it('a file of local-supabase: its dependants, and not the types', async () => {
    expect(affected[ofLocalSupabase]?.toSorted()).toEqual([
      'db-bench',
      'db-harness',
      'db-schema',
      'db-tests',
      'local-supabase',
      'local-supabase-e2e',
      'schema-tools',
      'schema-tools-e2e',
      'training-log',
    ]);
    // the command itself says the same
    const { stdout } = await execute(
      program('nx'),
      ['show', 'projects', '--affected', `--files=${ofLocalSupabase}`, '--json'],
      { cwd: workspaceRoot, env: environment },
    );
    expect(JSON.parse(stdout)).toEqual(affected[ofLocalSupabase]);
  });
});

describe('imports go one way', () => {
  /** The linter's findings for a file with one import, at a place in the workspace. */
  async function lint(place: string, imported: string): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), 'parakeet-lint-'));
    try {
      await cp(join(workspaceRoot, '.oxlintrc.json'), join(directory, '.oxlintrc.json'));
      await mkdir(dirname(join(directory, place)), { recursive: true });
      await writeFile(
        join(directory, place),
        `import { thing } from '${imported}';\nexport const one = thing;\n`,
      );
      const { stdout } = await execute(program('oxlint'), ['-c', '.oxlintrc.json', '.'], {
        cwd: directory,
      }).catch((error: { stdout: string }) => error);
      return stdout;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  it.each([
    ['libs/db-types/src/x.ts', 'node:fs'],
    ['libs/db-types/src/x.ts', 'fs'],
    ['libs/db-types/src/x.ts', 'pg'],
    ['libs/db-types/src/x.ts', '@parakeet/db-schema'],
    ['libs/db-types/src/x.ts', '../../local-supabase/src/index.ts'],
    ['libs/command-kit/src/x.ts', '@parakeet/local-supabase'],
    ['libs/command-kit/src/x.ts', 'pg'],
    ['libs/local-supabase/src/x.ts', '@parakeet/db-types'],
    ['libs/local-supabase/src/x.ts', '../../command-kit/src/index.ts'],
    ['libs/local-supabase/src/x.ts', '../../schema-tools/src/index.ts'],
    ['libs/schema-tools/src/x.ts', '@parakeet/db-types'],
    ['libs/schema-tools/src/x.ts', '@parakeet/db-tests'],
    ['libs/schema-runtime/src/x.ts', 'node:fs'],
    ['libs/schema-runtime/src/x.ts', '../../db-types/src/index.ts'],
    ['libs/db-types/src/x.ts', '../../schema-tools/src/index.ts'],
    ['libs/schema-tools/src/x.ts', '@parakeet/db-harness'],
    ['libs/schema-tools/src/x.ts', '../../db-types/src/index.ts'],
    ['apps/training-log/src/x.ts', '@parakeet/db-schema'],
    ['apps/training-log/src/x.tsx', 'node:fs'],
    ['apps/training-log/src/x.ts', '../../../libs/db-types/src/index.ts'],
  ])('%s may not import %s', async (place, imported) => {
    expect(await lint(place, imported)).toMatch(/no-restricted-imports|no-nodejs-modules/);
  });

  it.each([
    ['libs/db-types/src/x.ts', 'zod'],
    ['libs/db-types/src/x.ts', './y.ts'],
    ['libs/local-supabase/src/x.ts', '@parakeet/command-kit'],
    ['libs/schema-tools/src/x.ts', '@parakeet/local-supabase'],
    ['libs/schema-tools/src/x.ts', '@parakeet/schema-runtime/contracts'],
    ['libs/db-types/src/x.ts', '@parakeet/schema-runtime/columns'],
    ['libs/db-tests/src/x.ts', '@parakeet/db-schema'],
    ['apps/training-log/src/x.ts', '@parakeet/db-types'],
    ['apps/training-log/src/x.ts', '@supabase/supabase-js'],
  ])('%s may import %s', async (place, imported) => {
    expect(await lint(place, imported)).not.toMatch(/no-restricted-imports|no-nodejs-modules/);
  });
});

it('the lockfile holds no download addresses', async () => {
  const lockfile = JSON.parse(await readFile(join(workspaceRoot, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { resolved?: string; link?: boolean }>;
  };
  const resolved = Object.values(lockfile.packages).filter(
    ({ resolved: address, link }) => address !== undefined && !link,
  );
  expect(resolved).toEqual([]);
});
