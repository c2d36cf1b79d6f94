import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ElkNode } from 'elkjs/lib/elk-api.js';

/**
 * Lays out graphs in a separate thread. Elk takes a second to start, which passes while the
 * database is built.
 */
export class Layouter {
  readonly #worker = new Worker(new URL('layout-worker.ts', import.meta.url));
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    // a failed command must not wait for it
    this.#worker.unref();
  }

  /** Adds a position to each node and each line of the graph. */
  layout(graph: ElkNode): Promise<ElkNode> {
    const result = this.#last.then(async () => {
      this.#worker.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
      this.#worker.postMessage(graph);
      const [answer]: unknown[] = await once(this.#worker, 'message');
      this.#worker.unref();
      if (!isNode(answer)) throw new Error(`the layouter answered ${JSON.stringify(answer)}`);
      return answer;
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

function isNode(value: unknown): value is ElkNode {
  return typeof value === 'object' && value !== null && 'id' in value;
}
