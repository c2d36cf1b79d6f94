import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withRunDatabase } from '@parakeet/db-harness';
import { type Checkout, createCheckout } from '@parakeet/db-harness/checkout';
import { succeeds } from '@parakeet/db-harness/expectations';

let checkout: Checkout;
const inSupabase = (file: string) => join(checkout.directory, 'supabase', file);

beforeAll(async () => {
  checkout = await createCheckout();
  await succeeds(checkout.run('start'));
});
afterAll(() => checkout.remove());

/** Runs a command that must fail with a sentence before it applies anything. */
async function refusal(command: string): Promise<string> {
  return withRunDatabase(async ({ ownerUrl }) => {
    const { code, stderr } = await checkout.run(command, [], {
      environment: { PROD_DB_URL: ownerUrl },
    });
    expect(code, stderr).toBe(1);
    expect(stderr).not.toContain('applying');
    expect(stderr).not.toMatch(/^ +at /m);
    return stderr;
  });
}

const commands = ['reset', 'status', 'push', 'generate', 'contracts'];

describe('a migration that is not UTF-8', () => {
  it.each(commands)('%s refuses it by line, column and byte', async (command) => {
    const file = inSupabase('migrations/20300101000000_notes.sql');
    await writeFile(file, Buffer.from("select 1;\nselect 'caf\xE9';", 'latin1'));
    try {
      expect(await refusal(command)).toContain(
        'supabase/migrations/20300101000000_notes.sql:2:12 is not UTF-8: byte 0xE9',
      );
    } finally {
      await rm(file);
    }
  });
});

it('push names a file that the Supabase CLI skips, with the name to give', async () => {
  const file = inSupabase('migrations/20300101000000_notes.SQL');
  await writeFile(file, 'select 1;');
  try {
    await withRunDatabase(async ({ ownerUrl }) => {
      const environment = { PROD_DB_URL: ownerUrl };
      const { code, stderr } = await checkout.run('push', ['--dry-run'], { environment });
      expect(code, stderr).toBe(0);
      expect(stderr).toContain(
        'supabase/migrations/20300101000000_notes.SQL is skipped, as the Supabase CLI skips it: ' +
          'name it 20300101000000_notes.sql',
      );
    });
  } finally {
    await rm(file);
  }
});

describe('a checkout without supabase/migrations', () => {
  it.each(commands)('%s says so in a sentence', async (command) => {
    await rename(inSupabase('migrations'), inSupabase('elsewhere'));
    try {
      expect(await refusal(command)).toContain('There is no directory supabase/migrations');
    } finally {
      await rename(inSupabase('elsewhere'), inSupabase('migrations'));
    }
  });

  it('new makes it with the first migration', async () => {
    await rename(inSupabase('migrations'), inSupabase('elsewhere'));
    try {
      const { code, output, stderr } = await checkout.run('new', ['--name=first']);
      expect(code, stderr).toBe(0);
      expect(output).toMatch(/supabase\/migrations\/\d{14}_first\.sql/);
    } finally {
      await rm(inSupabase('migrations'), { recursive: true, force: true });
      await rename(inSupabase('elsewhere'), inSupabase('migrations'));
    }
  });
});

it('generate refuses checksums that a merge left in conflict, by their line', async () => {
  const file = inSupabase('migrations.sha256');
  const good = await readFile(file, 'utf8');
  const [first, ...others] = good.split('\n');
  await writeFile(file, [first, '<<<<<<< HEAD', ...others].join('\n'));
  try {
    expect(await refusal('generate')).toContain('supabase/migrations.sha256:2 is no checksum');
  } finally {
    await writeFile(file, good);
  }
});
