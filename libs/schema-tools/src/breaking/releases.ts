import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import * as z from 'zod';
import type { Facts } from '../facts/facts.ts';
import { project, shortPath } from '../project/project.ts';

/** A schema that installed apps were built for. */
export interface Release {
  readonly name: string;
  /** Nobody uses it any more. */
  readonly retired: boolean;
  /** The versions of its migrations. */
  readonly migrations: readonly string[];
  readonly facts: Facts;
}

const directory = () => join(project().supabase, 'released');
const fileOf = (name: string) => join(directory(), `${name}.json`);

/** The outer structure of a release's file; these tools wrote its facts. */
const releaseFile = z.object({
  name: z.string(),
  retired: z.boolean(),
  migrations: z.array(z.string()),
  facts: z.custom<Facts>(
    (value) =>
      typeof value === 'object' && value !== null && 'relations' in value && 'functions' in value,
    'the facts of a schema are expected',
  ),
});

/**
 * The releases of the checkout, by name.
 *
 * @throws ToolError for a file that is not a release
 */
export async function readReleases(): Promise<Release[]> {
  const files = await readdir(directory()).catch(() => []);
  return Promise.all(
    files
      .filter((file) => file.endsWith('.json'))
      .toSorted()
      .map((file) => readRelease(join(directory(), file))),
  );
}

async function readRelease(path: string): Promise<Release> {
  const text = await readFile(path, 'utf8');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = undefined;
  }
  const parsed = releaseFile.safeParse(content);
  if (!parsed.success) {
    throw new ToolError(`${shortPath(path)} is no release: ${z.prettifyError(parsed.error)}`, {
      next: 'Bring it back from git, or delete it and record the release again.',
    });
  }
  return parsed.data;
}

/**
 * Records a release.
 *
 * @returns the path of its file
 * @throws ToolError if a release with that name exists
 */
export async function writeRelease(release: Release): Promise<string> {
  await mkdir(directory(), { recursive: true });
  const path = fileOf(release.name);
  try {
    await writeFile(path, inLines(release), { flag: 'wx' });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') {
      throw new ToolError(`There is a release ${release.name} already: ${shortPath(path)}.`, {
        cause,
        next: 'Give another name. Retire a release that nobody uses any more: --retire=<name>',
      });
    }
    throw cause;
  }
  return path;
}

/**
 * Marks a release as used by nobody.
 *
 * @throws ToolError if no release has that name
 */
export async function retireRelease(name: string): Promise<string> {
  const releases = await readReleases();
  const release = releases.find((one) => one.name === name);
  if (!release) {
    const names = releases.map((one) => one.name);
    throw new ToolError(`There is no release ${name}.`, {
      exitCode: 2,
      next: names.length === 0 ? 'None was recorded.' : `There are: ${names.join(', ')}.`,
    });
  }
  await writeFile(fileOf(name), inLines({ ...release, retired: true }));
  return fileOf(name);
}

const inLines = (release: Release) => `${JSON.stringify(release, null, 1)}\n`;
