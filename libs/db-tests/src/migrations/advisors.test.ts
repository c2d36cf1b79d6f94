import { parseObject, supabase } from '@parakeet/schema-tools';
import { withClient } from '@parakeet/local-supabase';
import { expect, it } from 'vitest';
import { withRunDatabase } from '@parakeet/db-harness';

/** Accepted findings: `<rule>: <object>`, and the reason. */
const knownFindings: Readonly<Record<string, string>> = {};

/** The findings of `supabase db advisors` at a level: the splinter lints, on a real database. */
async function findings(url: string, level: 'info' | 'warn' | 'error'): Promise<string[]> {
  const result = await supabase(
    ['db', 'advisors', '--level', level, '--fail-on', 'none', '--output-format', 'json'],
    { remote: { url } },
  );
  const results = parseObject(result.output)?.['results'];
  if (!result.ok || !Array.isArray(results)) {
    throw new Error(`supabase db advisors failed: ${result.output} ${result.stderr}`);
  }
  return (results as { name: string; detail: string }[]).map(
    ({ name, detail }) => `${name}: ${detail}`,
  );
}

it('supabase db advisors has nothing of level warn or above', async () => {
  await withRunDatabase(async ({ ownerUrl }) => {
    const found = await findings(ownerUrl, 'warn');
    expect(found.filter((finding) => !(finding in knownFindings))).toEqual([]);
  });
});

/** Accepted findings at level info: the start of the finding, and the reason. */
const knownRemarks: Readonly<Record<string, string>> = {
  unused_index: 'a database that nobody has read from yet uses none; the proofs of reads/ do',
  ...withoutOwner('session_logs', 'session_logs_corrects_log_id_fkey'),
  ...withoutOwner('sessions', 'sessions_program_id_fkey'),
  ...withoutOwner('soreness_checkins', 'soreness_checkins_session_id_fkey'),
};

/** Foreign keys that include the owner, with an index on the id. */
function withoutOwner(table: string, foreignKey: string): Record<string, string> {
  const remark = `unindexed_foreign_keys: Table \`public.${table}\` has a foreign key \`${foreignKey}\``;
  return { [remark]: 'an index begins with the id, and the owner beside an id selects nothing' };
}

it('supabase db advisors has only known findings of level info', async () => {
  await withRunDatabase(async ({ ownerUrl }) => {
    const known = Object.keys(knownRemarks);
    const found = await findings(ownerUrl, 'info');
    expect(found.filter((finding) => !known.some((start) => finding.startsWith(start)))).toEqual(
      [],
    );
    // proves that levels differ: nobody has read from this database
    expect(found.some((finding) => finding.startsWith('unused_index'))).toBe(true);
  });
});

it('supabase db advisors finds a foreign key without an index', async () => {
  await withRunDatabase(async ({ ownerUrl }) => {
    await withClient(ownerUrl, (client) =>
      client.query('drop index public.programs_lifter_maxes_id_user_id_idx'),
    );
    const found = await findings(ownerUrl, 'info');
    expect(found.join('\n')).toContain('programs_lifter_maxes_id_fkey');
  });
});

it('supabase db advisors finds a table without row level security', async () => {
  await withRunDatabase(async ({ ownerUrl }) => {
    await withClient(ownerUrl, (client) =>
      client.query(`
        create table public.unguarded (id uuid primary key);
        grant select on public.unguarded to anon, authenticated`),
    );
    const found = await findings(ownerUrl, 'warn');
    expect(found.filter((finding) => finding.includes('unguarded'))).not.toEqual([]);
    expect(found.join('\n')).toContain('rls_disabled_in_public');
  });
});
