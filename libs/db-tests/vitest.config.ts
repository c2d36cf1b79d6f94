import { databaseTests } from '@parakeet/db-harness/vitest-config';

// it tries many documents
export default databaseTests(/\/src\/contracts\/fuzz\.test/);
