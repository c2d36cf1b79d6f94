import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
    // servers are started, on machines that may be slow and busy
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
