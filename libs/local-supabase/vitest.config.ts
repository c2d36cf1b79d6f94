import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // a worker keeps what it has loaded for its next file
    isolate: false,
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
    // servers are started, on machines that may be slow and busy
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
