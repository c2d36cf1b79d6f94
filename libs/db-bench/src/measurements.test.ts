import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTool } from '@parakeet/command-kit';
import { describe, expect, it } from 'vitest';

// A measurement that nobody runs breaks unnoticed. Each is run here once, with the least that it
// measures: that it ends well and prints figures. The figures themselves say nothing.

const project = join(import.meta.dirname, '..');
const targetsOf = async (path: string) =>
  (
    JSON.parse(await readFile(join(path, 'project.json'), 'utf8')) as {
      targets: Readonly<Record<string, { command?: string }>>;
    }
  ).targets;
// `upgrades` is not among them: upgrade/at-volume.test.ts runs it, and looks at what it found
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
    const { code, output, said } = await startTool(join(project, script), ['--small'], {
      cwd: project,
      environment: process.env,
    }).outcome;
    expect(code, said).toBe(0);
    // a median, its unit, and the spread
    expect(output).toMatch(/ +[\d.]+ (?:ms|times|µs|s)\b.*\([\d.]+ to [\d.]+\)/);
  });
});
