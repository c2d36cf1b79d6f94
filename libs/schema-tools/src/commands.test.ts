import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/**
 * Options whose value may consist of digits only. Nx turns such a value into a number, and then
 * refuses it as a text.
 */
const numbers = ['port', 'limit'];

it('options that take a number are declared as such, or Nx would refuse one', async () => {
  const folder = join(import.meta.dirname, 'commands');
  const schemas = (await readdir(folder)).filter((name) => name.endsWith('.schema.json'));
  const found = new Set<string>();
  for (const schema of schemas) {
    const { properties } = JSON.parse(await readFile(join(folder, schema), 'utf8')) as {
      properties: Record<string, { type: string }>;
    };
    for (const [name, { type }] of Object.entries(properties)) {
      if (!numbers.includes(name)) continue;
      found.add(name);
      expect(type, `--${name} in ${schema}`).toBe('integer');
    }
  }
  expect([...found].toSorted()).toEqual(numbers.toSorted());
});
