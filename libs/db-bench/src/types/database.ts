// Where the app's Database comes from; types.ts puts another one in its place.
export type { Database } from '@parakeet/db-types';
