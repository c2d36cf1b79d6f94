import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** Serves a built app gzipped. Assets are cached for a year; other paths get index.html. */
export async function serveGzipped(
  directory: string,
): Promise<{ readonly url: string; readonly stop: () => void }> {
  const files = new Map<string, Buffer>();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && extname(path) !== '.png') {
      files.set(`/${relative(directory, path)}`, gzipSync(await readFile(path)));
    }
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('content-type', types[extname(pathname)] ?? 'text/html');
    if (extname(pathname) === '.png') {
      createReadStream(join(directory, pathname)).pipe(response);
      return;
    }
    response.setHeader('content-encoding', 'gzip');
    if (pathname.startsWith('/assets/')) response.setHeader('cache-control', 'max-age=31536000');
    response.end(files.get(pathname) ?? files.get('/index.html'));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { url: `http://127.0.0.1:${address.port}/`, stop: () => void server.close() };
}
