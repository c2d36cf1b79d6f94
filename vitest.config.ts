import { defineConfig } from 'vitest/config';

// For one file, in an editor or in a shell: `npx vitest run libs/…/some.test.ts`. Nx runs each
// project by itself.
export default defineConfig({
  test: { projects: ['{apps,libs}/*/vite{,st}.config.ts', 'docs'] },
});
