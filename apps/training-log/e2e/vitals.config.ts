import config from './vitest.config.ts';

// The measurements of `vitals`. They depend on the machine, so no test asserts them.
export default {
  ...config,
  test: {
    ...config.test,
    include: ['**/*.measure.ts'],
    maxWorkers: 1,
    testTimeout: 300_000,
    reporters: ['default'],
  },
};
