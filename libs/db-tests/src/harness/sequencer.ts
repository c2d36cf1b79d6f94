import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** Files that take long for their size: they start whole commands, or try many documents. */
const long = /\/src\/(?:contracts\/fuzz\.test|push\/|tools\/)/;

/**
 * Starts the longest files first, so that all workers end at about the same time. Vitest knows how
 * long a file took from the run before; a clean clone has none, and there it goes by the size.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- no method of an array
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId.replaceAll('\\', '/'));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
