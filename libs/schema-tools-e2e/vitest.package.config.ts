import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/package/*.package.ts'],
    reporters: ['default', ['json', { outputFile: '.vitest/package.json' }]],
    // an installation waits for a registry
    testTimeout: 600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});
