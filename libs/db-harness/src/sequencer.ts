import type { TestSequencerConstructor, TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/**
 * Starts the longest files first, so all workers end at about the same time. Vitest knows how long
 * a file took in the last run. A clean clone has no last run, so the size decides there.
 *
 * @param long matches the paths of files that take longer than their size suggests
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
