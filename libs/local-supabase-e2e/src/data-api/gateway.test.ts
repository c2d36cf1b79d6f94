import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { insertRow } from '@parakeet/db-harness/made-rows';
import { call, tokenOf, useApi } from './api-under-test.ts';

const api = useApi();

beforeAll(async () => {
  await api.sql.query(`
    create function public.who_asks(padding text default '') returns jsonb
    language sql stable as $function$
      select jsonb_build_object(
        'role', current_user, 'login', session_user, 'uid', auth.uid(), 'claims', auth.jwt(),
        'statement_timeout', current_setting('statement_timeout'),
        'search_path', current_setting('search_path'),
        'method', current_setting('request.method'), 'path', current_setting('request.path'),
        'client', current_setting('request.headers')::jsonb ->> 'x-client-info',
        'read_only', current_setting('transaction_read_only')
      )
    $function$`);
});

describe('without a key', () => {
  it.each([
    '/rest/v1/profiles',
    '/rest/v1/',
    '/rest/v1/rpc/who_asks',
    '/auth/v1/user',
    '/auth/v1/settings',
  ])('%s is refused (401)', async (path) => {
    const answer = await fetch(api.url + path);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ message: 'No API key found in request' });
  });

  it('a good token does not stand for one, and a wrong key is none', async () => {
    const token = tokenOf(await api.sql.createLifter(), api.keys);
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${api.url}/rest/v1/profiles`, { headers })).status).toBe(401);
    const wrong = await api.request('/rest/v1/profiles', { headers: { apikey: 'sb_secret_x' } });
    expect(wrong.status).toBe(401);
    expect(await wrong.json()).toMatchObject({ message: 'Invalid API key' });
  });

  it.each([
    '/',
    '/_system/info',
    '/_system/config',
    '/_system/introspect',
    '/storage/v2/bucket',
    '/constructor/v1',
    '/studio',
  ])('there is no %s (404), with a key or without', async (path) => {
    expect((await fetch(api.url + path)).status).toBe(404);
    expect((await api.request(path, { headers: { apikey: api.keys.secretKey } })).status).toBe(404);
  });
});

it.each(['/rest/v1/%zz', '/rest/v1/rpc/%zz', '/rest/v1/%ff'])(
  'an unreadable address names the unknown object: %s',
  async (path) => {
    const answer = await api.request(path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: /rpc/.test(path) ? 'PGRST202' : 'PGRST205' });
  },
);

it.each(['/auth/v1/%zz'])(
  'an address that cannot be read is refused, and hurts nobody: %s',
  async (path) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const answer = await api.request(path, { headers: { apikey: api.keys.secretKey } });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect((await call(api.anon(), 'who_asks')).status).toBe(200);
  },
);

describe('a key or a token gives the identity of a request', () => {
  it.each([
    ['anon', '3s'],
    ['service_role', '8s'],
  ] as const)('a key alone: %s', async (role, statement_timeout) => {
    const { data } = await call(api.as(role, ''), 'who_asks');
    expect(data).toMatchObject({
      role,
      login: 'authenticator',
      uid: null,
      claims: { role },
      statement_timeout,
      search_path: '"public", "extensions"',
    });
  });

  it('a token: who signed in, with its claims and the settings of its role', async () => {
    const id = await api.sql.createLifter();
    const { data } = await call(api.lifter(id), 'who_asks');
    expect(data).toMatchObject({
      role: 'authenticated',
      uid: id,
      claims: { sub: id, role: 'authenticated', aud: 'authenticated' },
      statement_timeout: '8s',
      method: 'POST',
      path: '/rpc/who_asks',
      client: expect.stringContaining('supabase-js'),
      read_only: 'on',
    });
  });

  it('a token with the secret key: who signed in, not service_role', async () => {
    const id = await api.sql.createLifter();
    const answer = await api.request('/rest/v1/rpc/who_asks', {
      headers: { apikey: api.keys.secretKey, authorization: `Bearer ${tokenOf(id, api.keys)}` },
    });
    expect(await answer.json()).toMatchObject({ role: 'authenticated', uid: id });
  });

  it('the key in the address, where headers cannot be sent', async () => {
    const answer = await fetch(`${api.url}/rest/v1/rpc/who_asks?apikey=${api.keys.publishableKey}`);
    expect(await answer.json()).toMatchObject({ role: 'anon', method: 'GET' });
  });

  it('the secret key does not work in a browser', async () => {
    const answer = await api.request('/rest/v1/profiles', {
      headers: { apikey: api.keys.secretKey, 'user-agent': 'Mozilla/5.0 (X11; Linux)' },
    });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ message: 'Forbidden use of secret API key in browser' });
  });

  it('many at once do not see each other’s role, claims or rows', async () => {
    const lifters = [await api.sql.createLifter(), await api.sql.createLifter()];
    for (const one of lifters) await insertRow(api.sql, 'session_logs', one);
    const asked = Array.from({ length: 240 }, async (_, at) => {
      const id = lifters[at % 2] ?? '';
      switch (at % 6) {
        case 0:
        case 1: {
          // long ones arrive in pieces, between which others are begun
          const padding = 'x'.repeat(200_000);
          const { data } = await call(api.lifter(id), 'who_asks', { padding });
          return [data.role, data.uid].join() === ['authenticated', id].join();
        }
        case 2: {
          const { data } = await api.lifter(id).from('session_logs').select('user_id');
          return JSON.stringify(data) === JSON.stringify([{ user_id: id }]);
        }
        case 3: {
          // refused, in the middle of a transaction
          const row = { user_id: randomUUID(), lift: 'squat' } as const;
          const { status } = await api.lifter(id).from('warmup_configs').insert(row);
          return status === 403;
        }
        case 4: {
          const { data } = await call(api.anon(), 'who_asks');
          return [data.role, data.uid].join() === 'anon,';
        }
        default: {
          const { data } = await call(api.service(), 'who_asks');
          return [data.role, data.uid].join() === 'service_role,';
        }
      }
    });
    const answers = await Promise.all(asked);
    expect(answers.filter((good) => good)).toHaveLength(240);
    const connections = await api.sql.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and usename = 'authenticator'`,
    );
    expect(connections[0]?.count).toBeLessThanOrEqual(10);
  });
});

describe('a page of another origin', () => {
  const origin = 'http://localhost:5173';

  it.each(['/rest/v1/profiles', '/auth/v1/token?grant_type=password', '/rest/v1/rpc/who_asks'])(
    'may ask whether it may send to %s, without a key',
    async (path) => {
      const answer = await fetch(api.url + path, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers':
            'apikey,authorization,content-type,prefer,x-client-info',
        },
      });
      expect(answer.status).toBe(204);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('access-control-allow-methods')).toContain('PATCH');
      expect(answer.headers.get('access-control-allow-headers')).toBe(
        'apikey,authorization,content-type,prefer,x-client-info',
      );
    },
  );

  it('may read every answer, of refusals too, and how many rows there are', async () => {
    const answers = [
      await fetch(`${api.url}/rest/v1/profiles`, { headers: { origin } }),
      await fetch(`${api.url}/nowhere`, { headers: { origin } }),
      await api.request('/rest/v1/profiles', { headers: { origin } }),
      await api.request('/auth/v1/user', { headers: { origin } }),
      await api.request('/rest/v1/profiles?select=id', {
        headers: { origin, apikey: api.keys.secretKey, prefer: 'count=exact' },
      }),
    ];
    for (const answer of answers) {
      expect(answer.headers.get('access-control-allow-origin'), answer.url).toBe('*');
    }
    expect(answers.at(-1)?.headers.get('access-control-expose-headers')).toContain('Content-Range');
  });
});

describe('pages and counts', () => {
  it('a range of rows, of how many (206, Content-Range)', async () => {
    const lifter = await api.sql.createLifter();
    for (const muscle_group of ['biceps', 'chest', 'quads']) {
      await api.sql.query(
        `insert into public.muscle_volume_config (user_id, muscle_group, mev_sets_per_week, mrv_sets_per_week)
         values ($1, $2, 6, 18)`,
        [lifter, muscle_group],
      );
    }
    const table = () => api.lifter(lifter).from('muscle_volume_config');
    const page = await table()
      .select('muscle_group', { count: 'exact' })
      .order('muscle_group', { ascending: false })
      .range(1, 2);
    expect(page).toMatchObject({
      status: 206,
      count: 3,
      data: [{ muscle_group: 'chest' }, { muscle_group: 'biceps' }],
    });
    expect(await table().select('*', { count: 'exact', head: true })).toMatchObject({
      status: 200,
      count: 3,
      data: null,
    });
  });
});
