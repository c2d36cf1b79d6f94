import { defineConfig } from 'vitest/config';

// workspace packages are read from their sources, not from what was built last
const resolve = { conditions: ['parakeet-source'] };

export default defineConfig({
  resolve,
  ssr: { resolve },
  // where Vitest runs the global set-up
  environments: { __vitest__: { resolve } },
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    // one stack for all; a page waits more than it works, so two files share the machine
    maxWorkers: 2,
    globalSetup: 'stack.ts',
    testTimeout: 120_000,
    hookTimeout: 180_000,
    reporters: ['default', ['json', { outputFile: '../.vitest/e2e.json' }]],
  },
});
