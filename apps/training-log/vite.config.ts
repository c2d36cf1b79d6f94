import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  // workspace packages are read from their sources, not from what was built last
  resolve: {
    conditions: ['parakeet-source', ...defaultClientConditions],
    alias: {
      // the app keeps no files, and this is 7 kB of the first load
      '@supabase/storage-js': fileURLToPath(new URL('src/data/no-storage.ts', import.meta.url)),
    },
  },
  ssr: { resolve: { conditions: ['parakeet-source'] } },
  build: {
    target: 'es2022',
    manifest: true,
    rolldownOptions: {
      output: {
        // every screen uses it; torn between their chunks it is 0.8 kB more of the first load
        codeSplitting: { groups: [{ name: 'react-query', test: /@tanstack/ }] },
      },
    },
  },
  test: {
    include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
    // a worker keeps what it has loaded for its next file
    isolate: false,
    // a machine may have other things to do
    testTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
  },
});
