import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { listen, whoAnswers } from './listen.ts';

const api = {
  fetch: (request: Request) =>
    Promise.resolve(Response.json({ asked: new URL(request.url).pathname })),
  close: () => Promise.resolve(),
};

/** A foreign program on a port. It is not a real stack, which would need Docker. */
async function withProgram(answer: RequestListener, use: (url: string) => Promise<void>) {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  try {
    await use(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  } finally {
    server.close();
  }
}

it('answers at a port of this machine, until it is closed', async () => {
  const listening = await listen(api, { port: 0 });
  expect(await (await fetch(`${listening.url}/rest/v1/x`)).json()).toEqual({ asked: '/rest/v1/x' });
  await listening.close();
  await expect(fetch(listening.url)).rejects.toThrow('fetch failed');
});

it('recognizes a server of its own checkout, and of another one', async () => {
  const listening = await listen(api, { port: 0, workspace: '/one' });
  expect(await whoAnswers(listening.url, '/one')).toBe('ourselves');
  expect(await whoAnswers(listening.url, '/other')).toBe('another program');
  await listening.close();
});

it('recognizes a Supabase stack by its auth or its gateway', async () => {
  const goTrue: RequestListener = ({ url }, response) => {
    response.statusCode = url === '/auth/v1/health' ? 200 : 404;
    response.end(JSON.stringify({ version: 'v2', name: 'GoTrue', description: '' }));
  };
  const gateway: RequestListener = (_, response) => {
    response.statusCode = 401;
    response.end(JSON.stringify({ message: 'No API key found in request' }));
  };
  for (const stack of [goTrue, gateway]) {
    await withProgram(stack, async (url) => {
      expect(await whoAnswers(url, '/one')).toBe('a Supabase stack');
    });
  }
});

it.each([
  ['says hello', 200, 'hello'],
  ['has nothing', 404, '{}'],
  ['wants another key', 401, '{"message":"who are you?"}'],
])('recognizes another program, which %s', async (_, status, body) => {
  const program: RequestListener = (_request, response) => {
    response.statusCode = status;
    response.end(body);
  };
  await withProgram(program, async (url) => {
    expect(await whoAnswers(url, '/one')).toBe('another program');
  });
});
