import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { choosePostgrest } from './choose-postgrest.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parakeet-postgrest-'));
  // a directory, not a program
  await mkdir(join(directory, 'checkouts/postgrest'), { recursive: true });
  for (const name of ['postgrest', 'other']) {
    await writeFile(join(directory, name), `#!/bin/sh\necho 'PostgREST 14.0 (${name})'\n`);
    await chmod(join(directory, name), 0o755);
  }
});
afterAll(() => rm(directory, { recursive: true }));

it('takes the named one, otherwise the one on the PATH, and none for an empty name', async () => {
  const PATH = `/no/such/directory:${join(directory, 'checkouts')}:${directory}`;
  const other = join(directory, 'other');
  const version = async (option?: string, named?: string) => {
    const environment = { PATH, ...(named === undefined ? {} : { PARAKEET_POSTGREST: named }) };
    return (await choosePostgrest(option, environment))?.version;
  };
  expect(await version()).toBe('PostgREST 14.0 (postgrest)');
  expect(await version(undefined, other)).toBe('PostgREST 14.0 (other)');
  expect(await version(undefined, '')).toBeUndefined();
  expect(await version('', other)).toBeUndefined();
  expect(await version(other, '')).toBe('PostgREST 14.0 (other)');
  expect(await choosePostgrest(undefined, { PATH: '/no/such/directory' })).toBeUndefined();
});

it('refuses a named one that does not run', async () => {
  await expect(choosePostgrest('/no/such/postgrest', {})).rejects.toThrow(
    '/no/such/postgrest is not a working PostgREST',
  );
});
