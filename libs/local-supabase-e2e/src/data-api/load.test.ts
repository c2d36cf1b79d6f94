import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from '@parakeet/local-supabase';
import { beforeAll, expect, it } from 'vitest';
import { useApi } from './api-under-test.ts';

const api = useApi();
const service = { apikey: api.keys.secretKey, 'content-type': 'application/json' };

beforeAll(async () => {
  await api.sql.query(`
    create table public.many (id integer primary key, name text, qty integer default 7);
    grant all on public.many to service_role`);
  // the client's disconnect ends the statement, not a timeout
  for (const setting of ['statement_timeout', 'lock_timeout']) {
    await api.sql.query(
      `alter role authenticator in database "${api.database.name}" set ${setting} = 0`,
    );
  }
});

it('takes 100,000 rows in one request, in seconds', async () => {
  const rows = Array.from({ length: 100_000 }, (_, id) => ({ id, name: `row ${id}` }));
  const started = performance.now();
  const answer = await api.request('/rest/v1/many', {
    method: 'POST',
    headers: { ...service, prefer: 'count=exact' },
    body: JSON.stringify(rows),
  });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('content-range')).toBe('*/100000');
  expect(performance.now() - started).toBeLessThan(20_000);
  const found = await api.sql.query(
    'select count(*)::int as count, min(qty) as qty from public.many',
  );
  expect(found).toEqual([{ count: 100_000, qty: 7 }]);
});

it('never returns more rows than max_rows, and says how many there are', async () => {
  const answer = await api.request('/rest/v1/many?select=id', {
    headers: { ...service, prefer: 'count=estimated' },
  });
  expect(answer.status).toBe(206);
  expect(answer.headers.get('content-range')).toMatch(/^0-999\/\d{4,}$/);
  expect(await answer.json()).toHaveLength(1000);
});

it('clients that leave while their rows are locked do not keep others waiting', async () => {
  await api.sql.query('insert into public.many (id) values (-1) on conflict do nothing');
  const working = () =>
    withClient(api.database.adminUrl, async (client) => {
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::int as count from pg_stat_activity
         where datname = current_database() and usename = 'authenticator'
           and wait_event_type = 'Lock'`,
      );
      return rows;
    });
  await withClient(api.database.ownerUrl, async (client) => {
    await client.query('begin');
    await client.query('select from public.many where id = -1 for update');
    const leaving = new AbortController();
    const requests = Array.from({ length: 30 }, () =>
      api
        .request('/rest/v1/many?id=eq.-1', {
          method: 'PATCH',
          headers: service,
          body: '{"qty":1}',
          signal: leaving.signal,
        })
        .catch((error: Error) => error.name),
    );
    // all connections wait for the lock, and the other requests for a connection
    await expect.poll(working).toEqual([{ count: 10 }]);
    leaving.abort();
    expect(new Set(await Promise.all(requests))).toEqual(new Set(['AbortError']));
    const other = await api.request('/rest/v1/many?id=eq.1', { headers: service });
    expect(other.status).toBe(200);
    await expect.poll(working).toEqual([{ count: 0 }]);
    await client.query('rollback');
  });
  // nobody's statement was cancelled in the place of another's
  await sleep(50);
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => api.request('/rest/v1/many?id=eq.1', { headers: service })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const [row] = await api.sql.query<{ qty: number }>('select qty from public.many where id = -1');
  expect(row).toEqual({ qty: 7 });
});
