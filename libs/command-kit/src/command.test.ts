import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTool } from './start-tool.ts';

/** A command with every kind of option. It prints its options, and ends as they say. */
const text = `
import { runCommand, ToolError } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
await runCommand(
  {
    title: 'some:command',
    description: 'Does something. Exit code: 0 done.',
    properties: {
      logs: { type: 'integer', description: 'how many' },
      format: { type: 'string' },
      end: { type: 'string' },
      loud: { type: 'boolean' },
      __unparsed__: { type: 'array' },
    },
  },
  async (options) => {
    const end = options.text('end');
    if (end === 'failed') throw new ToolError('It failed.', { next: 'Fix it.' });
    if (end === 'blind') throw new ToolError('It could not look.', { exitCode: 3 });
    if (end === 'full') throw Object.assign(new Error('x'), { code: 'ENOSPC', path: '/data' });
    if (end === 'defect') throw new TypeError('a defect');
    process.stdout.write(JSON.stringify([
      options.wholeNumber('logs', 1, 10), options.oneOf('format', ['text', 'json']), options.flag('loud'),
    ]));
  },
);`;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parakeet command '));
  await writeFile(join(directory, 'command.ts'), text);
});
afterAll(() => rm(directory, { recursive: true }));

const run = (...parameters: string[]) =>
  startTool(join(directory, 'command.ts'), parameters, {
    cwd: directory,
    // as Nx sets it for its tasks
    environment: { PATH: process.env['PATH'], FORCE_COLOR: '1' },
  }).outcome;

describe('runCommand', () => {
  it('reads options, each by its kind', async () => {
    expect(await run('--logs=10', '--format=json', '--loud')).toMatchObject({
      code: 0,
      output: '[10,"json",true]',
    });
    expect((await run()).output).toBe('[null,"text",false]');
  });

  it.each([
    ['--logs=0', '--logs takes a whole number from 1 to 10, not "0"'],
    ['--logs=1e1', '--logs takes a whole number from 1 to 10, not "1e1"'],
    ['--format=xml', '--format=xml is not known.\n\nIt is one of: text, json.'],
    ['--lodu', "Unknown option '--lodu'\n\nnpx nx run some:command --help shows the options."],
    ['extra', 'npx nx run some:command --help shows the options.'],
  ])('%s is not understood', async (parameter, words) => {
    const { code, stderr } = await run(parameter);
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });

  it.each([
    ['failed', 1, '✘ It failed.\n\nFix it.\n'],
    ['blind', 3, '✘ It could not look.\n'],
    ['full', 1, '✘ The disk is full: /data (ENOSPC).\n\nMake room there, and run this again.\n'],
  ])('ends with an exit code and a sentence: %s', async (end, code, stderr) => {
    expect(await run(`--end=${end}`)).toMatchObject({ code, stderr });
  });

  it('keeps the stack of a bug', async () => {
    const { code, stderr } = await run('--end=defect');
    expect(stderr).toMatch(/TypeError: a defect\n\s+at /);
    expect(code).toBe(1);
  });

  it('shows its options, and not those of Nx', async () => {
    const { code, output } = await run('--help');
    expect(output).toContain('npx nx run some:command [options]');
    expect(output).toMatch(/--logs=…\s+how many/);
    expect(output).not.toContain('__unparsed__');
    expect(code).toBe(0);
  });
});
