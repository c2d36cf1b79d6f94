// The keeper of a PostgREST, a process of its own: starts the program, and ends it when whoever
// asked for it has ended, by Ctrl-C or by kill -9: then our standard input is closed.
import { spawn } from 'node:child_process';

const [program = ''] = process.argv.slice(2);
const child = spawn(program, [], { stdio: ['ignore', 'inherit', 'inherit'] });
child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.once('exit', (code, signal) => {
  if (signal) process.stderr.write(`ended by ${signal}\n`);
  process.exit(code ?? 1);
});
process.stdin.once('close', () => {
  child.kill('SIGTERM');
  // one that does not listen
  setTimeout(() => child.kill('SIGKILL'), 2000).unref();
});
process.stdin.resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
