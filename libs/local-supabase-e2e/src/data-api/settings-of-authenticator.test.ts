// What `alter role authenticator set pgrst.…` changes, as in a hosted project.
import { withClient } from '@parakeet/local-supabase';
import { expect, it } from 'vitest';
import { useApi } from './api-under-test.ts';

const api = useApi();
const service = { apikey: api.keys.secretKey, 'content-type': 'application/json' };

/** Changes a setting in the database of this file alone. */
function set(name: string, value: string): Promise<unknown> {
  const role = `alter role authenticator in database "${api.database.name}"`;
  return withClient(api.database.adminUrl, (client) =>
    client.query(`${role} set ${name} = '${value}'`),
  );
}

async function read(path: string): Promise<[number, unknown]> {
  const answer = await api.request(`/rest/v1/${path}`, { headers: service });
  return [answer.status, await answer.json()];
}

it('aggregates work where the project enables them, grouped by the other columns', async () => {
  await api.sql.query(`
    create table public.kinds (id integer primary key, name text);
    create table public.things (
      id integer primary key, kind_id integer references public.kinds, price numeric(6, 2)
    );
    insert into public.kinds values (1, 'a'), (2, 'b');
    insert into public.things values (1, 1, 1.50), (2, 1, 2.50), (3, 2, 10);
    grant select on public.kinds, public.things to service_role`);
  await set('pgrst.db_aggregates_enabled', 'true');
  expect(await read('things?select=count()')).toEqual([200, [{ count: 3 }]]);
  expect(await read('things?select=n:count()::text,id.max()')).toEqual([200, [{ n: '3', max: 3 }]]);
  expect(await read('things?select=kind_id,price.sum(),price.avg()::int&order=kind_id')).toEqual([
    200,
    [
      { kind_id: 1, sum: 4, avg: 2 },
      { kind_id: 2, sum: 10, avg: 10 },
    ],
  ]);
  expect(await read('kinds?select=name,things(count(),price.min())&order=id')).toEqual([
    200,
    [
      { name: 'a', things: [{ count: 2, min: 1.5 }] },
      { name: 'b', things: [{ count: 1, min: 10 }] },
    ],
  ]);
  expect(await read('things?select=price.sum(),...kinds(name)&order=kinds(name)')).toEqual([
    200,
    [
      { sum: 4, name: 'a' },
      { sum: 10, name: 'b' },
    ],
  ]);
  expect(await read('kinds?select=name,...things(price.sum())')).toMatchObject([
    400,
    { code: 'PGRST127' },
  ]);
});

it('a client may ask to roll back where db_tx_end allows it, and is told that it was', async () => {
  await api.sql.query(`
    create table public.kept (
      id integer primary key, next integer references public.kept deferrable initially deferred
    );
    grant all on public.kept to service_role`);
  const insert = async (id: number, prefer: string, next: number | null = null) => {
    const answer = await api.request('/rest/v1/kept', {
      method: 'POST',
      headers: { ...service, prefer: `return=representation, ${prefer}` },
      body: JSON.stringify({ id, next }),
    });
    await answer.text();
    return [answer.status, answer.headers.get('preference-applied')];
  };
  const kept = async () => (await read('kept?select=id&order=id'))[1];

  // as in hosted projects: it is not followed, and not refused
  expect(await insert(1, 'tx=rollback')).toEqual([201, 'return=representation']);
  expect(await kept()).toEqual([{ id: 1 }]);

  await set('pgrst.db_tx_end', 'commit-allow-override');
  expect(await insert(2, 'tx=rollback')).toEqual([201, 'return=representation, tx=rollback']);
  expect(await insert(3, 'tx=commit')).toEqual([201, 'return=representation, tx=commit']);
  expect(await insert(4, 'count=exact')).toEqual([201, 'return=representation, count=exact']);
  // what a commit would have found is found
  expect(await insert(5, 'tx=rollback', 6)).toEqual([409, null]);
  expect(await kept()).toEqual([{ id: 1 }, { id: 3 }, { id: 4 }]);

  await set('pgrst.db_tx_end', 'rollback');
  expect(await insert(7, 'tx=commit')).toEqual([201, 'return=representation']);
  expect(await kept()).toEqual([{ id: 1 }, { id: 3 }, { id: 4 }]);
});
