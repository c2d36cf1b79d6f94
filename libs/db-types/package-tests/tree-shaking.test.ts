import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { argumentContracts, jsonContracts } from '@parakeet/db-types';
import { beforeAll, expect, it } from 'vitest';
import { bundle, packageDirectory } from './bundle.ts';

/** The file of dist that declares each export: `SessionLogsRow` → `dist/esm/chunk-AB12CD34.js`. */
const declaredIn = new Map<string, string>();

beforeAll(async () => {
  const names = Object.keys(await import('@parakeet/db-types'));
  for (const name of names) declaredIn.set(name, 'dist/esm/index.js');
  const index = await readFile(join(packageDirectory, 'dist/esm/index.js'), 'utf8');
  for (const [, imported = '', file] of index.matchAll(/import \{([^}]+)\} from "\.\/(.+?)"/g)) {
    for (const name of imported.split(',')) declaredIn.set(name.trim(), `dist/esm/${file}`);
  }
  if (declaredIn.size > names.length) throw new Error('dist/esm/index.js is not read rightly');
});

/** The exports whose files are in the bundle of an app that imports one of them. */
async function comesWith(name: string): Promise<string[]> {
  const { files } = await bundle(`export { ${name} } from '@parakeet/db-types';`, {
    external: ['zod'],
  });
  return [...declaredIn].flatMap(([other, file]) => (file in files ? [other] : [])).toSorted();
}

it('an app that imports one contract gets its parts, and nothing of the rows', async () => {
  // contractErrors and rulesOf share files with what a contract is built from
  expect(await comesWith('ActualSets')).toEqual([
    'ActualSet',
    'ActualSets',
    'contractErrors',
    'rulesOf',
  ]);
});

it('no contract brings a row schema', async () => {
  const contracts = new Set<unknown>([
    ...Object.values(jsonContracts).flatMap((columns) => Object.values(columns)),
    ...Object.values(argumentContracts),
  ]);
  const exported: Readonly<Record<string, unknown>> = await import('@parakeet/db-types');
  const names = Object.keys(exported).filter((name) => contracts.has(exported[name]));
  expect(names).toHaveLength(contracts.size);
  for (const name of names) {
    const others = await comesWith(name);
    expect(others).toContain(name);
    expect(others.filter((other) => /(Row|Insert|Update|rowSchemas)$/.test(other))).toEqual([]);
  }
});

it('a contract brings no schema of a column type that it does not use', async () => {
  const { code } = await bundle("export { ActualSets } from '@parakeet/db-types';", {
    external: ['zod'],
  });
  expect(code).toContain('must be');
  // of integers, text[], timestamptz and boolean
  expect(code).not.toMatch(/2147483648|list of texts|with its offset|true or false/);
});

it('a contract weighs at most 2 kB gzipped beside Zod', async () => {
  const { code } = await bundle("export { ActualSets } from '@parakeet/db-types';", {
    minify: true,
    external: ['zod'],
  });
  // 1.7 kB as measured; each rule that a contract asks for brings its own check alone
  expect(gzipSync(code).length).toBeLessThan(2000);
});

it("a table's schema brings no other table's", async () => {
  const others = await comesWith('SessionLogsRow');
  expect(others.filter((other) => /(Row|Insert|Update|rowSchemas)$/.test(other))).toEqual([
    'SessionLogsInsert',
    'SessionLogsRow',
    'SessionLogsUpdate',
  ]);
});

it("a function's schema brings the row that it returns, and no other function's", async () => {
  const others = await comesWith('CompleteSessionArgs');
  expect(others.filter((other) => /(Args|Result|functionSchemas)$/.test(other))).toEqual([
    'CompleteSessionArgs',
    'CompleteSessionResult',
  ]);
  expect(others).not.toContain('ProgramsRow');
});

it('reading tolerantly brings nothing but itself', async () => {
  expect(await comesWith('readRows')).toEqual(['readRow', 'readRows']);
  // it asks the rules of a contract what makes the elements of a list unique
  expect(await comesWith('changeDocument')).toEqual(['changeDocument', 'rulesOf']);
});
