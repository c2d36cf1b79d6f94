import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Checkout } from '@parakeet/db-harness/checkout';
import { succeeds } from '@parakeet/db-harness/expectations';
import { createSmallCheckout, onServerOfTheRun } from '@parakeet/db-harness/small-checkout';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// One small schema instead of the real one: what is tried here is the command.

let checkout: Checkout;
const inSupabase = (file: string) => join(checkout.directory, 'supabase', file);
const draft = '20300101000000_change.sql';

const git = (...parameters: string[]) =>
  promisify(execFile)('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.test', ...parameters], {
    cwd: checkout.directory,
  });

const run = (command: 'breaking' | 'release', parameters: readonly string[] = []) =>
  checkout.run(command, parameters, { environment: onServerOfTheRun() });

/** Writes the draft, and asks what it breaks. */
async function breaking(sql: string, ...parameters: string[]) {
  await writeFile(inSupabase(`migrations/${draft}`), sql);
  return run('breaking', ['--against=HEAD', ...parameters]);
}

beforeAll(async () => {
  checkout = await createSmallCheckout({
    'migrations/001_notes.sql': `create table public.notes (
       id uuid primary key default gen_random_uuid(),
       kind text not null check (kind in ('a', 'b')),
       body text
     );
     grant select, insert on public.notes to authenticated;\n`,
  });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', 'supabase');
  await git('commit', '--quiet', '--message=first');
});
afterAll(() => checkout.remove());

const dropped =
  '-- A note has no body any more.\nbegin;\nalter table public.notes\n  drop column body;\ncommit;\n';

describe('db-schema:breaking', () => {
  it('finds nothing in a change that breaks nothing, compared with the base branch', async () => {
    await writeFile(
      inSupabase(`migrations/${draft}`),
      'alter table public.notes add place text;\n',
    );
    const { code, output } = await run('breaking');
    expect(output).toMatch(/^✔ against main \([0-9a-f]+\): 0 findings, 0 allowed\n$/);
    expect(code).toBe(0);
  });

  it('names file, line, rule, the broken apps, the symptom and the way out', async () => {
    const { code, output } = await breaking(dropped);
    expect(output).toContain(`✘ supabase/migrations/${draft}:4  column-no-delete\n`);
    expect(output).toContain('    public.notes.body: is gone\n');
    expect(output).toContain(
      'breaks apps that write, apps that validate what they read, apps that rely on the types',
    );
    expect(output).toContain('PGRST204');
    expect(output).toContain('-- allow: column-no-delete public.notes.body: <reason>');
    expect(code).toBe(1);
  });

  it('names the line of a name that is no pattern', async () => {
    const { output, stderr } = await breaking(
      'alter table public.notes\n  add constraint "a(b" check (body <> kind);\n',
    );
    expect(stderr).not.toContain('SyntaxError');
    expect(output).toMatch(
      new RegExp(`✘ supabase/migrations/${draft}:2 .*\\n.*public.notes.a\\(b`),
    );
  });

  it('takes what the migration allows, with its reason', async () => {
    const allowed = `-- allow: column-no-delete public.notes.body: no app shows it\n${dropped}`;
    const { code, output } = await breaking(allowed);
    expect(output).toContain('0 findings, 1 allowed');
    expect(code).toBe(0);
  });

  it('takes the levels of the config, and refuses those of rules that it does not know', async () => {
    const path = join(checkout.directory, 'schema-tools.config.mjs');
    const before = await readFile(path, 'utf8');
    const withRules = (rules: object) =>
      writeFile(path, before.replace('{', `{ breaking: { rules: ${JSON.stringify(rules)} }, `));
    try {
      await withRules({ 'column-no-delete': 'note' });
      const noted = await breaking(dropped);
      expect(noted.output).toContain('column-no-delete');
      expect(noted.code).toBe(0);
      await withRules({ 'column-no-delete': 'off' });
      const off = await breaking(dropped);
      expect(off.output).not.toContain('column-no-delete');
      expect(off.code).toBe(0);
      await withRules({ 'column-no-delet': 'off' });
      const unknown = await breaking(dropped);
      expect(unknown.stderr).toContain('no rule of breaking has this id');
      expect(unknown.code).toBe(2);
    } finally {
      await writeFile(path, before);
    }
  });

  it('names an allowance that nothing needs', async () => {
    const { code, output } = await breaking(
      '-- allow: column-no-delete public.notes.kind: for later\nalter table public.notes add x text;\n',
    );
    expect(output).toContain(
      `${draft}:1  nothing needs this: allow: column-no-delete public.notes.kind`,
    );
    expect(code).toBe(1);
  });

  it('names an allowance of the config that nothing needs', async () => {
    const config = join(checkout.directory, 'schema-tools.config.mjs');
    const before = await readFile(config, 'utf8');
    const line = '-- allow: column-no-delete public.notes.kind: for later';
    const version = draft.slice(0, 14);
    await writeFile(config, before.replace('{', `{ "allowances": { "${version}": ["${line}"] }, `));
    try {
      const { output } = await breaking('alter table public.notes add x text;\n');
      expect(output).toContain(
        `✘ config, allowances of ${version}  nothing needs this: allow: column-no-delete`,
      );
    } finally {
      await writeFile(config, before);
    }
  });

  it('leaves alone what one new migration does and another takes back', async () => {
    const later = inSupabase('migrations/20300101000001_back.sql');
    await writeFile(later, 'alter table public.notes add body text;\n');
    try {
      expect((await breaking(dropped)).output).toContain('0 findings');
    } finally {
      await rm(later);
    }
  });

  it('writes JSON', async () => {
    const [report] = JSON.parse((await breaking(dropped, '--output-format=json')).output) as {
      findings: unknown[];
    }[];
    expect(report?.findings).toEqual([
      expect.objectContaining({ rule: 'column-no-delete', object: 'public.notes.body', line: 4 }),
    ]);
  });

  it('finds what config.toml exposes no more', async () => {
    const config = inSupabase('config.toml');
    const before = await readFile(config, 'utf8');
    await writeFile(config, before.replace('max_rows = 1000', 'max_rows = 10'));
    try {
      const { output } = await breaking('alter table public.notes add place text;\n');
      expect(output).toContain('api-max-rows');
      expect(output).toContain('10 now, and 1000 before');
    } finally {
      await writeFile(config, before);
    }
  });

  it('finds a name that was something else once', async () => {
    const first = inSupabase('migrations/002_place.sql');
    const second = inSupabase('migrations/003_no_place.sql');
    await writeFile(first, 'alter table public.notes add place text;\n');
    await writeFile(second, 'alter table public.notes drop column place;\n');
    await rm(inSupabase(`migrations/${draft}`), { force: true });
    await git('add', 'supabase');
    await git('commit', '--quiet', '--message=second');
    const { output } = await breaking('alter table public.notes add place integer;\n');
    expect(output).toContain(
      `${draft}:1  name-reused\n    public.notes.place: the name was a column`,
    );
    expect((await breaking('alter table public.notes add place text;\n')).output).toContain(
      '0 findings',
    );
  });

  it('compares with a database', async () => {
    await rm(inSupabase(`migrations/${draft}`));
    await succeeds(checkout.run('reset', ['--no-seed']));
    await writeFile(inSupabase(`migrations/${draft}`), dropped);
    const { code, output } = await run('breaking', [`--db-url=${checkout.url}`]);
    expect(output).toContain(`${draft}:4  column-no-delete`);
    expect(output).not.toContain(':postgres@');
    expect(code).toBe(1);
    const both = await run('breaking', ['--against=HEAD', `--db-url=${checkout.url}`]);
    expect(both.code).toBe(2);
  });

  it('names a migration that Postgres refuses', async () => {
    const { code, stderr } = await breaking('alter table public.nothing add x text;\n');
    expect(stderr).toContain(`supabase/migrations/${draft} cannot be applied: relation`);
    expect(code).toBe(1);
  });

  it('does not understand a commit that git does not know', async () => {
    const { code, stderr } = await run('breaking', ['--against=nowhere']);
    expect(stderr).toContain('git knows no commit "nowhere" here.');
    expect(code).toBe(2);
  });
});

describe('db-schema:release', () => {
  it('says that none is recorded', async () => {
    const { code, stderr } = await run('breaking', ['--against=released']);
    expect(stderr).toContain('No release is recorded');
    expect(code).toBe(3);
  });

  it('records what later changes are judged against, until it is retired', async () => {
    await rm(inSupabase(`migrations/${draft}`), { force: true });
    const { code, output } = await run('release', ['--name=1.0.0']);
    expect(output).toContain('supabase/released/1.0.0.json');
    expect(code).toBe(0);
    await writeFile(inSupabase(`migrations/${draft}`), dropped);
    const judged = await run('breaking', ['--against=released']);
    expect(judged.output).toContain(`${draft}:4  column-no-delete`);
    expect(judged.output).toContain('against release 1.0.0: 1 finding');
    expect(judged.code).toBe(1);

    const twice = await run('release', ['--name=1.0.0']);
    expect(twice.stderr).toContain('There is a release 1.0.0 already');
    expect((await run('release', ['--retire=1.0.0'])).code).toBe(0);
    expect((await run('breaking', ['--against=released'])).code).toBe(3);
  });

  it.each([
    [[], 'Give one of --name= and --retire=.'],
    [['--name=../x'], '--name=../x is no name for a release.'],
    [['--retire=9'], 'There is no release 9.'],
  ])('refuses %j', async (parameters, words) => {
    const { code, stderr } = await run('release', parameters);
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });
});
