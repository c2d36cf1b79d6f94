import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // a worker keeps its loaded modules for its next file
    isolate: false,
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
    // the tests start servers, on machines that may be slow and busy
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
