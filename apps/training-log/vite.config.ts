import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { preloadFirstScreen } from './tools/preload.ts';
import { sharedChunk } from './tools/shared-chunk.ts';

const leftOut = fileURLToPath(new URL('src/data/left-out.ts', import.meta.url));

export default defineConfig({
  plugins: [
    react(),
    preloadFirstScreen(),
    VitePWA({
      // a newer version waits until the lifter says so (src/service-worker.ts)
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'Parakeet',
        short_name: 'Parakeet',
        description: "Today's workout, its log, and how strong you have become",
        theme_color: '#0c6b43',
        background_color: '#f4f6ee',
        display: 'standalone',
        icons: [
          { src: 'parakeet.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: 'parakeet-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'parakeet-192.png', sizes: '192x192', type: 'image/png' },
        ],
      },
      workbox: {
        // every screen works where there is no network, also one that was never opened
        globPatterns: ['**/*.{js,css,html,svg,png}'],
        navigateFallback: 'index.html',
        cleanupOutdatedCaches: true,
        // the page of the first visit too: its other screens open without network
        clientsClaim: true,
      },
    }),
  ],
  // workspace packages are read from their sources, not from what was built last
  resolve: {
    conditions: ['parakeet-source', ...defaultClientConditions],
    alias: {
      // 21 kB of the first load, and Realtime starts with a slow look at sessionStorage
      '@supabase/storage-js': leftOut,
      '@supabase/realtime-js': leftOut,
    },
  },
  ssr: { resolve: { conditions: ['parakeet-source'] } },
  build: {
    target: 'es2022',
    manifest: true,
    license: { fileName: 'licences.md' },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'supabase', test: '@supabase/', priority: 3 },
            { name: 'first', tags: ['$initial'], priority: 2 },
            { name: sharedChunk, debugName: 'shared', minShareCount: 2, priority: 1 },
          ],
        },
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
