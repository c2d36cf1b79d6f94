import { join } from 'node:path';
import { startTool, workspaceRoot } from '@parakeet/command-kit';
import { contractSubjects } from '@parakeet/db-harness/contract-columns';
import { onServerOfTheRun } from '@parakeet/db-harness/small-checkout';
import { expect, it } from 'vitest';

// the tests name this command when they find a disagreement, so it must not be a test run itself

function fuzz(...parameters: readonly string[]) {
  return startTool(join(import.meta.dirname, '../commands/fuzz.ts'), parameters, {
    cwd: workspaceRoot,
    environment: { ...process.env, NO_COLOR: '1', ...onServerOfTheRun() },
  }).outcome;
}

it('db-tests:fuzz tries documents of each contract', async () => {
  const { code, output, stderr } = await fuzz('--documents=3', '--seed=1');
  expect(code, stderr).toBe(0);
  const tried = [...output.matchAll(/✔ (\S+) +one verdict on 3 documents/g)];
  expect(tried.map(([, name]) => name)).toEqual(contractSubjects.map(({ name }) => name));
  expect(output).toContain('seed 1,');
});

it('db-tests:fuzz --shapes tries documents of the named shape', async () => {
  const { code, output, stderr } = await fuzz(
    '--shapes',
    '--column=Uuid',
    '--documents=3',
    '--seed=1',
  );
  expect(code, stderr).toBe(0);
  const tried = [...output.matchAll(/✔ (\S+) +one verdict on 3 documents/g)];
  expect(tried.map(([, name]) => name)).toEqual(['Uuid']);
});

it('db-tests:fuzz refuses an unknown contract, and names the known ones', async () => {
  const { code, stderr } = await fuzz('--column=sessions.nothing');
  expect(code).toBe(2);
  expect(stderr).toContain('there is no contract of "sessions.nothing"');
  for (const { name } of contractSubjects) expect(stderr).toContain(name);
});
