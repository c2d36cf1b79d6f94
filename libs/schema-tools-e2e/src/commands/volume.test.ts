import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withRunDatabase } from '@parakeet/db-harness';
import { type Checkout, createCheckout } from '@parakeet/db-harness/checkout';
import { succeeds } from '@parakeet/db-harness/expectations';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await createCheckout();
});
afterAll(() => checkout.remove());

/** What is in the logs, whatever order they were written in. */
const digest = `
  select count(*)::integer as logs, md5(string_agg(session_logs::text, '' order by id)) as digest
  from public.session_logs`;

async function logsIn(url: string) {
  return withClient(url, async (client) => {
    await client.query(`set time zone 'UTC'`);
    const { rows } = await client.query<{ logs: number; digest: string }>(digest);
    return rows[0];
  });
}

const size = ['--lifters=5', '--weeks=12', '--until=2026-06-17'];

describe('db-schema:volume', () => {
  it('fills a database, the same options with the same rows, and another seed with others', async () => {
    await withRunDatabase(async (one) => {
      await withRunDatabase(async (two) => {
        const fill = (url: string, more: string[] = []) =>
          checkout.run('db-schema:volume', [...size, `--db-url=${url}`, ...more]);
        const first = await fill(one.ownerUrl);
        expect(first.code, first.stderr).toBe(0);
        expect(first.output).toMatch(/session_logs +\d{3}\n/);
        expect(first.output).toMatch(/time +\d+\.\d s/);
        expect(first.stderr).toMatch(/· +\d+ of \d+ +logs of programs 1 of 2, week 3 of 10/);
        await succeeds(fill(two.ownerUrl));
        const made = await logsIn(one.ownerUrl);
        expect(made?.logs).toBeGreaterThan(100);
        expect(await logsIn(two.ownerUrl)).toEqual(made);

        const again = await fill(two.ownerUrl);
        expect(again.code).toBe(1);
        expect(again.stderr).toContain('There is already a volume of 5 lifters');
        expect(again.stderr).toContain('--add');
        expect(await logsIn(two.ownerUrl)).toEqual(made);

        await succeeds(fill(two.ownerUrl, ['--add', '--seed=2']));
        const added = await logsIn(two.ownerUrl);
        expect(added?.logs).toBeGreaterThan(1.5 * (made?.logs ?? 0));
        expect(added?.logs).not.toBe(2 * (made?.logs ?? 0));
      });
    });
  });

  it('refuses an address that is not this machine unless told the name, and connects to nothing', async () => {
    const url = 'postgresql://postgres:secret@db.example.test:5432/training';
    const run = (...more: string[]) =>
      checkout.run('db-schema:volume', [...size, `--db-url=${url}`, ...more]);
    const refused = await run();
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('db.example.test is not this machine');
    expect(refused.stderr).toContain('--database=training');
    expect(refused.stderr).not.toContain('secret');
    const misnamed = await run('--database=postgres');
    expect(misnamed.code).toBe(1);
    expect(misnamed.stderr).toContain('the address names the database training');
    // loopback in front, another host behind it: pg would go there
    const hidden = await checkout.run('db-schema:volume', [
      ...size,
      '--db-url=postgresql://postgres@127.0.0.1/training?host=db.example.test',
    ]);
    expect(hidden.code).toBe(1);
    expect(hidden.stderr).toContain('db.example.test is not this machine');
  });

  it('does not take the address of production from the environment', async () => {
    const { stderr } = await checkout.run('db-schema:volume', [...size, '--engine=none'], {
      environment: { PROD_DB_URL: 'postgresql://postgres@db.example.test/training' },
    });
    expect(stderr).not.toContain('db.example.test');
  });

  it('refuses a database without the migrations', async () => {
    await withRunDatabase(async ({ ownerUrl }) => {
      const { code, stderr } = await checkout.run('db-schema:volume', [
        ...size,
        `--db-url=${ownerUrl}`,
      ]);
      expect(code).toBe(1);
      expect(stderr).toContain('lacks migrations: 001,');
    }, baseTemplate);
  });

  it('says what is missing or no number, and ends with 2', async () => {
    expect(await checkout.run('db-schema:volume', ['--lifters=5'])).toMatchObject({ code: 2 });
    const { code, stderr } = await checkout.run('db-schema:volume', [
      '--lifters=many',
      '--weeks=4',
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('--lifters takes a whole number');
    expect(
      await checkout.run('db-schema:volume', ['--lifters=1', '--weeks=1', '--until=2026-02-30']),
    ).toMatchObject({ code: 2 });
    const help = await checkout.run('db-schema:volume', ['--help']);
    expect(help.code).toBe(0);
    expect(help.output).toContain('--until=');
  });

  it('leaves nothing when it is interrupted', async () => {
    await withRunDatabase(async ({ ownerUrl }) => {
      const running = checkout.start('db-schema:volume', [
        '--lifters=500',
        '--weeks=20',
        `--db-url=${ownerUrl}`,
      ]);
      await running.says('week 1 of 10');
      running.process.kill('SIGINT');
      expect(await running.outcome).toMatchObject({ code: 130 });
      await withClient(ownerUrl, async (client) => {
        const { rows } = await client.query('select from auth.users');
        expect(rows).toHaveLength(0);
      });
    });
  });
});
