import config from './vitest.config.ts';

// What `vitals` measures: figures that depend on the machine, so nothing is asserted of them.
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
