import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withRunDatabase } from '@parakeet/db-harness';
import { type Checkout, createCheckout } from '@parakeet/db-harness/checkout';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await createCheckout();
});
afterAll(() => checkout.remove());

describe('an applied migration edited in place', () => {
  // a new comment is enough: the file differs from what was applied
  it.each([
    ['a statement', (text: string) => text.replace("'input_3rm'", "'input_4rm'")],
    ['a comment', (text: string) => text.replace('-- Weight storage', '-- Weights')],
    ['a statement more at its end', (text: string) => `${text}\nselect 1;\n`],
  ])('push refuses it, whatever was edited: %s', async (_, edit) => {
    // the run's own template has every migration, applied by the same CLI
    await withRunDatabase(async ({ ownerUrl }) => {
      const push = () =>
        checkout.run('push', ['--yes'], { environment: { PROD_DB_URL: ownerUrl } });
      expect(await push()).toMatchObject({ code: 0 });
      const path = join(checkout.directory, 'supabase/migrations/001_initial_schema.sql');
      const landed = await readFile(path, 'utf8');
      expect(edit(landed)).not.toBe(landed);
      await writeFile(path, edit(landed));
      const edited = await push();
      await writeFile(path, landed);
      expect(edited.code).toBe(1);
      expect(edited.stderr).toMatch(
        /001_initial_schema\.sql:\d+ was edited after it was applied there/,
      );
      expect(edited.stderr).toContain('nothing was sent');
      expect(await push()).toMatchObject({ code: 0 });
    });
  });

  it('and in the checkout it is found without any database: its checksum is on record', async () => {
    const path = join(checkout.directory, 'supabase/migrations/001_initial_schema.sql');
    const landed = await readFile(path, 'utf8');
    await writeFile(path, landed.replace("'input_3rm'", "'input_4rm'"));
    const { code, stderr } = await checkout.run('generate', ['--check']);
    await writeFile(path, landed);
    expect(code).toBe(1);
    expect(stderr).toContain('001_initial_schema.sql');
  });
});
