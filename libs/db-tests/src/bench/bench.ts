// Measures what the tools cost, as ratios taken in one run: `npx nx run db-tests:bench`.
// Machines are noisy, so the ways are tried in turn and medians are what is printed. The gate runs
// it with `--rounds=1 --small`, to see that it still measures.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import {
  baseTemplate,
  chooseEngine,
  createDatabase,
  dropDatabase,
  maintenanceDatabase,
  withClient,
} from '@parakeet/local-supabase';
import {
  buildDatabase,
  readMigrationFiles,
  splitStatements,
  supabase,
  supabaseDirectory,
  workspaceRoot,
} from '@parakeet/db-schema';
import { createCheckout } from '../tools/checkout.ts';
import { pushAgainstIdleTransaction } from './blocked-push.ts';
import { inTurn, ratio, row, time } from './measure.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, small: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);
/** As push takes it, in ms, and when the session ends: `0` is the Supabase CLI by itself. */
const lockTimeouts: readonly [string, number, number][] = values.small
  ? [['300ms', 300, 1000]]
  : [
      ['3s', 3000, 10_000],
      ['500ms', 500, 10_000],
      ['0', 0, 10_000],
    ];

/** Tries each way in turn, after a round that is not counted, and prints them. */
async function compare(ways: Readonly<Record<string, () => Promise<unknown>>>) {
  const measured = await inTurn(rounds, ways);
  const [[first, base] = ['', []], ...others] = [...measured];
  row(first, base);
  for (const [name, numbers] of others) {
    row(name, numbers);
    row(`  ${first} : ${name}`, ratio(base, numbers), 'times');
  }
}

const migrations = await readMigrationFiles();
const seed = await readFile(join(supabaseDirectory, 'seed.sql'), 'utf8');

process.stdout.write(`a warm reset, ${rounds} rounds\n`);
const checkout = await createCheckout();
try {
  const first = await checkout.run('reset');
  if (first.code !== 0) throw new Error(first.said);
  const admin = checkout.url.replace('postgres:postgres@', 'supabase_admin:postgres@');
  const maintenance = admin.replace(/postgres$/, maintenanceDatabase);
  const database = (name: string) => checkout.url.replace(/postgres$/, name);
  const fresh = (name: string) =>
    withClient(maintenance, async (client) => {
      await dropDatabase(client, name);
      await createDatabase(client, { name, owner: 'postgres', template: baseTemplate });
    });
  // made before the clock runs: only the push itself is the measure
  let pushed = 0;
  for (let index = 0; index <= rounds; index += 1) await fresh(`bench_push_${index}`);
  let applied = 0;
  for (let index = 0; index <= rounds; index += 1) await fresh(`bench_apply_${index}`);
  // some migrations have transactions of their own, and indexes that are made outside of any
  const statements = (
    await Promise.all([...migrations.map(({ text }) => text), seed].map(splitStatements))
  ).flat();
  await compare({
    'db-schema:reset': () => checkout.run('reset'),
    'supabase db push into an empty database': async () => {
      const result = await supabase(['db', 'push', '--yes'], {
        remote: { url: database(`bench_push_${pushed++}`) },
      });
      if (!result.ok) throw new Error(result.stderr);
    },
    'the same statements one by one over one connection': () =>
      withClient(database(`bench_apply_${applied++}`), async (client) => {
        for (const { text } of statements) await client.query(text);
      }),
  });

  process.stdout.write(`\nthe commands as they are typed, ${rounds} rounds\n`);
  for (const target of ['db-schema:reset', 'db-schema:status']) {
    const numbers: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const taken = await time(() => throughNx(target));
      if (round > 0) numbers.push(taken);
    }
    row(`npx nx run ${target}`, numbers);
  }
} finally {
  await checkout.remove();
}

process.stdout.write(`\na database for a test file, ${rounds} rounds of 20\n`);
const server = await chooseEngine({ workspace: workspaceRoot }).throwaway();
try {
  const template = server.databaseName('migrated');
  await buildDatabase(server, template, migrations);
  const admin = new pg.Client({ connectionString: server.adminUrl(maintenanceDatabase) });
  await admin.connect();
  const name = server.databaseName('clone');
  const given: number[] = [];
  const cycle: number[] = [];
  for (let round = 0; round < rounds * 20; round += 1) {
    const began = performance.now();
    await createDatabase(admin, { name, owner: server.owner, template, strategy: 'file_copy' });
    await withClient(server.ownerUrl(name), async (client) => {
      await client.query('select from public.sessions');
      given.push(performance.now() - began);
    });
    await dropDatabase(admin, name);
    cycle.push(performance.now() - began);
  }
  await admin.end();
  row('clone, connect, first query', given);
  row('the same and drop', cycle);
} finally {
  await server.stop();
}

process.stdout.write('\nothers, while a push waits for a lock that a session holds\n');
const busyServer = await chooseEngine({ workspace: workspaceRoot }).throwaway();
const pushing = await createCheckout();
try {
  for (const [lockTimeout, timeoutMs, releaseMs] of lockTimeouts) {
    const name = busyServer.databaseName(`busy_${timeoutMs}`);
    await withClient(busyServer.adminUrl(maintenanceDatabase), (client) =>
      createDatabase(client, { name, owner: busyServer.owner, template: baseTemplate }),
    );
    const addresses = { ownerUrl: busyServer.ownerUrl(name), adminUrl: busyServer.adminUrl(name) };
    const { reader, writer, attempts } = await pushAgainstIdleTransaction(
      pushing,
      addresses,
      lockTimeout,
      releaseMs,
    );
    const title = `--lock-timeout=${lockTimeout}, the session ends after ${releaseMs} ms, attempts: ${attempts}`;
    process.stdout.write(`${title}\n`);
    row('  the longest wait of a reader', [reader]);
    row('  the longest wait of a writer', [writer]);
    if (timeoutMs > 0) row('  reader : lock timeout', [reader / timeoutMs], 'times');
  }
} finally {
  await pushing.remove();
  await busyServer.stop();
}

/** Runs a command through Nx, on the checkout of this run. */
async function throughNx(target: string): Promise<void> {
  const child = spawn(join(workspaceRoot, 'node_modules/.bin/nx'), ['run', target], {
    cwd: workspaceRoot,
    stdio: 'ignore',
    env: {
      ...process.env,
      // as npx does it: commands need the Node of the workspace
      PATH: `${join(workspaceRoot, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`,
      PARAKEET_WORKSPACE: checkout.directory,
      PARAKEET_DB_ENGINE: 'embedded',
      PARAKEET_DB_PORT: String(checkout.port),
    },
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`nx run ${target} ended with ${code}`);
}
