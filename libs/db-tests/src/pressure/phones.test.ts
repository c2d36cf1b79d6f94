import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createRunDatabase,
  dropRunDatabase,
  type RunDatabase,
  Session,
} from '@parakeet/db-harness';
import { signIn } from '@parakeet/db-harness/actions';
import { wholeNumberOf } from '@parakeet/db-harness/environment';
import { seedOfThisRun } from '../contracts/fuzz/seed.ts';
import { brokenInvariants } from './invariants.ts';
import { fates, operations, Phone, type Network } from './phone.ts';

/** The number of lives: `PARAKEET_PHONE_RUNS`, or 25. */
const runs = wholeNumberOf('PARAKEET_PHONE_RUNS', 1, 1_000_000) ?? 25;
const seed = seedOfThisRun();

let database: RunDatabase;
let owner: Client;
/** Ends phones' connections, even while the owner's connection waits. */
let cutter: Client;
let network: Network;
beforeAll(async () => {
  database = await createRunDatabase();
  [owner, cutter] = [new Client(database.ownerUrl), new Client(database.ownerUrl)];
  await Promise.all([owner.connect(), cutter.connect()]);
  network = {
    url: database.ownerUrl,
    async cut(pid) {
      await cutter.query('select pg_terminate_backend($1)', [pid]);
    },
  };
});
afterAll(async () => {
  // a pool would end while its connections still exist
  await Promise.all([cutter.end(), owner.end()]);
  await dropRunDatabase(database);
});

const db = new Session(() => owner);

async function newLifter() {
  await db.query('begin');
  const lifter = await signIn(db);
  await db.query('commit');
  return lifter;
}

/** The operations on each phone: two belong to one lifter, the third to another. */
const step = fc.record({
  phone: fc.constantFrom(0, 1, 2),
  operation: fc.constantFrom(...operations),
  fate: fc.constantFrom(...fates),
  choice: fc.nat(1000),
});

/** Steps of a life: the phones run at the same time, or one after the other. */
const life = fc.record({
  atOnce: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 30 }),
});
type Life = typeof life extends fc.Arbitrary<infer Value> ? Value : never;

async function live(how: Life): Promise<void> {
  const [lifter, other] = [await newLifter(), await newLifter()];
  const phones = [lifter, lifter, other].map((one) => new Phone(network, one));
  try {
    await liveWith(phones, how);
  } finally {
    await Promise.all(phones.map((phone) => phone.close()));
    // a failed life must not affect the next one
    await db.query('delete from auth.users');
  }
}

async function liveWith(phones: readonly Phone[], { atOnce, steps }: Life): Promise<void> {
  const go = async (of: Life['steps']) => {
    for (const { phone, operation, fate, choice } of of) {
      await phones[phone]?.do(operation, fate, choice);
    }
  };
  // everybody has a program, and some have used another phone before
  const start = { operation: 'start program', fate: 'answered', choice: 0 } as const;
  await go([
    { ...start, phone: 0 },
    { ...start, phone: 2 },
  ]);
  if (atOnce) {
    await Promise.all(phones.map((_, index) => go(steps.filter(({ phone }) => phone === index))));
    await Promise.all(phones.map((phone) => phone.comeOnline()));
  } else {
    await go(steps);
    for (const phone of phones) await phone.comeOnline();
  }

  expect(await brokenInvariants(db)).toEqual([]);
  for (const phone of phones) {
    for (const [sql, id] of phone.acknowledged) {
      expect(await db.query(sql, [id]), `${sql}: ${id} was acknowledged`).toHaveLength(1);
    }
  }
}

it(`${runs} lives of phones, with answers lost, requests twice, late and cut off`, async () => {
  const run = await fc.check(fc.asyncProperty(life, live), { seed, numRuns: runs });
  // the seed, the smallest failing life, and the broken invariants
  expect(run.failed ? fc.defaultReportMessage(run) : undefined).toBeUndefined();
}, 3_600_000);
