import { createRandom } from '@parakeet/db-harness/random';

/** Draws that depend on a seed alone. */
export class Draw {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = createRandom(seed);
  }

  /** A whole number from 0 up to a limit, without it. */
  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }

  /** @throws Error if there is nothing to choose from */
  one<Value>(values: readonly Value[]): Value {
    const found = values[this.below(values.length)];
    if (found === undefined) throw new Error('there is nothing to draw from');
    return found;
  }

  some<Value>(values: readonly Value[], share = 0.5): Value[] {
    return values.filter(() => this.chance(share));
  }
}
