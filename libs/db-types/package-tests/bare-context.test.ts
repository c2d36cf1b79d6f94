import { createContext, runInContext } from 'node:vm';
import { expect, inject, it } from 'vitest';
import { bundleVerdicts } from './bundle.ts';
import { verdicts, type Verdicts } from './verdicts.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The tested exports of the package: its sources, or the build. */
    readonly conditions: readonly string[];
  }
}

/** What the language itself has, without Node's and the browsers' globals. */
async function run({ generatesCode }: { readonly generatesCode: boolean }) {
  const context = createContext({}, { codeGeneration: { strings: generatesCode, wasm: false } });
  expect(runInContext('typeof process + typeof URL + typeof TextEncoder', context)).toBe(
    'undefined'.repeat(3),
  );
  runInContext(await bundleVerdicts(inject('conditions')), context);
  return JSON.parse(runInContext('JSON.stringify(proof.verdicts())', context)) as Verdicts;
}

it.each([false, true])(
  'says the same without any global of Node, code generation allowed: %s',
  async (generatesCode) => {
    const here = verdicts();
    expect(here).toMatchObject({ generatesCode: true, wrong: [] });
    expect(await run({ generatesCode })).toEqual({ ...here, generatesCode });
  },
);
