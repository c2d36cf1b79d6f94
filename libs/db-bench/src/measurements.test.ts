import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTool } from '@parakeet/command-kit';
import { describe, expect, it } from 'vitest';

// A measurement that nobody runs breaks unnoticed. Each is run here once, with the least that it
// measures: that it ends well and prints figures. The figures themselves say nothing.

const project = join(import.meta.dirname, '..');
const { targets } = JSON.parse(await readFile(join(project, 'project.json'), 'utf8')) as {
  targets: Readonly<Record<string, { command?: string }>>;
};
// `upgrades` is not among them: upgrade/at-volume.test.ts runs it, and looks at what it found
const scripts = Object.values(targets).flatMap(
  ({ command }) => /\{projectRoot\}\/(src\/\S+\.ts)/.exec(command ?? '')?.[1] ?? [],
);

describe('each measurement still measures', () => {
  it('there are some', () => {
    expect(scripts.length).toBeGreaterThan(1);
  });

  it.each(scripts)('%s', async (script) => {
    const { code, output, said } = await startTool(join(project, script), ['--small'], {
      cwd: project,
      environment: process.env,
    }).outcome;
    expect(code, said).toBe(0);
    // a median, its unit, and the spread
    expect(output).toMatch(/ +[\d.]+ (?:ms|times|µs|s)\b.*\([\d.]+ to [\d.]+\)/);
  });
});
