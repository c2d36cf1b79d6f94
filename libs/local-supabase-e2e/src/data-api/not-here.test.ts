// Clients of what a Supabase project has and this one has not are told so, in words.
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { useApi } from './api-under-test.ts';

const api = useApi();

it('Storage: supabase-js shows why a bucket cannot be listed', async () => {
  const { data, error } = await api.anon().storage.from('photos').list();
  expect(data).toBeNull();
  expect(error?.message).toMatch(
    /^Storage \(buckets and files\) is not part of the local Supabase/,
  );
  const upload = await api.service().storage.from('photos').upload('a.txt', 'hello');
  expect(upload.error?.message).toContain('is not part of the local Supabase');
});

it('Edge Functions: the answer that supabase-js hands on says why', async () => {
  const { error, response } = await api.anon().functions.invoke('hello');
  expect(error).not.toBeNull();
  expect(response?.status).toBe(501);
  expect(await response?.json()).toMatchObject({
    code: 'not_here',
    message: expect.stringContaining('Edge Functions are not part'),
  });
});

it('GraphQL: the answer has GraphQL’s list of errors', async () => {
  const answer = await api.request('/graphql/v1', { method: 'POST', body: '{"query":"{ a }"}' });
  expect(answer.status).toBe(501);
  expect(await answer.json()).toMatchObject({
    errors: [{ message: expect.stringContaining('at /rest/v1') }],
  });
});

describe('Realtime', () => {
  it('a WebSocket gets an HTTP answer in words (501), not a connection that hangs', async () => {
    const path = `/realtime/v1/websocket?apikey=${api.keys.publishableKey}&vsn=2.0.0`;
    const answer = await new Promise<{ status: number | undefined; body: string }>(
      (resolve, reject) => {
        const headers = {
          Connection: 'Upgrade',
          Upgrade: 'websocket',
          'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        };
        request(api.url + path, { headers })
          .on('response', (response) => {
            let body = '';
            response
              .setEncoding('utf8')
              .on('data', (chunk: string) => (body += chunk))
              .on('end', () => resolve({ status: response.statusCode, body }));
          })
          .on('upgrade', () => reject(new Error('it was upgraded')))
          .on('error', reject)
          .end();
      },
    );
    expect(answer.status).toBe(501);
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 'not_here',
      message: expect.stringContaining('Realtime'),
    });
  });

  it('a channel of supabase-js is refused at once', async () => {
    const client = api.anon();
    const status = await new Promise<string>((resolve) => {
      client.channel('room').subscribe((told) => resolve(told));
    });
    await client.removeAllChannels();
    expect(status).toBe('CHANNEL_ERROR');
  });
});
