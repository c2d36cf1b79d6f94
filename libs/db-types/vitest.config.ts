import { defineConfig } from 'vitest/config';

export default defineConfig({
  // workspace packages are read from their sources, not from what was built last
  resolve: { conditions: ['parakeet-source'] },
  ssr: { resolve: { conditions: ['parakeet-source'] } },
  test: {
    // the other tests of the package are of what was built: `nx run db-types:package`
    include: ['src/**/*.test.ts', 'package-tests/bare-context.test.ts'],
    // a worker keeps what it has loaded for its next file
    isolate: false,
    provide: { conditions: ['parakeet-source'] },
    // one bundles the package first, on a machine that may have other things to do
    testTimeout: 60_000,
    typecheck: {
      enabled: true,
      include: ['src/**/*.test-d.ts'],
      // two versions are installed: this one is fast, and the other is for tools that use its API
      checker: '../../node_modules/typescript-native/bin/tsc',
    },
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
  },
});
