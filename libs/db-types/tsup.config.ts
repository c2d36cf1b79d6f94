import { cpSync, globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defineConfig, type Options } from 'tsup';

const runtime = join(import.meta.dirname, '../schema-runtime/src');

const common: Options = {
  // the package contains the runtime, so users install no other package
  dts: {
    entry: 'src/index.ts',
    compilerOptions: {
      paths: { '@parakeet/schema-runtime/*': [join(runtime, '*/index.ts')] },
    },
  },
  noExternal: [/^@parakeet\//],
  esbuildOptions: (options) => {
    options.conditions = ['parakeet-source'];
  },
  external: ['zod'],
  // what React Native's engine runs as it stands
  target: 'es2020',
  clean: true,
};

/** The files of a folder by the names that they have when they are built. */
function filesOf(folder: string, patterns: readonly string[]): [string, string][] {
  return patterns
    .flatMap((pattern) => globSync(pattern, { cwd: folder }))
    .filter((file) => !/\.test(-d)?\.ts$|(^|\/)index\.ts$/.test(file))
    .map((file) => [file.replace(/\.ts$/, ''), relative('.', join(folder, file))]);
}

export default defineConfig([
  {
    ...common,
    format: 'esm',
    outDir: 'dist/esm',
    // One chunk for each table, function and contract. The package has "sideEffects": false, so
    // bundlers leave out unused chunks. From one file they could not remove the calls of Zod.
    entry: {
      index: 'src/index.ts',
      ...Object.fromEntries([
        ...filesOf('src', [
          'calendar-day.ts',
          'generated/functions/*.ts',
          'generated/rows/*.ts',
          'json/*.ts',
        ]),
        ...filesOf(runtime, ['contracts/*.ts', 'reading/*.ts']),
      ]),
    },
    splitting: true,
    onSuccess: async () => cpSync('../../LICENSE', 'dist/LICENSE'),
  },
  { ...common, format: 'cjs', outDir: 'dist/cjs', entry: ['src/index.ts'] },
]);
