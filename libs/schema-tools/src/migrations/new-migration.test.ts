import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nextVersion, writeMigration } from './new-migration.ts';

const now = new Date('2026-11-27T06:43:04.987Z');

describe('the version of a new migration', () => {
  it.each([
    ['the present second in UTC', [], '20261127064304'],
    ['the same, after older files', ['001_a.sql', '20261127064303_b.sql'], '20261127064304'],
    ['a second later, if a file has this second', ['20261127064304_a.sql'], '20261127064305'],
    ['after a file of tomorrow', ['20261231235959_a.sql', '001_b.sql'], '20270101000000'],
    ['after a file that is being written', ['.20261127064304.new'], '20261127064305'],
    ['after a file whose version is no time', ['20261399000000_a.sql'], '20270409000001'],
    ['not moved by other files', ['20991231000000.sql', '.20991231000000_a.sql'], '20261127064304'],
  ])('is %s', (_, files, version) => {
    expect(nextVersion(files, now)).toBe(version);
  });

  it.each(['99991231235959', '999', '20300000000000', '202611270643041'])(
    'is refused if no version of 14 digits sorts after %s',
    (newest) => {
      expect(() => nextVersion([`${newest}_a.sql`], now)).toThrow(newest);
    },
  );
});

describe('writeMigration', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'parakeet-new-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('writes a file after the newest, and leaves nothing else', async () => {
    await writeFile(join(directory, '21000101000000_ahead.sql'), '');
    const path = await writeMigration('add_notes', 'select 1;\n', directory);
    expect(basename(path)).toBe('21000101000001_add_notes.sql');
    expect(await readFile(path, 'utf8')).toBe('select 1;\n');
    expect(await readdir(directory)).toHaveLength(2);
  });

  it('gives calls at the same moment a version each', async () => {
    const calls = Array.from({ length: 60 }, (_, place) =>
      writeMigration(`change_${place}`, `select ${place};\n`, directory),
    );
    const paths = await Promise.all(calls);
    const versions = paths.map((path) => basename(path).split('_')[0]);
    expect(new Set(versions).size).toBe(60);
    expect((await readdir(directory)).toSorted()).toEqual(
      paths.map((path) => basename(path)).toSorted(),
    );
  });

  it('makes the directory, and refuses an invalid name', async () => {
    const inside = join(directory, 'migrations');
    await expect(writeMigration('Add Notes', '', inside)).rejects.toThrow('"Add Notes"');
    await writeMigration('add_notes', '', inside);
    expect(await readdir(inside)).toHaveLength(1);
  });
});
