import { defineConfig } from 'vitest/config';

// loads workspace packages from their sources, not from the last build
const resolve = { conditions: ['parakeet-source'] };

export default defineConfig({
  resolve,
  ssr: { resolve },
  // the directory of Vitest's global set-up
  environments: { __vitest__: { resolve } },
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    // one stack for all; a page waits more than it computes, so two files share the machine
    maxWorkers: 2,
    globalSetup: 'stack.ts',
    testTimeout: 120_000,
    hookTimeout: 180_000,
    reporters: ['default', ['json', { outputFile: '../.vitest/e2e.json' }]],
  },
});
