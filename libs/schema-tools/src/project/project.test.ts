import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { expect, it } from 'vitest';
import { readProject } from './project.ts';

it.each([
  ["{ contract: 'a.ts' }", '✖ contract is no key of the config', 'Is it `contracts`?'],
  ['{ zzz: 1 }', '✖ zzz is no key of the config', 'Its keys are: supabase, schemas,'],
  [
    "{ engine: 'embeded' }",
    '✖ engine is "embeded": Invalid option: expected one of "embedded"',
    'Fix',
  ],
  ["{ supabase: 'shop' }", '✖ supabase is "shop": the Supabase CLI only accepts', 'Fix'],
  ['{ lint: { rule: {} } }', '✖ lint.rule is no key of the config', 'Take it out of lint'],
  ['undefined', '✖ the default export is missing', 'export default defineConfig'],
  ['{\n  types: 1 + }', 'does not load: ', 'Fix'],
])('a config that says %s is refused with the place, the value and the way out', async (...row) => {
  const [text, what, next] = row;
  const root = await mkdtemp(join(tmpdir(), 'schema-tools config '));
  try {
    await writeFile(join(root, 'schema-tools.config.ts'), `export default ${text};\n`);
    const read = () => readProject(root);
    expect(read).toThrow(ToolError);
    expect(read).toThrow(what);
    expect(read).toThrow(expect.objectContaining({ next: expect.stringContaining(next) }));
  } finally {
    await rm(root, { recursive: true });
  }
});
