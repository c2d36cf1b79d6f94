import { defineConfig, type Options } from 'tsup';

const common: Options = {
  dts: { entry: 'src/index.ts' },
  external: ['zod'],
  // what React Native's engine runs as it stands
  target: 'es2020',
  clean: true,
};

export default defineConfig([
  {
    ...common,
    format: 'esm',
    outDir: 'dist/esm',
    // A chunk a table, a function and a contract: since the package says "sideEffects": false, bundlers
    // leave out what an app does not use. In one file the calls of Zod would all have to stay.
    entry: [
      'src/index.ts',
      'src/calendar-day.ts',
      'src/generated/functions/*.ts',
      'src/generated/rows/*.ts',
      'src/json/*.ts',
      'src/reading/*.ts',
      '!src/{generated/functions,generated/rows,json}/index.ts',
      '!src/**/*.{test,test-d}.ts',
    ],
    splitting: true,
  },
  { ...common, format: 'cjs', outDir: 'dist/cjs', entry: ['src/index.ts'] },
]);
