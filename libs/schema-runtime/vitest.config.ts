import { defineConfig } from 'vitest/config';

export default defineConfig({
  // workspace packages are read from their sources, not from what was built last
  resolve: { conditions: ['parakeet-source'] },
  ssr: { resolve: { conditions: ['parakeet-source'] } },
  test: {
    include: ['src/**/*.test.ts'],
    // a worker keeps what it has loaded
    isolate: false,
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
  },
});
