import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTool } from '@parakeet/command-kit';
import { describe, expect, it } from 'vitest';

// Nobody notices a broken measurement that is never run. So each runs here once at its smallest
// size, and must succeed and print figures. The figures themselves mean nothing.

const project = join(import.meta.dirname, '..');
const targetsOf = async (path: string) =>
  (
    JSON.parse(await readFile(join(path, 'project.json'), 'utf8')) as {
      targets: Readonly<Record<string, { command?: string }>>;
    }
  ).targets;
// `upgrades` is missing, because upgrade/at-volume.test.ts runs it and checks its result
const measurements = Object.entries(await targetsOf(project)).flatMap(([name, { command }]) => {
  const script = /\{projectRoot\}\/(src\/\S+\.ts)/.exec(command ?? '')?.[1];
  return script === undefined ? [] : [{ name, script }];
});

describe('each measurement still measures', () => {
  it('there are some', () => {
    expect(measurements.length).toBeGreaterThan(1);
  });

  it('db-tests:bench runs all of them', async () => {
    const { bench } = await targetsOf(join(project, '../db-tests'));
    const names = / -t (.+) --/.exec(bench?.command ?? '')?.[1]?.split(' ');
    expect(names?.toSorted()).toEqual(measurements.map(({ name }) => name).toSorted());
  });

  it.each(measurements)('$script', async ({ script }) => {
    const { code, output, stderr } = await startTool(join(project, script), ['--small'], {
      cwd: project,
      environment: process.env,
    }).outcome;
    expect(code, stderr).toBe(0);
    // a median, its unit, and the spread
    expect(output).toMatch(/ +[\d.]+ (?:ms|times|µs|s)\b.*\([\d.]+ to [\d.]+\)/);
  });
});
