// The thread of `Layouter`. It answers each graph with its layout, in order.
import { parentPort } from 'node:worker_threads';
import layouter from 'elkjs/lib/elk.bundled.js';
import type { ElkNode } from 'elkjs/lib/elk-api.js';

const elk = new layouter.default();
// the first layout is the slow one
await elk.layout({ id: 'first', layoutOptions: { 'elk.algorithm': 'layered' }, children: [] });

/** @param message the graph with its layout, or why there is none */
function answer(message: unknown): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
  parentPort?.postMessage(message);
}

parentPort?.on('message', (graph: ElkNode) => {
  void elk.layout(graph).then(answer, (error: unknown) => answer({ error: String(error) }));
});
