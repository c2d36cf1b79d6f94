// Measures what the tools cost, as ratios taken in one run: `npx nx run db-bench:tools`. Machines
// are noisy, so the variants run in turn, and medians are printed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import { workspaceRoot } from '@parakeet/command-kit';
import {
  baseTemplate,
  createDatabase,
  dropDatabase,
  maintenanceDatabase,
  withClient,
  withThrowaway,
} from '@parakeet/local-supabase';
import {
  buildDatabase,
  readMigrationFiles,
  splitStatements,
  supabase,
  project,
} from '@parakeet/schema-tools';
import { type Checkout, createCheckout } from '@parakeet/db-harness/checkout';
import { firstRound, inTurn, ratio, readCounts, row, time } from '@parakeet/db-harness/measure';
import { measureBlockedPush } from './blocked-push.ts';

const { rounds } = readCounts({ rounds: [5, 1] });

/** Runs each variant in turn, after a round that is not counted, and prints the results. */
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
const seed = await readFile(join(project().supabase, 'seed.sql'), 'utf8');
// one by one, because a transaction refuses some, such as CREATE INDEX CONCURRENTLY
const statements: string[] = [];
for (const text of [...migrations.map((file) => file.text), seed]) {
  for (const statement of await splitStatements(text)) statements.push(statement.text);
}

process.stdout.write(`a warm reset, ${rounds} rounds\n`);
const checkout = await createCheckout();
try {
  const first = await checkout.run('reset');
  if (first.code !== 0) throw new Error(first.stderr);
  const admin = checkout.url.replace('postgres:postgres@', 'supabase_admin:postgres@');
  const maintenance = admin.replace(/postgres$/, maintenanceDatabase);
  const database = (name: string) => checkout.url.replace(/postgres$/, name);
  const fresh = (name: string) =>
    withClient(maintenance, async (client) => {
      await dropDatabase(client, name);
      await createDatabase(client, { name, owner: 'postgres', template: baseTemplate });
    });
  // made before the measurement: only the push itself counts
  let pushed = 0;
  for (let index = 0; index <= rounds; index += 1) await fresh(`bench_push_${index}`);
  let applied = 0;
  for (let index = 0; index <= rounds; index += 1) await fresh(`bench_apply_${index}`);
  await compare({
    'db-schema:reset': () => checkout.run('reset'),
    'supabase db push into an empty database': async () => {
      const result = await supabase(['db', 'push', '--yes'], {
        remote: { url: database(`bench_push_${pushed++}`) },
      });
      if (!result.ok) throw new Error(result.stderr);
    },
    'the same statements and the seed over one connection': () =>
      withClient(database(`bench_apply_${applied++}`), async (client) => {
        for (const statement of statements) await client.query(statement);
      }),
  });

  process.stdout.write(`\nthe commands as they are typed, ${rounds} rounds\n`);
  for (const target of ['db-schema:reset', 'db-schema:status']) {
    const numbers: number[] = [];
    for (let round = firstRound(rounds); round <= rounds; round += 1) {
      const taken = await time(() => typed(target, checkout));
      if (round > 0) numbers.push(taken);
    }
    row(`npx nx run ${target}`, numbers);
  }
} finally {
  await checkout.remove();
}

process.stdout.write(`\na database for a test file, ${rounds} rounds of 20\n`);
await withThrowaway({ workspace: workspaceRoot }, async (server) => {
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
});

await measureBlockedPush(rounds);

/** Runs a target as a user types it, on the checkout and not on the developer's own database. */
async function typed(target: string, { directory, port }: Checkout): Promise<void> {
  const child = spawn(join(workspaceRoot, 'node_modules/.bin/nx'), ['run', target], {
    cwd: workspaceRoot,
    stdio: 'ignore',
    env: {
      ...process.env,
      // as npx does it: commands need the Node of the workspace
      PATH: `${join(workspaceRoot, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`,
      PARAKEET_WORKSPACE: directory,
      PARAKEET_DB_ENGINE: 'embedded',
      PARAKEET_DB_PORT: String(port),
    },
  });
  const [code]: unknown[] = await once(child, 'close');
  if (code !== 0) throw new Error(`nx run ${target} ended with ${String(code)}`);
}
