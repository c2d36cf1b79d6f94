import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as built from '@parakeet/db-types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageDirectory } from './bundle.ts';
import manifest from '../package.json' with { type: 'json' };

const execute = promisify(execFile);
// two versions are installed, and apps may have this one, which still knows node10
const tsc = join(packageDirectory, '../../node_modules/typescript/bin/tsc');

/** An app's code: types and values, and a mistake that must not compile. */
const consumer = `
  import { ActualSets, SessionLogsInsert, jsonContracts, type Database } from '@parakeet/db-types';

  const sets: ActualSets = ActualSets.parse([]);
  export const weights: number[] = sets.map((set) => set.weight_grams);
  export const contract: typeof ActualSets = jsonContracts.session_logs.actual_sets;
  export type Status = Database['public']['Tables']['sessions']['Row']['status'];
  export const log = (draft: unknown): SessionLogsInsert => SessionLogsInsert.parse(draft);
  // @ts-expect-error -- no such status
  export const status: Status = 'done';
`;

describe('the package as npm packs it, in an empty project', () => {
  let project: string;
  const inProject = (program: string, ...args: string[]) =>
    execute(program, args, { cwd: project }).catch((error: { stdout: string; stderr: string }) => {
      throw new Error(error.stdout + error.stderr, { cause: error });
    });
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'parakeet-app-'));
    await writeFile(join(project, 'package.json'), '{ "private": true }');
    await inProject('npm', 'pack', '--loglevel=error', packageDirectory);
    const tarball = (await readdir(project)).find((name) => name.endsWith('.tgz'));
    await inProject(
      'npm',
      'install',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      `./${tarball}`,
      `zod@${manifest.devDependencies.zod}`,
    );
  });
  afterAll(() => rm(project, { recursive: true, force: true }));

  it('comes with nothing but Zod', async () => {
    const there = await readdir(join(project, 'node_modules'));
    expect(there.filter((name) => !name.startsWith('.')).toSorted()).toEqual(['@parakeet', 'zod']);
    expect(await readdir(join(project, 'node_modules/@parakeet'))).toEqual(['db-types']);
    expect(manifest).not.toHaveProperty('dependencies');
    expect(Object.keys(manifest.peerDependencies)).toEqual(['zod']);
  });

  it.each([
    ['import', 'module', "import * as types from '@parakeet/db-types';"],
    ['require', 'commonjs', "const types = require('@parakeet/db-types');"],
  ])('gives all exports by %s, and they work', async (_, type, load) => {
    const script = `${load}
      const { success } = types.ActualSets.safeParse([{ set_number: 1 }]);
      console.log(JSON.stringify({ names: Object.keys(types).sort(), success }));`;
    const { stdout } = await inProject('node', `--input-type=${type}`, '--eval', script);
    expect(JSON.parse(stdout)).toEqual({ names: Object.keys(built).toSorted(), success: false });
  });

  it.each([
    ['node16', 'node16', ['consumer.mts', 'consumer.cts']],
    ['bundler', 'esnext', ['consumer.ts']],
    ['node10', 'commonjs', ['consumer.ts']],
  ])('has types for moduleResolution %s', async (moduleResolution, module, files) => {
    for (const file of files) await writeFile(join(project, file), consumer);
    const config = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        target: 'es2022',
        types: [],
        // once is enough, and it takes as long as the rest
        skipLibCheck: moduleResolution !== 'node16',
        // node10 is on its way out, and still what many apps have
        ignoreDeprecations: '6.0',
        module,
        moduleResolution,
      },
      files,
    };
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify(config));
    expect((await inProject(tsc, '--project', '.')).stdout).toBe('');
  });
});
