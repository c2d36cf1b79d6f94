import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from './api-under-test.ts';

const api = useApi();
const headers = { apikey: api.keys.secretKey };
const many = <T>(count: number, make: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));

beforeAll(async () => {
  await api.sql.query(`
    create table public.parents (id integer primary key, doc jsonb);
    create table public.children (id integer primary key, parent_id integer references public.parents);
    create sequence public.counted;
    create function public.count_up() returns bigint language sql volatile security definer
      set search_path = '' as $$ select nextval('public.counted') $$;
    insert into public.parents values (1, '{}');
    insert into public.children values (1, 1);
    grant all on public.parents, public.children to service_role`);
});

/** The statuses and codes of the answers to reads. */
async function read(path: string): Promise<unknown> {
  const response = await api.request(`/rest/v1/${path}`, { headers });
  const body: unknown = await response.json();
  return response.ok ? body : [response.status, (body as { code: string }).code];
}

describe('a request that asks for much is answered as Postgres answers it', () => {
  it('a thousand conditions', async () => {
    const list = many(1000, (at) => `id.neq.${at + 5}`).join(',');
    expect(await read(`parents?select=id&and=(${list})`)).toEqual([{ id: 1 }]);
    expect(await read(`parents?select=id&${many(1000, () => 'id=eq.1').join('&')}`)).toEqual([
      { id: 1 },
    ]);
  });

  it('a hundred conditions in each other', async () => {
    const nested = `${'and('.repeat(100)}id.eq.1${')'.repeat(100)}`;
    expect(await read(`parents?select=id&and=(${nested})`)).toEqual([{ id: 1 }]);
  });

  it('three hundred embeds side by side, and eight in each other', async () => {
    const wide = many(300, (at) => `e${at}:parents(id)`).join(',');
    const [row] = (await read(`children?select=${wide}`)) as Record<string, unknown>[];
    expect(Object.keys(row ?? {})).toHaveLength(300);
    const deep = `${'parents(children('.repeat(4)}id${'))'.repeat(4)}`;
    expect(JSON.stringify(await read(`children?select=${deep}`))).toContain('"id":1');
  });

  it('more columns than a row has room for (54011), and JSON that is too deep (54001)', async () => {
    expect(await read(`parents?select=${many(1700, () => 'id').join(',')}`)).toEqual([
      500,
      '54011',
    ]);
    const answer = await api.request('/rest/v1/parents?columns=doc', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: `{"doc":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    });
    expect(await answer.json()).toMatchObject({ code: '54001' });
  });
});

describe('one client cannot keep the others waiting', () => {
  const head = (method: string, path: string) =>
    `${method} /rest/v1/${path} HTTP/1.1\r\nhost: a\r\napikey: ${api.keys.secretKey}\r\n`;

  /** Sockets that send a text, and never read the answer. */
  async function open(count: number, text: string): Promise<Socket[]> {
    const sockets = many(count, () => connect(Number(new URL(api.url).port), '127.0.0.1'));
    await Promise.all(
      sockets.map(async (socket) => {
        socket.on('error', () => undefined).pause();
        await once(socket, 'connect');
        socket.write(text);
      }),
    );
    return sockets;
  }

  it.each([
    ['bodies that do not come', 'POST', 'content-length: 100000\r\n\r\n{"id":'],
    ['headers that do not end', 'GET', 'x-slow: '],
  ])('by %s', async (_, method, rest) => {
    const sockets = await open(50, head(method, 'parents') + rest);
    expect(await read('parents?select=id')).toEqual([{ id: 1 }]);
    for (const socket of sockets) socket.destroy();
    expect(await read('parents?select=id')).toEqual([{ id: 1 }]);
  });

  it('by many requests that it sends at once, without reading an answer', async () => {
    const sent = 2000;
    const flood = `${head('POST', 'rpc/count_up')}content-length: 0\r\n\r\n`;
    const sockets = await open(20, flood.repeat(sent / 20));
    expect(await read('parents?select=id')).toEqual([{ id: 1 }]);
    const [counted] = await api.sql.query<{ value: string }>(
      'select last_value as value from public.counted',
    );
    for (const socket of sockets) socket.destroy();
    // those that are left are behind it
    expect(Number(counted?.value)).toBeLessThan(sent / 2);
  });
});
