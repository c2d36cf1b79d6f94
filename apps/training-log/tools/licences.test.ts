import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import * as z from 'zod';

/** Licences that only require an app to keep their text. */
const permissive = new Set(
  'MIT ISC BSD-2-Clause BSD-3-Clause 0BSD Apache-2.0 Unlicense'.split(' '),
);

const Lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      license: z.string().default('none'),
      resolved: z.string().optional(),
      link: z.boolean().optional(),
      dependencies: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

const lockfile = new URL('../../../package-lock.json', import.meta.url);
const { packages } = Lockfile.parse(JSON.parse(await readFile(lockfile, 'utf8')));

/** The lockfile's entry of a package, as seen from another one: in the nearest node_modules. */
function locate(name: string, from: string): string {
  for (let folder = from; ; folder = folder.replace(/(^|\/)[^/]*$/, '')) {
    const path = `${folder}/node_modules/${name}`.replace(/^\//, '');
    const found = packages[path];
    if (found) return found.link ? (found.resolved ?? path) : path;
    if (folder === '') throw new Error(`the lockfile has no ${name}, which ${from} needs`);
  }
}

it('the app ships packages of permissive licences only', () => {
  const shipped = new Set(['apps/training-log']);
  for (const path of shipped) {
    const needs = Object.keys(packages[path]?.dependencies ?? {});
    for (const name of needs) shipped.add(locate(name, path));
  }
  expect(shipped).toContain('node_modules/react-dom');
  expect(shipped).toContain('libs/db-types');
  const others = [...shipped]
    .map((path) => ({ path, licence: packages[path]?.license ?? 'none' }))
    .filter(({ licence }) => !licence.split(' AND ').every((one) => permissive.has(one)));
  expect(others).toEqual([]);
});
