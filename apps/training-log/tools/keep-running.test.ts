import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { keepRunning, type Running } from './keep-running.ts';

// A small program stands for the Data API: these tests are about when and how it ends.
function program(text: string): Running {
  const child = spawn(process.execPath, ['-e', text], { stdio: 'ignore' });
  return { ended: once(child, 'close').then(() => `with exit code ${child.exitCode}`) };
}

const dies = 'process.exit(3)';

/** Keeps a program with these starts running, and returns the reports. */
async function keep(
  starts: readonly (() => Promise<Running>)[],
  pauses: readonly number[],
): Promise<string[]> {
  const lines: string[] = [];
  const left = [...starts];
  await keepRunning({
    name: 'it',
    first: program(dies),
    start: () => left.shift()?.() ?? Promise.reject(new Error('There is no start\nany more.')),
    say: (line) => lines.push(line),
    gaveUp: (words) => new Error(words),
    signal: new AbortController().signal,
    pauses,
  }).catch((error: unknown) => lines.push(String(error)));
  return lines;
}

it('restarts a program each time it ends, and reports it in a line', async () => {
  const start = () => Promise.resolve(program(dies));
  expect((await keep([start, start], [0.01, 0.02, 0.03])).slice(0, 4)).toEqual([
    'it ended with exit code 3; starting it again in 0.01 s',
    'it serves again',
    'it ended with exit code 3; starting it again in 0.02 s',
    'it serves again',
  ]);
});

it('gives up after the last pause, with the last failure in one line', async () => {
  expect(await keep([() => Promise.resolve(program(dies))], [0.01, 0.02, 0.03])).toEqual([
    'it ended with exit code 3; starting it again in 0.01 s',
    'it serves again',
    'it ended with exit code 3; starting it again in 0.02 s',
    'There is no start any more; starting it again in 0.03 s',
    'Error: There is no start any more, and 3 restarts failed.',
  ]);
});

it('starts nothing after its signal has aborted', async () => {
  const controller = new AbortController();
  const lines: string[] = [];
  const kept = keepRunning({
    name: 'it',
    first: program(dies),
    start: () => Promise.resolve(program(dies)),
    say: (line) => {
      lines.push(line);
      controller.abort();
    },
    gaveUp: (words) => new Error(words),
    signal: controller.signal,
    pauses: [60],
  });
  await kept;
  expect(lines).toEqual(['it ended with exit code 3; starting it again in 60 s']);
});
