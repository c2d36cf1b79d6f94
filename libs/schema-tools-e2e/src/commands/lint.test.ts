import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkout } from '@parakeet/db-harness/checkout';
import { createSmallCheckout, onServerOfTheRun } from '@parakeet/db-harness/small-checkout';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

// One small schema instead of the real one: what is tried here is the command.

let checkout: Checkout;
const inSupabase = (file: string) => join(checkout.directory, 'supabase', file);
const draft = 'migrations/20300101000000_change.sql';
const baseline = 'lint-baseline.json';

const landed = `create table public.notes (
  id uuid primary key,
  user_id uuid not null,
  body text
);
create index notes_user_id_idx on public.notes (user_id);
alter table public.notes enable row level security;
grant select, update on public.notes to authenticated;
create policy own on public.notes for select to authenticated
  using (user_id = (select auth.uid()));
create policy change on public.notes for update to authenticated using (true);
`;

const run = (...parameters: string[]) =>
  checkout.run('lint', parameters, { environment: onServerOfTheRun() });

/** Writes the draft, and lints. */
async function lint(sql: string, ...parameters: string[]) {
  await writeFile(inSupabase(draft), sql);
  return run(...parameters);
}

beforeAll(async () => {
  checkout = await createSmallCheckout({ 'migrations/001_notes.sql': landed });
  // without the contracts of the real schema
  await writeFile(join(checkout.directory, 'schema-tools.config.mjs'), 'export default {};\n');
});
afterAll(() => checkout.remove());
beforeEach(async () => {
  await rm(inSupabase(draft), { force: true });
  await rm(inSupabase(baseline), { force: true });
});

const allow = '-- allow: policy-always-true public.notes.change: all may write\n';

describe('lint', () => {
  it('names file, line and column, rule, object, reason and way out', async () => {
    const { code, output } = await run();
    expect(output).toContain('▲ supabase/migrations/001_notes.sql:11:15  policy-always-true\n');
    expect(output).toContain('    public.notes.change: lets authenticated update every row\n');
    expect(output).toContain(
      '      | create policy change on public.notes for update to authenticated using (true);\n' +
        '      |               ^\n',
    );
    expect(output).toMatch(/way out +Compare the owner/);
    expect(output).toContain('-- allow: policy-always-true public.notes.change: <reason>');
    expect(output).toContain('1 finding, 0 allowed');
    expect(code).toBe(1);
  });

  it('judges what a draft does to a landed table, and not to its own', async () => {
    const index = 'create index notes_body_idx on public.notes (body);\n';
    expect((await lint(`${allow}${index}`)).output).toContain('index-built-under-lock');
    const own = `${allow}create table public.drafts (id uuid primary key, body text);
      create index drafts_body_idx on public.drafts (body);\n`;
    expect(await lint(own)).toMatchObject({ code: 0 });
  });

  it('accepts allowances of a migration or config.toml, and lists them', async () => {
    expect(await lint(allow)).toMatchObject({ code: 0 });
    const config = await readFile(inSupabase('config.toml'), 'utf8');
    const said = '# allow: config-schema-missing billing: made by another team';
    const exposed = config.replace('schemas = ["public"]', 'schemas = ["public", "billing"]');
    await writeFile(inSupabase('config.toml'), `${said}\n${exposed}`);
    const { output } = await lint(allow);
    const { output: listed } = await run('--allowed');
    await writeFile(inSupabase('config.toml'), config);
    expect(output).toContain('0 findings, 2 allowed');
    expect(listed).toContain(`supabase/${draft}:1  policy-always-true public.notes.change\n`);
    expect(listed).toContain('supabase/config.toml:1  config-schema-missing billing\n');
    expect(listed).toContain('made by another team');
  });

  it('names an allowance that a draft does not need', async () => {
    const unused = '-- allow: data-lost public.notes.title: gone\n';
    const { code, output } = await lint(`${allow}${unused}select 1;\n`);
    expect(output).toContain(
      `supabase/${draft}:2  nothing needs this: allow: data-lost public.notes.title`,
    );
    expect(code).toBe(1);
  });

  it('keeps what is older in a baseline with reasons, and names a stale entry', async () => {
    expect(await run('--write-baseline')).toMatchObject({ code: 2 });
    expect(await run('--write-baseline', '--reason=older than lint')).toMatchObject({ code: 0 });
    expect(await run()).toMatchObject({ code: 0 });
    const { code, output } = await lint(
      'drop policy change on public.notes; revoke update on public.notes from authenticated;\n',
    );
    expect(output).toContain(`supabase/${baseline}:5`);
    expect(output).toContain('(older than lint), but no longer found');
    expect(code).toBe(1);
    expect(await run('--write-baseline')).toMatchObject({ code: 0 });
    expect(await run()).toMatchObject({ code: 0 });
  });

  it('refuses an entry without a reason', async () => {
    const entry = { rule: 'policy-always-true', object: 'public.notes.change', reason: '' };
    await writeFile(inSupabase(baseline), JSON.stringify({ findings: [entry] }));
    const { code, stderr } = await run();
    expect(stderr).toContain('lint-baseline.json is not understood');
    expect(code).toBe(2);
  });

  it('says what it could not look at, and fails with 3 if it must not be so', async () => {
    const broken = 'select 1 / 0;\n';
    const { code, stderr } = await lint(broken);
    expect(stderr).toContain(`could not look: the schema: supabase/${draft}:1 cannot be applied`);
    expect(code).toBe(0);
    expect(await lint(broken, '--strict')).toMatchObject({ code: 3 });
    expect(await lint('create tabel x;\n', '--strict')).toMatchObject({ code: 3 });
  });

  it.each([
    ['json', '"column":15'],
    ['github', '::warning file=supabase/migrations/001_notes.sql,line=11,col=15,title='],
    ['sarif', '"startColumn":15'],
  ])('writes %s', async (format, part) => {
    const { output } = await run(`--output-format=${format}`);
    expect(output).toContain(part);
    expect(output).toContain('policy-always-true');
  });

  it('explains a rule, and knows none of another name', async () => {
    const { output } = await run('--explain=policy-always-true');
    expect(output).toContain(
      "policy-always-true: warning; about the schema in the end; as Supabase's",
    );
    expect(output).toMatch(/Found:\n\n {2}create table/);
    const { code, stderr } = await run('--explain=policy-allways-true');
    expect(stderr).toContain('Is it policy-always-true?');
    expect(code).toBe(2);
  });
});
