import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { jsonContracts } from '@parakeet/db-types';
import { describe, expect, inject, it } from 'vitest';
import { bundleVerdicts } from './bundle.ts';
import { verdicts } from './verdicts.ts';

const chromium = ['chromium', 'chromium-browser', 'google-chrome', 'chrome']
  .flatMap((name) => (process.env['PATH'] ?? '').split(delimiter).map((path) => join(path, name)))
  .find((path) => existsSync(path));
if (chromium === undefined) {
  process.stdout.write('skipped: there is no Chromium here; Debian has it as `chromium`\n');
}

const page = `<!doctype html>
  <script src="/listen.js"></script><script src="/package.js"></script><script src="/report.js"></script>`;
const listen = `
  const violations = [];
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    violations.push([effectiveDirective, blockedURI]);
  });
  addEventListener('error', ({ message }) => fetch('/failed', { method: 'POST', body: message }));
`;
/** Sends the package's verdicts, and the browser's messages. */
const report = `
  const said = proof.verdicts();
  // the browser tells of a violation after the script that made it
  setTimeout(() => {
    fetch('/said', { method: 'POST', body: JSON.stringify({ ...said, violations }) });
  }, 100);
`;

/** What a page with the package in it reports, under some Content-Security-Policy. */
async function open(browser: string, policy: string): Promise<unknown> {
  const scripts: Readonly<Record<string, string>> = {
    '/listen.js': listen,
    '/package.js': await bundleVerdicts(inject('conditions')),
    '/report.js': report,
  };
  const server = createServer((request, response) => {
    const script = scripts[request.url ?? ''];
    response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
    response.end(script ?? page);
    if (request.method === 'POST') {
      text(request).then(
        (body) =>
          request.url === '/said'
            ? server.emit('said', body)
            : server.emit('error', new Error(`the page failed: ${body}`)),
        (error) => server.emit('error', error),
      );
    }
  });
  const reported = once(server, 'said');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');

  const profile = await mkdtemp(join(tmpdir(), 'parakeet-browser-'));
  const quiet = ['background-networking', 'component-update', 'sync', 'gpu', 'dev-shm-usage'];
  const child = spawn(
    browser,
    [
      '--headless',
      // the page is ours, and root has no sandbox
      '--no-sandbox',
      '--no-first-run',
      ...quiet.map((feature) => `--disable-${feature}`),
      `--user-data-dir=${profile}`,
      `http://127.0.0.1:${address.port}/`,
    ],
    { stdio: 'ignore' },
  );
  const closed = once(child, 'close');
  const ended = closed.then(([code]) => {
    throw new Error(`${browser} ended by itself, with ${code}`);
  });
  try {
    const [said] = await Promise.race([reported, ended]);
    return JSON.parse(String(said));
  } finally {
    child.kill();
    await closed;
    server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

describe('a browser', () => {
  const contracts = Object.values(jsonContracts).flatMap((columns) => Object.keys(columns)).length;
  const own = "default-src 'none'; script-src 'self'; connect-src 'self'";

  it.skipIf(chromium === undefined)(
    'that forbids code generation gives the same verdicts as Node: Zod interprets its schemas',
    async () => {
      expect(await open(chromium ?? '', own)).toEqual({
        ...verdicts(),
        generatesCode: false,
        // Zod tries it: once for itself, and once for each contract that is compiled there
        violations: Array.from({ length: 1 + contracts }, () => ['script-src', 'eval']),
      });
    },
  );

  it.skipIf(chromium === undefined)('that allows it says the same', async () => {
    expect(
      await open(chromium ?? '', own.replace("script-src 'self'", "$& 'unsafe-eval'")),
    ).toEqual({ ...verdicts(), violations: [] });
  });
});
