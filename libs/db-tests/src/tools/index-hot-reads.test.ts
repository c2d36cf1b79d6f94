import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withRunDatabase } from '../harness/index.ts';
import { createCheckout, type Checkout } from './checkout.ts';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await createCheckout();
});
afterAll(() => checkout.remove());

it('index_hot_reads builds again an index that an interrupted push left unfinished', async () => {
  const name = checkout.migrations.find((file) => file.endsWith('_index_hot_reads.sql')) ?? '';
  const path = join(checkout.directory, 'supabase/migrations', name);
  const text = await readFile(path, 'utf8');
  // what came later is not of interest, and would be applied before it
  const later = checkout.migrations.filter((file) => file > name);
  for (const file of [name, ...later]) {
    await rm(join(checkout.directory, 'supabase/migrations', file));
  }
  await withRunDatabase(async ({ ownerUrl }) => {
    const push = () => checkout.run('push', ['--yes'], { environment: { PROD_DB_URL: ownerUrl } });
    const indexes = () =>
      withClient(ownerUrl, async (client) => {
        const { rows } = await client.query<{ name: string; valid: boolean }>(
          `select indexrelid::regclass::text as name, indisvalid as valid from pg_index
           where indexrelid::regclass::text ~ '_idx$' and indrelid::regclass::text = 'session_logs'
           order by 1`,
        );
        return rows;
      });
    const before = await push();
    expect(before.code, before.said).toBe(0);

    await writeFile(path, text);
    // a build waits for the end of transactions that write, and here it soon gives up on it
    await withClient(ownerUrl, async (client) => {
      await client.query(
        `alter role current_user in database ${new URL(ownerUrl).pathname.slice(1)}
         set lock_timeout = '1s'`,
      );
      await client.query('begin; lock table public.session_logs in row exclusive mode');
      const { code, said } = await push();
      expect(code).toBe(1);
      expect(said).toContain('lock timeout');
      await client.query('rollback');
    });
    expect((await indexes()).filter(({ valid }) => !valid)).not.toEqual([]);

    const mended = await push();
    expect(mended.code, mended.said).toBe(0);
    expect(await indexes()).toEqual([
      { name: 'session_logs_corrects_log_id_user_id_idx', valid: true },
      { name: 'session_logs_session_id_user_id_idx', valid: true },
      { name: 'session_logs_user_id_completed_at_idx', valid: true },
    ]);
    expect((await push()).output).toContain('every migration is applied there');
  }, baseTemplate);
});
