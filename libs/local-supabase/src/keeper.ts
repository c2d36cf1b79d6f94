// Runs a program and ends it when the caller has ended. It is a separate process, so it works even
// after kill -9 of the caller: that closes our standard input.
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Order } from './kept-process.ts';

const order = JSON.parse(process.argv[2] ?? '') as Order;
const output = order.log === undefined ? 'inherit' : openSync(order.log, 'a');
// the compile cache is ours, not the program's
const { NODE_COMPILE_CACHE: _, ...env } = process.env;
const child = spawn(order.program, order.parameters, {
  ...order.user,
  ...(order.cwd === undefined ? {} : { cwd: order.cwd }),
  env,
  stdio: ['ignore', output, output],
});
child.once('error', (error) => {
  process.stderr.write(`could not start ${order.program}: ${error.message}\n`);
  process.exit(1);
});

let isAsked = false;
child.once('exit', (code, signal) => {
  // the files stay if the program ended by itself, because its log says why
  if (isAsked && order.remove !== undefined) {
    void rm(order.remove, { recursive: true, force: true, maxRetries: 3 }).then(() =>
      process.exit(0),
    );
    return;
  }
  if (signal && !isAsked) process.stderr.write(`ended by ${signal}\n`);
  process.exit(code ?? 1);
});
process.stdin.once('close', () => {
  isAsked = true;
  child.kill(order.endBy);
  // a program that ignores the signal
  if (order.killAfterMs !== undefined) {
    setTimeout(() => child.kill('SIGKILL'), order.killAfterMs).unref();
  }
});
process.stdin.resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
