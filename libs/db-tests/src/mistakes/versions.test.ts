import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readMigrationFiles } from '@parakeet/schema-tools';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withRunDatabase } from '@parakeet/db-harness';
import { type Checkout, createCheckout } from '@parakeet/db-harness/checkout';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await createCheckout();
});
afterAll(() => checkout.remove());

describe('a version number used twice', () => {
  it.each(['push', 'reset'])('%s names both files, and does nothing', async (command) => {
    const [, second = ''] = checkout.migrations;
    const version = second.split('_')[0] ?? '';
    const folder = join(checkout.directory, 'supabase/migrations');
    const twin = `${version}_also_this.sql`;
    await copyFile(join(folder, second), join(folder, twin));
    try {
      await withRunDatabase(async ({ ownerUrl }) => {
        const { code, stderr } = await checkout.run(command, command === 'push' ? ['--yes'] : [], {
          environment: { PROD_DB_URL: ownerUrl },
        });
        expect(code).toBe(1);
        expect(stderr).toContain(`The version ${version} is used twice`);
        expect(stderr).toContain(second);
        expect(stderr).toContain(twin);
        await withClient(ownerUrl, async (client) => {
          const { rows } = await client.query(`select from pg_tables where schemaname = 'public'`);
          expect(rows).toEqual([]);
        });
      }, baseTemplate);
    } finally {
      await rm(join(folder, twin));
    }
  });

  it('none of the migrations that are here has the version of another', async () => {
    const versions = (await readMigrationFiles()).map(({ version }) => version);
    expect(new Set(versions).size).toBe(versions.length);
  });
});
