// The source of the app's Database; types.ts replaces it.
export type { Database } from '@parakeet/db-types';
