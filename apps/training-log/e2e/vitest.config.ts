import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    // one stack and one browser, which the files share by turns
    fileParallelism: false,
    globalSetup: 'stack.ts',
    testTimeout: 120_000,
    hookTimeout: 180_000,
    reporters: ['default', ['json', { outputFile: '../.vitest/e2e.json' }]],
  },
});
