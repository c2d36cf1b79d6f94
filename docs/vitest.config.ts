import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['parakeet-source'] };

export default defineConfig({
  resolve,
  ssr: { resolve },
  // one test runs a command
  test: { include: ['*.test.ts'], testTimeout: 120_000 },
});
