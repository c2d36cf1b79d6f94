// React Native's engine. npm has no current Hermes: it has 0.12 of 2022, which runs scripts, and
// today's compiler, which only compiles. So the former runs the package after Metro's
// transformation for an engine without classes, and the latter compiles it unchanged.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bundleVerdicts, packageDirectory } from './bundle.ts';
import { verdicts } from './verdicts.ts';

const execute = promisify(execFile);
const installed = join(packageDirectory, 'package-tests/hermes/node_modules');
const platforms = new Map([
  ['linux-x64', 'linux64-bin'],
  ['darwin-x64', 'osx-bin'],
  ['darwin-arm64', 'osx-bin'],
]);
const platform = platforms.get(`${process.platform}-${process.arch}`) ?? 'none';
const engine = join(installed, 'hermes-engine-cli', platform, 'hermes');
const compiler = join(installed, 'hermes-compiler/hermesc', platform, 'hermesc');
const missing = [engine, compiler].filter((program) => !existsSync(program));
if (missing.length > 0) {
  process.stdout.write(
    'skipped: Hermes is not here; `npm ci --prefix libs/db-types/package-tests/hermes` installs it on Linux x64 and macOS\n',
  );
}

describe.skipIf(missing.length > 0)("React Native's engine", () => {
  let directory: string;
  let script: string;
  /** The script without classes, and with what else came with them. */
  let old: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'parakeet-hermes-'));
    script = await bundleVerdicts(inject('conditions'));
    old = ts.transpileModule(script, {
      compilerOptions: {
        target: ts.ScriptTarget.ES5,
        downlevelIteration: true,
        module: ts.ModuleKind.ESNext,
        ignoreDeprecations: '6.0',
      },
    }).outputText;
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it.each([true, false])('says what Node says, code generation allowed: %s', async (allowed) => {
    const file = join(directory, 'verdicts.js');
    await writeFile(file, `${old}\nprint(JSON.stringify(proof.verdicts()));\n`);
    const { stdout } = await execute(engine, ['-w', `-enable-eval=${allowed}`, file], {
      maxBuffer: 2 ** 24,
    });
    expect(JSON.parse(stdout)).toEqual({ ...verdicts(), generatesCode: allowed });
  });

  it('as it is today compiles the package without a transformation', async () => {
    const file = join(directory, 'package.js');
    await writeFile(file, script);
    await execute(compiler, ['-w', '-O', '-emit-binary', `-out=${file}.hbc`, file]);
    expect((await stat(`${file}.hbc`)).size).toBeGreaterThan(script.length / 4);
  });
});
