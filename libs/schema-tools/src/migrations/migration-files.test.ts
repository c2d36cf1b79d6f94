import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ToolError } from '@parakeet/command-kit';
import { readMigrationFiles, skippedFiles } from './migration-files.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parakeet-migrations-'));
  await write('001_first.sql', 'select 1;\n');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const write = (name: string, content: string | Uint8Array) =>
  writeFile(join(directory, name), content);
const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** The error that refuses the directory: its message and the next step. */
async function refusal(): Promise<string> {
  const error: unknown = await readMigrationFiles(directory).then(
    (files) => `it was taken: ${files.map(({ path }) => path).join(', ')}`,
    (cause: unknown) => cause,
  );
  if (!(error instanceof ToolError)) throw error;
  return `${error.message}\n${error.next ?? ''}`;
}

describe('a file that is not UTF-8', () => {
  it.each([
    [
      'Latin-1',
      latin1("-- a\n\nselect 1, 'café';"),
      ':3:15 is not UTF-8: byte 0xE9, in Latin-1 “é”',
      'WINDOWS-1252',
    ],
    [
      'a line of two alphabets before it',
      Buffer.concat([Buffer.from('-- é𝒳 '), latin1('ü')]),
      ':1:7 is not UTF-8: byte 0xFC',
      'Type that character again',
    ],
    [
      'a character cut off at the end',
      Buffer.from('-- é').subarray(0, -1),
      ':1:4 is not UTF-8: byte 0xC3',
      'UTF-8',
    ],
    [
      'a surrogate (CESU-8)',
      Buffer.from('2d2d20eda0bdedb880', 'hex'),
      ':1:4 is not UTF-8: byte 0xED',
      'UTF-8',
    ],
    [
      'UTF-16 with its mark',
      Buffer.from('\uFEFFselect 1;', 'utf16le'),
      ':1 is UTF-16, by its first bytes 0xFFFE',
      'iconv -f UTF-16 -t UTF-8',
    ],
    [
      'UTF-16 without one',
      Buffer.from('select 1;', 'utf16le'),
      ':1:2 holds a NUL byte (0x00)',
      'iconv -f UTF-16LE',
    ],
    ['a NUL byte', 'select 1;\nselect \0 2;', ':2:8 holds a NUL byte (0x00)', 'Delete it'],
  ])('%s is refused, with line, column and byte', async (_, content, place, next) => {
    await write('002_second.sql', content);
    const message = await refusal();
    expect(message).toContain(`002_second.sql${place}`);
    expect(message).toContain(next);
  });

  it('a byte order mark before UTF-8 is left out, as the Supabase CLI leaves it out', async () => {
    await write('001_first.sql', '\uFEFFselect 1;\n-- \uFEFF\uFFFD');
    expect((await readMigrationFiles(directory))[0]?.text).toBe('select 1;\n-- \uFEFF\uFFFD');
  });
});

describe('the accepted names are those of the Supabase CLI', () => {
  it.each([
    ['20300101000000_add_notes.SQL', 'name it 20300101000000_add_notes.sql'],
    ['20300101000000-Add notes.sql', 'name it 20300101000000_add_notes.sql'],
    ['20300101000000_add_notes.sql.txt', 'name it 20300101000000_add_notes.sql'],
    ['20300101000000_add_notes.sql.bak', 'migrations are named <digits>_<name>.sql'],
    ['.20300101000000_add_notes.sql', 'migrations are named <digits>_<name>.sql'],
    ['notes.txt', 'migrations are named <digits>_<name>.sql'],
    // a dump of the CLI of 2021, where it is the first
    ['00000000000000_init.sql', 'name it 00000000000000_initial.sql'],
  ])('%s is skipped with a note', async (name, advice) => {
    await write(name, 'select 1;');
    expect((await readMigrationFiles(directory)).map((file) => file.name)).toEqual(['first']);
    const notes = await skippedFiles(directory);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(`${name} is skipped, as the Supabase CLI skips it: ${advice}`);
  });

  it.each([
    ['2030_Add-Notes v2.sql', '2030', 'Add-Notes v2'],
    ['20300101000000_.sql', '20300101000000', ''],
    ['20300101000000_init.sql', '20300101000000', 'init'],
  ])('%s is a migration', async (file, version, name) => {
    await write(file, 'select 1;');
    expect((await readMigrationFiles(directory))[1]).toMatchObject({ version, name });
    expect(await skippedFiles(directory)).toEqual([]);
  });
});

describe('a migration that cannot be read is refused by name', () => {
  it('a directory', async () => {
    await mkdir(join(directory, '002_second.sql'));
    expect(await refusal()).toContain('002_second.sql is a directory');
  });

  it('a dead link, with its target', async () => {
    await symlink('/nowhere/else.sql', join(directory, '002_second.sql'));
    expect(await refusal()).toContain(
      '002_second.sql is a link to /nowhere/else.sql, which is not there',
    );
  });

  it('a named pipe, without waiting for its data', async () => {
    await promisify(execFile)('mkfifo', [join(directory, '002_second.sql')]);
    expect(await refusal()).toContain('002_second.sql is a device or pipe, not a file');
  });

  it('all of them at once', async () => {
    await write('002_two.sql', latin1('é'));
    await symlink('/nowhere', join(directory, '003_three.sql'));
    const message = await refusal();
    expect(message).toContain('2 entries');
    for (const name of ['002_two.sql:1:1', '003_three.sql']) {
      expect(message).toContain(name);
    }
  });

  it('a file that this user may not read', async () => {
    const file = join(directory, '002_second.sql');
    await write('002_second.sql', 'select 1;');
    await chmod(directory, 0o755);
    await chmod(file, 0o000);
    expect(await refusalAsOrdinaryUser()).toContain('002_second.sql may not be read by this user');
  });

  it('the directory itself, if it is not there', async () => {
    await rm(directory, { recursive: true });
    expect(await refusal()).toMatch(/There is no directory .*\n.*npx .*new --name=/);
  });
});

/** The same as a user with restricted permissions, because root may read everything. */
async function refusalAsOrdinaryUser(): Promise<string> {
  const user = process.getuid?.() === 0 ? 65_534 : process.getuid?.();
  const before = process.geteuid?.() ?? 0;
  process.seteuid?.(user ?? 0);
  try {
    return await refusal();
  } finally {
    process.seteuid?.(before);
  }
}

it('ignores leftovers of editors, systems and merges beside migrations', async () => {
  for (const name of [
    '.DS_Store',
    'Thumbs.db',
    '.gitkeep',
    'README.md',
    '001_first.sql~',
    '001_first.sql.orig',
    '.001_first.sql.swp',
    '#001_first.sql#',
  ]) {
    await write(name, '');
  }
  // Emacs's lock: a dead link
  await symlink('me@host.1234:1700000000', join(directory, '.#001_first.sql'));
  expect((await readMigrationFiles(directory)).map(({ name }) => name)).toEqual(['first']);
  expect(await skippedFiles(directory)).toEqual([]);
});

it('follows a link to a file', async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'parakeet-elsewhere-'));
  try {
    await writeFile(join(elsewhere, 'x.sql'), 'select 2;');
    await symlink(join(elsewhere, 'x.sql'), join(directory, '002_second.sql'));
    expect((await readMigrationFiles(directory))[1]?.text).toBe('select 2;');
  } finally {
    await rm(elsewhere, { recursive: true });
  }
});
