import { createRunDatabase, dropRunDatabase, type RunDatabase } from '@parakeet/db-harness';
import { wholeNumberOf } from '@parakeet/db-harness/environment';
import { serveDatabase, type ServedDatabase } from '@parakeet/db-harness/served-database';
import { baseTemplate, connect, withClient } from '@parakeet/local-supabase';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counterexamples } from './counterexamples.ts';
import { randomPair, tryPair, type Tried } from './try-pair.ts';

// Random schemas and changes: compares the findings of `breaking` with the errors of an app that
// was generated before the change. `PARAKEET_FUZZ_PAIRS=200` tries more, and `PARAKEET_FUZZ_SEED=`
// others; a pair that is not as it was said is printed with its seed.

const seed = wholeNumberOf('PARAKEET_FUZZ_SEED', 0, 2 ** 30) ?? 1;
const pairs = wholeNumberOf('PARAKEET_FUZZ_PAIRS', 1, 1_000_000) ?? 2;

let database: RunDatabase;
let served: ServedDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createRunDatabase(baseTemplate);
  await withClient(database.adminUrl, (admin) =>
    admin.query(`alter role authenticator in database "${database.name}"
      set pgrst.db_tx_end to 'commit-allow-override'`),
  );
  ({ client } = await connect(database.ownerUrl));
  served = await serveDatabase(database);
});
afterAll(async () => {
  await served.stop();
  await client.end();
  await dropRunDatabase(database);
});

/** What is not as `breaking` says, in words; nothing if all is. */
function wordsOf({ schema, changes, found, disagreements }: Tried): string {
  if (disagreements.length === 0) return '';
  return [
    schema,
    ...changes,
    `found: ${found.map(({ rule, object }) => `${rule} ${object}`).join(', ')}`,
    ...disagreements.map(({ kind, who, says }) => `${kind} by ${who}: ${says.slice(0, 300)}`),
  ].join('\n');
}

describe(`what breaking says of ${pairs} changes at random is what an app meets`, () => {
  it.each(Array.from({ length: pairs }, (_, at) => (seed * 100_000 + at) % 2 ** 31))(
    'the pair %i',
    async (one) => {
      const place = { client, served };
      expect(wordsOf(await tryPair(place, await randomPair(place, one)))).toBe('');
    },
  );
});

describe.skipIf(counterexamples.length === 0)('what it once said otherwise', () => {
  it.each(counterexamples)('%s', async (_, pair) => {
    expect(wordsOf(await tryPair({ client, served }, pair))).toBe('');
  });
});
