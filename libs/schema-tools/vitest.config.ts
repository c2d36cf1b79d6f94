import { defineConfig } from 'vitest/config';

export default defineConfig({
  // workspace packages are read from their sources, not from what was built last
  resolve: { conditions: ['parakeet-source'] },
  ssr: { resolve: { conditions: ['parakeet-source'] } },
  test: {
    include: ['src/**/*.test.ts'],
    // a worker keeps what it has loaded for its next file
    isolate: false,
    // as for commands: local-supabase, node-command.cjs
    execArgv: ['--liftoff-only'],
    // some try thousands of documents, on machines that may be slow and busy
    testTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
  },
});
