import { databaseTests } from '@parakeet/db-harness/vitest-config';

// the fuzzer tries many documents
export default databaseTests(/\/src\/contracts\/fuzz\.test/);
