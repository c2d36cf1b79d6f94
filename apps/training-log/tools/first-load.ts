import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ofLifter, ofNobody, ofPath } from './first-screens.ts';

export const appDirectory = fileURLToPath(new URL('..', import.meta.url));
/** Where `vite build` puts the app. */
export const builtApp = join(appDirectory, 'dist');
/** Bytes, gzipped: what a phone loads before it shows anything. */
export const firstLoadLimit = 150_000;

/** A built file, and how many bytes of it travel. */
export interface Weighed {
  readonly file: string;
  readonly gzipped: number;
}

interface Chunk {
  readonly file: string;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
}

/** What a first screen waits for beside the page and the entry, by who opens the app. */
const beside = {
  'nobody is signed in': ofNobody,
  'a lifter is signed in': [...ofLifter, ...ofPath['/']],
} as const;
export type Who = keyof typeof beside;
export const whos: readonly Who[] = ['nobody is signed in', 'a lifter is signed in'];

/** The files of a first load: the page, the entry, what loads beside it, and their imports. */
export async function firstLoad(built: string, who: Who): Promise<Weighed[]> {
  return weigh(built, ['index.html', ...filesOf(await readManifest(built), who)]);
}

/** How many bytes of some files travel. */
export function weightOf(files: readonly Weighed[]): number {
  return files.reduce((sum, { gzipped }) => sum + gzipped, 0);
}

/** What is loaded when it is needed. */
export async function lazyChunks(built: string): Promise<Weighed[]> {
  const manifest = await readManifest(built);
  const first = new Set(whos.flatMap((who) => filesOf(manifest, who)));
  const all = new Set([...manifest.values()].map(({ file }) => file));
  return weigh(
    built,
    [...all].filter((file) => !first.has(file) && file.endsWith('.js')),
  );
}

function filesOf(manifest: ReadonlyMap<string, Chunk>, who: Who): string[] {
  const files = new Set<string>();
  const follow = (name: string) => {
    const chunk = manifest.get(name);
    if (chunk === undefined) throw new Error(`the manifest has no ${name}`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports.forEach(follow);
  };
  const entries = [...manifest].filter(([, { isEntry }]) => isEntry);
  if (entries.length === 0) throw new Error('the manifest has no entry: was the app built?');
  for (const name of [...entries.map(([entry]) => entry), ...beside[who]]) follow(name);
  return [...files];
}

async function readManifest(built: string): Promise<Map<string, Chunk>> {
  const text = await readFile(join(built, '.vite/manifest.json'), 'utf8');
  const manifest: unknown = JSON.parse(text);
  if (typeof manifest !== 'object' || manifest === null)
    throw new Error('the manifest is not an object');
  return new Map(Object.entries(manifest).map(([name, chunk]) => [name, toChunk(chunk)]));
}

function toChunk(chunk: unknown): Chunk {
  if (typeof chunk !== 'object' || chunk === null)
    throw new Error('a chunk of the manifest is not an object');
  const values = new Map<string, unknown>(Object.entries(chunk));
  const file = values.get('file');
  if (typeof file !== 'string') throw new Error('a chunk of the manifest has no file');
  const texts = (name: string) => {
    const list = values.get(name);
    return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
  };
  return {
    file,
    isEntry: values.get('isEntry') === true,
    imports: texts('imports'),
  };
}

function weigh(built: string, files: readonly string[]): Promise<Weighed[]> {
  return Promise.all(
    files.map(async (file) => ({
      file,
      gzipped: gzipSync(await readFile(join(built, file))).length,
    })),
  );
}
