// The keeper of a throwaway PostgreSQL, a process of its own: starts the server, and when
// the run that asked for it has ended (its end of our standard input is closed, whether it
// ended well, by Ctrl-C or by kill -9) stops the server and removes its files.
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { rm } from 'node:fs/promises';

interface Order {
  readonly postgres: string;
  readonly data: string;
  readonly home: string;
  readonly log: string;
  readonly uid?: number;
  readonly gid?: number;
}

const order = JSON.parse(process.argv[2] ?? '') as Order;
const output = openSync(order.log, 'a');
const { uid, gid } = order;
const server = spawn(order.postgres, ['-D', order.data], {
  stdio: ['ignore', output, output],
  cwd: '/',
  ...(uid !== undefined && gid !== undefined ? { uid, gid } : {}),
});

server.once('error', (error) => {
  process.stderr.write(`could not start ${order.postgres}: ${error.message}\n`);
  process.exit(1);
});
// The files stay when the server ended by itself: its log says why, and who asked reads it.
let asked = false;
server.once('exit', () => {
  if (!asked) process.exit(1);
  void rm(order.home, { recursive: true, force: true, maxRetries: 3 }).then(() => process.exit(0));
});

process.stdin.once('close', () => {
  asked = true;
  // immediate: nothing in it is to be kept
  server.kill('SIGQUIT');
});
process.stdin.resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
