import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

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
  readonly css: readonly string[];
}

/** The screens that somebody may see first, who is signed in or who is not. */
const firstScreens = ['src/screens/today.tsx', 'src/screens/sign-in.tsx'];

/** The files of the first load: the page, the entry, both first screens, and their imports. */
export async function firstLoad(built: string): Promise<Weighed[]> {
  return weigh(built, ['index.html', ...filesOf(await readManifest(built))]);
}

/** What is loaded when it is needed. */
export async function lazyChunks(built: string): Promise<Weighed[]> {
  const manifest = await readManifest(built);
  const first = new Set(filesOf(manifest));
  const all = new Set([...manifest.values()].flatMap(({ file, css }) => [file, ...css]));
  return weigh(
    built,
    [...all].filter((file) => !first.has(file) && /\.(js|css)$/.test(file)),
  );
}

function filesOf(manifest: ReadonlyMap<string, Chunk>): string[] {
  const files = new Set<string>();
  const follow = (name: string) => {
    const chunk = manifest.get(name);
    if (chunk === undefined) throw new Error(`the manifest has no ${name}`);
    if (files.has(chunk.file)) return;
    // the styles of the entry are in the page (preload.ts)
    for (const file of chunk.isEntry ? [chunk.file] : [chunk.file, ...chunk.css]) files.add(file);
    chunk.imports.forEach(follow);
  };
  const entries = [...manifest].filter(([, { isEntry }]) => isEntry);
  if (entries.length === 0) throw new Error('the manifest has no entry: was the app built?');
  for (const name of [...entries.map(([entry]) => entry), ...firstScreens]) follow(name);
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
    css: texts('css'),
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
