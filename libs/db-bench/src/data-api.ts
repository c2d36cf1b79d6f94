// Measures requests to the Data API, as ratios to the same SQL through `pg` in one run:
// `npx nx run db-bench:data-api`.
import { Agent, request } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { workspaceRoot } from '@parakeet/command-kit';
import { inTurn, ratio, readCounts, row } from '@parakeet/db-harness/measure';
import { createEmptyDatabase, withClient, withThrowaway } from '@parakeet/local-supabase';
import { createApi, createKeys, defaultSettings, listen } from '@parakeet/local-supabase/data-api';
import pg from 'pg';

const { rounds, requests, memory } = readCounts({
  rounds: [5, 1],
  requests: [1000, 32],
  memory: [50_000, 200],
});

/** The most connections of `pg` itself: more would only measure Postgres. */
const mostDirect = 16;

/** A request, and equivalent SQL. */
interface Way {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly sql: string;
  readonly values: readonly unknown[];
}

const ways: Readonly<Record<string, Way>> = {
  'a read by key': {
    method: 'GET',
    path: '/films?id=eq.7',
    sql: 'select json_agg(f)::text from public.films as f where id = $1',
    values: ['7'],
  },
  '20 rows with an embed': {
    method: 'GET',
    path: '/films?select=id,title,directors(name)&order=id&limit=20',
    sql: `select json_agg(t)::text from (
            select f.id, f.title, row_to_json(d.*) as directors from public.films as f
            left join lateral (
              select name from public.directors where id = f.director_id
            ) as d on true
            order by f.id limit $1
          ) as t`,
    values: ['20'],
  },
  'an insert': {
    method: 'POST',
    path: '/notes',
    body: '{"body":"a note"}',
    sql: 'insert into public.notes (body) values ($1)',
    values: ['a note'],
  },
  'an rpc': {
    method: 'POST',
    path: '/rpc/add',
    body: '{"a":1,"b":2}',
    sql: 'select public.add($1, $2)::text',
    values: ['1', '2'],
  },
};

const schema = `
  create table public.directors (id integer primary key, name text);
  create table public.films (
    id integer primary key, title text, director_id integer references public.directors
  );
  create table public.notes (id bigint generated always as identity primary key, body text);
  insert into public.directors select n, 'director ' || n from generate_series(1, 100) as n;
  insert into public.films select n, 'film ' || n, n % 100 + 1 from generate_series(1, 10000) as n;
  create function public.add(a integer, b integer) returns integer
    language sql immutable as 'select a + b';
  grant all on all tables in schema public to service_role;
  analyze`;

/** Repeats work, spread over all connections at once. */
async function repeat<Connection>(
  times: number,
  connections: readonly Connection[],
  work: (connection: Connection) => Promise<unknown>,
): Promise<void> {
  let left = times;
  await Promise.all(
    connections.map(async (connection) => {
      while (left > 0) {
        left -= 1;
        await work(connection);
      }
    }),
  );
}

await withThrowaway({ workspace: workspaceRoot }, async (server) => {
  const name = server.databaseName('data_api');
  const owner = await createEmptyDatabase(server, name);
  await withClient(owner, (client) => client.query(schema));
  const keys = createKeys();
  const api = createApi({
    database: {
      catalogueUrl: owner,
      requestsUrl: server.serviceUrl('authenticator', name),
      authUrl: server.serviceUrl('supabase_auth_admin', name),
    },
    keys,
    settings: { ...defaultSettings, schemas: ['public'] },
  });
  const listening = await listen(api, { port: 0 });
  try {
    const ask = (way: Way, agent: Agent) => send(agent, listening.url, keys.secretKey, way);
    for (const connections of [1, 16, 200]) await measure(connections, owner, ask);
    await measureMemory(ask);
  } finally {
    await listening.close();
    await api.close();
  }
});

async function measure(
  connections: number,
  owner: string,
  ask: (way: Way, agent: Agent) => Promise<void>,
): Promise<void> {
  const direct = Math.min(connections, mostDirect);
  process.stdout.write(
    `${connections} connections (${direct} of pg), ${requests} requests a round, ${rounds} rounds\n`,
  );
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const clients = await Promise.all(
    Array.from({ length: direct }, async () => {
      const client = new pg.Client({ connectionString: owner });
      await client.connect();
      return client;
    }),
  );
  try {
    for (const [title, way] of Object.entries(ways)) {
      const measured = await inTurn(rounds, {
        http: () => repeat(requests, Array.from({ length: connections }), () => ask(way, agent)),
        pg: () => repeat(requests, clients, (client) => client.query(way.sql, [...way.values])),
      });
      const [http = [], base = []] = [...measured.values()];
      const perSecond = http.map((ms) => (requests / ms) * 1000);
      row(`${title}, requests a second`, perSecond, '/s');
      row('  Data API : the same SQL through pg', ratio(http, base), 'times');
    }
  } finally {
    agent.destroy();
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** The heap in megabytes, after garbage collection. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** The memory that many requests leave in this process, which sends and answers them. */
async function measureMemory(ask: (way: Way, agent: Agent) => Promise<void>): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const all = Object.values(ways);
  let asked = 0;
  const some = (times: number) =>
    repeat(times, Array.from({ length: 16 }), async () => {
      const way = all[(asked += 1) % all.length];
      if (way) await ask(way, agent);
    });
  try {
    await some(Math.min(memory, 2000));
    const before = heap();
    await some(memory);
    const after = heap();
    process.stdout.write(
      `${memory} requests: the heap has ${before.toFixed(1)} MB before, ${after.toFixed(1)} MB after\n`,
    );
  } finally {
    agent.destroy();
  }
}

async function send(agent: Agent, url: string, key: string, way: Way): Promise<void> {
  const { method, path, body } = way;
  const sent = request(`${url}/rest/v1${path}`, {
    method,
    agent,
    headers: { apikey: key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
  });
  sent.end(body);
  const [response] = await once(sent, 'response');
  const answer = await text(response);
  if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${answer}`);
}
