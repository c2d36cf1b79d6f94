import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'tsup';

const here = import.meta.dirname;

export default defineConfig({
  entry: {
    columns: 'src/columns/index.ts',
    contracts: 'src/contracts/index.ts',
    reading: 'src/reading/index.ts',
  },
  format: ['esm', 'cjs'],
  dts: true,
  // the parts have one registry of rules between them, and an app leaves out what it does not use
  splitting: true,
  external: ['zod'],
  // what React Native's engine runs as it stands
  target: 'es2020',
  clean: true,
  onSuccess: async () => {
    for (const [from, to] of [['README.md'], ['../../LICENSE', 'LICENSE']] as const) {
      cpSync(join(here, from), join(here, 'dist', to ?? from));
    }
    const manifest = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as object;
    const published = JSON.stringify(
      { ...manifest, private: undefined, devDependencies: undefined },
      // the sources are not in the package, and it is the folder dist
      (name, value: unknown) =>
        name === 'parakeet-source'
          ? undefined
          : typeof value === 'string'
            ? value.replace('./dist/', './')
            : value,
      2,
    );
    writeFileSync(join(here, 'dist/package.json'), `${published}\n`);
  },
});
