import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // a worker keeps its loaded modules for its next file
    isolate: false,
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
  },
});
