import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStranger, type Setting, type Stranger } from './stranger.ts';

/** Which settings are tried: the gate takes the first. */
const all: readonly Setting[] = [
  { manager: 'npm' },
  { manager: 'npm', node: '22' },
  { manager: 'npm', nx: true },
  { manager: 'pnpm', node: '22', nx: true },
  { manager: 'pnpm' },
];
const settings = process.env['PARAKEET_PACKAGE_SETTINGS'] === 'all' ? all : all.slice(0, 1);

/** The files of a project that are not the tools' own notes. */
async function filesOf(project: string): Promise<string[]> {
  const entries = await readdir(project, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.length + 1))
    .filter((file) => !/^(node_modules|\.git|\.nx|\.parakeet|supabase\/\.temp)\//.test(file))
    .toSorted();
}

const readme = await readFile(join(import.meta.dirname, '../../../schema-tools/README.md'), 'utf8');

/** What the README shows of a command; `…` stands for some text in a line. */
function shown(command: string): RegExp {
  const [, text] = new RegExp(`\\$ npx schema-tools ${command}\\n([^]*?)\`\`\``).exec(readme) ?? [];
  if (text === undefined) throw new Error(`the README shows no ${command}`);
  const lines = text.split('…').map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(`^${lines.join('.*')}$`);
}

const titles = settings.map((setting) => {
  const { manager, node, nx } = setting;
  const title = `${manager}, Node ${node ?? process.versions.node}${nx ? ', Nx' : ''}`;
  return [title, setting] as const;
});

describe.each(titles)('a stranger with %s', (_, setting) => {
  let stranger: Stranger;
  let before: readonly string[];
  beforeAll(async () => {
    stranger = await createStranger(setting);
    before = await filesOf(stranger.project);
  });
  afterAll(() => stranger.remove());

  it('gets a config of one line, and is told what there is', async () => {
    const { code, output } = await stranger.run('init');
    expect({ code, output }).toMatchObject({ code: 0 });
    if (!setting.nx) expect(output).toMatch(shown('init'));
    const config = await readFile(join(stranger.project, 'schema-tools.config.ts'), 'utf8');
    expect(config).toContain("defineConfig({\n  importEnding: '',\n});");
    expect(output).toMatch(/schemas +public, billing \(exposed by config\.toml\)/);
    expect(output).toMatch(/JSONB columns +products\.details/);
    expect(output).not.toMatch(/^!.*extension/m);
    expect(await filesOf(stranger.project)).toEqual(
      [...before, 'schema-tools.config.ts'].toSorted(),
    );
    expect((await stranger.run('init')).code).toBe(2);
  });

  it('has a database after reset', async () => {
    const { code, output, stderr } = await stranger.run('reset');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    if (!setting.nx) expect(output).toMatch(shown('reset'));
    expect(output).toContain('a fresh database is serving');
    expect(output).toMatch(/seed +2 rows/);
    expect((await stranger.run('status')).output).toMatch(/1 applied, 0 pending/);
  });

  it('is told the line that the config lacks, and gets a CHECK of the contract', async () => {
    const told = await stranger.run('contracts');
    expect(told.code).not.toBe(0);
    expect(told.stderr + told.output).toContain("contracts: 'src/contracts/index.ts',");
    const file = join(stranger.project, 'schema-tools.config.ts');
    const config = await readFile(file, 'utf8');
    await writeFile(file, config.replace('({', "({\n  contracts: 'src/contracts/index.ts',"));
    const { code, output, stderr } = await stranger.run('contracts');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    if (!setting.nx) expect(output).toMatch(shown('contracts'));
    const made = (await readdir(join(stranger.project, 'supabase/migrations'))).at(-1) ?? '';
    const text = await readFile(join(stranger.project, 'supabase/migrations', made), 'utf8');
    expect(text).toMatch(/products_details_contract/);
  });

  it('gets types that compile, and a check that passes', async () => {
    const { code, output, stderr } = await stranger.run('generate');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    if (!setting.nx) expect(output).toMatch(shown('generate'));
    expect(existsSync(join(stranger.project, 'src/database/rows/products.ts'))).toBe(true);
    expect(await stranger.program('tsc', '-p', stranger.project)).toMatchObject({
      code: 0,
      output: '',
    });
    const check = setting.nx ? ['generate-check'] : ['generate', '--check'];
    const [name = '', ...parameters] = check;
    expect(await stranger.run(name, ...parameters)).toMatchObject({ code: 0 });
    if (!setting.nx) return;
    // the second time from the cache: nothing that it depends on was written meanwhile
    expect((await stranger.run(name)).output).toContain('read the output from the cache');
  });

  const address = async () => {
    const port = (await stranger.run('status')).output.match(/127\.0\.0\.1:(\d+)/)?.[1];
    return `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
  };

  it('sees the plan of a push, and the rows that contracts refuse', async () => {
    const url = await address();
    const { code, output, stderr } = await stranger.run('push', `--db-url=${url}`, '--dry-run');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(output + stderr).toMatch(/enforce_products_details/);
    const audit = await stranger.run('audit', `--db-url=${url}`);
    expect(audit.output, audit.stderr).toMatch(/products\.details +2 rows, none refused/);
    expect(audit.code).toBe(0);
  });

  it('is told what a release and a commit lose', async () => {
    const release = await stranger.run('release', '--name=1.0.0');
    expect(release, release.stderr).toMatchObject({ code: 0 });
    const git = (...parameters: string[]) =>
      promisify(execFile)(
        'git',
        ['-c', 'user.name=a', '-c', 'user.email=a@b.test', ...parameters],
        { cwd: stranger.project },
      );
    await git('init', '--quiet');
    // without contracts.json: the contracts of the commit are loaded, by its own paths
    await git('add', 'src', 'tsconfig.json', 'supabase/migrations', 'supabase/config.toml');
    await git('commit', '--quiet', '--message=first');
    const contract = join(stranger.project, 'src/contracts/product-details.ts');
    const text = await readFile(contract, 'utf8');
    await writeFile(contract, text.replace('.max(100)', '.max(10)'));
    for (const against of ['released', 'HEAD']) {
      const { code, output, stderr } = await stranger.run('breaking', `--against=${against}`);
      expect(output, stderr).toContain(
        'public.products.details: litres: 0 to 10 now, and 0 to 100',
      );
      expect(code).toBe(1);
    }
    await writeFile(contract, text);
    const { output, stderr } = await stranger.run('breaking', '--against=HEAD');
    expect(output, stderr).toContain('0 findings');
  });

  it('sees that the database matches its migrations', async () => {
    const { code, output, stderr } = await stranger.run('diff', `--db-url=${await address()}`);
    expect({ code, output, stderr }).toMatchObject({ code: 0 });
    expect(output).toMatch(/pending +\d+_enforce_products_details\.sql \(no drift\)/);
  });

  it('finds nothing outside the folders that the config names', async () => {
    const named = /^(src\/database\/|supabase\/|schema-tools\.config\.ts$)/;
    const made = (await filesOf(stranger.project)).filter((file) => !before.includes(file));
    expect(made.filter((file) => !named.test(file))).toEqual([]);
  });

  it('is asked whether another command is meant', async () => {
    const mistyped = await stranger.program('schema-tools', 'generat');
    expect(mistyped.code).toBe(2);
    expect(mistyped.stderr).toContain('`schema-tools generate`');
    const help = (await stranger.program('schema-tools', '--help')).output;
    for (const name of ['init', 'reset', 'serve', 'push', 'audit']) expect(help).toContain(name);
    expect((await stranger.program('schema-tools', '--version')).output).toMatch(
      /^\d+\.\d+\.\d+\n/,
    );
  });
});
