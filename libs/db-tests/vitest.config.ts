import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './src/harness/sequencer.ts';

export default defineConfig({
  // workspace packages are read from their sources, not from what was built last
  resolve: { conditions: ['parakeet-source'] },
  ssr: { resolve: { conditions: ['parakeet-source'] } },
  // where Vitest runs the global set-up
  environments: { __vitest__: { resolve: { conditions: ['parakeet-source'] } } },
  test: {
    include: ['src/**/*.test.ts'],
    // as for commands: local-supabase, node-command.cjs
    execArgv: ['--liftoff-only'],
    globalSetup: ['src/harness/global-setup.ts'],
    sequence: { sequencer: LongestFirst },
    // Vitest would leave one core to itself. A file mostly waits for Postgres, for a command or for a
    // time limit, so one worker more than there are cores keeps the cores busy.
    maxWorkers: availableParallelism() + 1,
    reporters: [
      'default',
      ['json', { outputFile: `.vitest/${process.env['PARAKEET_TEST_RESULTS'] ?? 'results'}.json` }],
    ],
    // some tests run whole commands, on machines that may be slow and busy
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
