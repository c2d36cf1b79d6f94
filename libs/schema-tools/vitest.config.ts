import { defineConfig } from 'vitest/config';

export default defineConfig({
  // workspace packages are read from their sources, not from what was built last
  resolve: { conditions: ['parakeet-source'] },
  ssr: { resolve: { conditions: ['parakeet-source'] } },
  test: {
    include: ['src/**/*.test.ts'],
    // as for commands: local-supabase, node-command.cjs
    execArgv: ['--liftoff-only'],
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
  },
});
