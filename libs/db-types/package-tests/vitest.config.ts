import { defineConfig } from 'vitest/config';

// What is tried here is the package as it was built, so there is no condition parakeet-source.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    provide: { conditions: [] },
    // a package is packed, installed and compiled, and a browser is started
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: '../.vitest/package.json' }]],
  },
});
