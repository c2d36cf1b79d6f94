import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Lines that, one after the other in two places, are logic written twice. */
const mostLines = 10;

/** Tests repeat cases, and generated files repeat a shape, on purpose. */
const exclude = ['**/{node_modules,dist,generated,fixtures}/**', '**/*.test.{ts,tsx}'];

it('no code is written twice', async () => {
  const places = new Map<string, string>();
  const twice: string[] = [];
  for await (const file of glob('{apps,libs,docs}/**/*.{ts,tsx,cjs}', { cwd: root, exclude })) {
    let end = 0;
    const lines = codeLines(await readFile(join(root, file), 'utf8'));
    for (let start = 0; start + mostLines <= lines.length; start += 1) {
      const run = lines.slice(start, start + mostLines);
      const text = run.map(({ code }) => code).join('\n');
      const place = `${file}:${run[0]?.number}`;
      const other = places.get(text);
      // runs that overlap a finding are the same finding
      if (other !== undefined && start >= end) {
        twice.push(`${place} is also at ${other}`);
        end = start + mostLines;
      } else places.set(text, place);
    }
  }
  expect(places.size).toBeGreaterThan(10_000);
  expect(twice.toSorted()).toEqual([]);
});

/** The lines of code, without imports, comments, blank lines and lines of brackets alone. */
function codeLines(text: string): { code: string; number: number }[] {
  const withoutImports = text.replaceAll(/^(?:import|export) [^;]*? from '[^']*';$/gm, (found) =>
    '\n'.repeat(found.split('\n').length - 1),
  );
  return withoutImports
    .split('\n')
    .map((line, index) => ({ code: line.trim(), number: index + 1 }))
    .filter(({ code }) => /\w/.test(code) && !/^(?:\/\/|\/?\*)/.test(code));
}
