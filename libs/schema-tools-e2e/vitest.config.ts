import { databaseTests } from '@parakeet/db-harness/vitest-config';

export default databaseTests();
