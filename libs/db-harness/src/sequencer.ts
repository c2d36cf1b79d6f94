import type { TestSequencerConstructor, TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/**
 * Starts the longest files first, so that all workers end at about the same time. Vitest knows how
 * long a file took from the run before; a clean clone has none, and there it goes by the size.
 *
 * @param long matches the paths of files that take long for their size
 */
export function longestFirst(long?: RegExp): TestSequencerConstructor {
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      // oxlint-disable-next-line unicorn/no-array-sort -- no method of an array
      const sorted = await super.sort(files);
      if (!long) return sorted;
      const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId.replaceAll('\\', '/'));
      return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
    }
  };
}
