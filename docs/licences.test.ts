import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Licences that allow use in any product, if their text goes along. */
const allowed = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'PostgreSQL',
  'Unlicense',
]);

/** Others, each with the reason why it may be installed. */
const reasons: Readonly<Record<string, string>> = {
  'node_modules/elkjs EPL-2.0 OR GPL-3.0-or-later':
    'it lays out diagrams; nothing of it is in the output (ADR 27)',
  'node_modules/ssh2 undefined': 'MIT, in an older field of its package.json',
  'node_modules/cpu-features undefined': 'MIT, in an older field of its package.json',
  'node_modules/buildcheck undefined': 'MIT, in an older field of its package.json',
};

interface Package {
  readonly license?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

it('what users install or load has an allowed licence', async () => {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, Package>>;
  };
  const seen = new Set<string>();
  const visit = (path: string): void => {
    const { link, resolved, ...one } = lock.packages[path] ?? {};
    if (seen.has(path)) return;
    seen.add(path);
    if (link && resolved !== undefined) visit(resolved);
    for (const name of Object.keys({ ...one.dependencies, ...one.optionalDependencies })) {
      const found = placesOf(path, name).find((place) => lock.packages[place]);
      if (found !== undefined) visit(found);
    }
  };
  for (const project of ['libs/schema-tools', 'libs/schema-runtime', 'libs/db-types'])
    visit(project);
  for (const app of await readdir(join(root, 'apps'))) visit(`apps/${app}`);
  const installed = [...seen].filter((path) => path.includes('node_modules/'));
  const refused = installed.flatMap((path) => {
    const { link, license = 'undefined' } = lock.packages[path] ?? {};
    const isAllowed = link || license.split(' AND ').every((part) => allowed.has(part));
    return isAllowed ? [] : [`${path} ${license}`];
  });
  expect(installed.length).toBeGreaterThan(50);
  // one with a reason that is not installed any more is a finding too
  expect(refused.toSorted()).toEqual(Object.keys(reasons).toSorted());
});

/** Where Node looks for a package that the package at a path imports, the nearest place first. */
function placesOf(path: string, name: string): string[] {
  const parts = path.split('/node_modules/');
  const nested = parts.map((_, index) =>
    parts.slice(0, parts.length - index).join('/node_modules/'),
  );
  return [...nested.map((place) => `${place}/node_modules/${name}`), `node_modules/${name}`];
}
