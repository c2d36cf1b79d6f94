// Where the app's Database comes from; type-cost.ts puts another one in its place.
export type { Database } from '@parakeet/db-types';
