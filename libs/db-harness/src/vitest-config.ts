import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { longestFirst } from './sequencer.ts';

/**
 * The settings of tests that need a Postgres: one throwaway server for a run, with every migration
 * in a template that the files clone.
 *
 * @param long matches the paths of files that take longer than their size suggests; they start
 * first
 */
export function databaseTests(long?: RegExp): ViteUserConfig {
  const resolve = { conditions: ['parakeet-source'] };
  return defineConfig({
    // loads workspace packages from their sources, not from the last build
    resolve,
    ssr: { resolve },
    // the directory of Vitest's global set-up
    environments: { __vitest__: { resolve } },
    test: {
      include: ['src/**/*.test.ts'],
      // The files of a worker share its process and loaded modules. Otherwise each file would start
      // Node and load Zod, the parser of Postgres and our own code again, which takes most of a
      // second.
      isolate: false,
      // as for commands: command-kit, node-command.cjs
      execArgv: ['--liftoff-only'],
      globalSetup: [fileURLToPath(new URL('global-setup.ts', import.meta.url))],
      sequence: { sequencer: longestFirst(long) },
      // A file mostly waits for Postgres, a command or a timeout. With one worker more than cores,
      // no core is idle meanwhile.
      maxWorkers: availableParallelism() + 1,
      reporters: [
        'default',
        [
          'json',
          { outputFile: `.vitest/${process.env['PARAKEET_TEST_RESULTS'] ?? 'results'}.json` },
        ],
      ],
      // some tests run whole commands, on machines that may be slow and busy
      testTimeout: 240_000,
      hookTimeout: 240_000,
      expect: { poll: { timeout: 60_000 } },
      // the files of a worker share its globals, such as the console
      restoreMocks: true,
    },
  });
}
