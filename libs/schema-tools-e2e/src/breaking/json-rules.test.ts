import { createRunDatabase, dropRunDatabase, type RunDatabase } from '@parakeet/db-harness';
import { serveDatabase, type ServedDatabase } from '@parakeet/db-harness/served-database';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { readRow } from '@parakeet/schema-runtime/reading';
import {
  compareFacts,
  compileContracts,
  contractFacts,
  effectsOf,
  migrationText,
  piecesOf,
  planContracts,
  type Facts,
} from '@parakeet/schema-tools';
import type { SupabaseClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { appClient } from './installed-app.ts';
import { changes, nearMisses, type Change } from './json-changes.ts';

// Each rule about the inside of JSON by a contract and its change. The database has the changed
// one; an installed app that has the contract of before writes its documents with supabase-js, and
// reads those of a newer app.

const all: Readonly<Record<string, Change>> = {
  ...changes,
  ...Object.fromEntries(
    Object.entries(nearMisses).map(([name, one]) => [name, { ...one, found: [] }]),
  ),
};

let database: RunDatabase;
let served: ServedDatabase;
let app: SupabaseClient;
beforeAll(async () => {
  database = await createRunDatabase(baseTemplate);
  await withClient(database.ownerUrl, async (client) => {
    for (const table of Object.keys(all)) {
      await client.query(`
        create table public.${table} (id int generated always as identity, doc jsonb not null);
        grant select, insert on public.${table} to authenticated;`);
    }
    const wanted = piecesOf(
      compileContracts({
        schema: 'public',
        columns: Object.fromEntries(
          Object.entries(all).map(([table, { after }]) => [table, { doc: after }]),
        ),
        domains: {},
        names: new Map(Object.entries(all).map(([table, { after }]) => [after, table])),
        presentWhen: {},
        from: 'the test',
      }),
    );
    await client.query(migrationText(await planContracts(client, wanted)));
  });
  served = await serveDatabase(database);
  app = appClient(served);
});
afterAll(async () => {
  await served.stop();
  await dropRunDatabase(database);
});

/** The facts of a schema with one contract. */
function facts(table: string, contract: z.ZodType): Facts {
  return {
    relations: {},
    functions: {},
    enums: {},
    publications: {},
    api: { schemas: ['public'], maxRows: 1000 },
    errorCodes: [],
    reading: 'strict',
    contracts: contractFacts({
      schema: 'public',
      columns: { [table]: { doc: contract } },
      domains: {},
    }),
  };
}

const insert = (table: string, doc: unknown) => app.from(table).insert({ doc });

async function judged(table: string, { before, after, old, now }: Change) {
  const differences = await compareFacts(facts(table, before), facts(table, after), () =>
    Promise.resolve(undefined),
  );
  for (const doc of old) expect(before.safeParse(doc).error).toBeUndefined();
  const writers: string[] = [];
  for (const doc of old) {
    const { error } = await insert(table, doc);
    if (error) writers.push(`${error.code} ${error.message}`);
  }
  for (const doc of now) expect((await insert(table, doc)).error).toBeNull();
  const { data } = await app
    .from(table)
    .select('doc')
    .order('id', { ascending: false })
    .limit(now.length);
  expect(data).toHaveLength(now.length);
  const row = z.object({ doc: before });
  return {
    differences,
    writers,
    strict: (data ?? []).filter((one) => !row.safeParse(one).success).length,
    tolerant: (data ?? []).filter((one) => readRow(row, one).unread).length,
  };
}

describe('a change inside JSON does to an installed app what its rule says', () => {
  it.each(Object.entries(changes))('%s', async (table, change) => {
    const { differences, writers, strict: unread, tolerant } = await judged(table, change);
    expect(differences.map(({ rule }) => rule)).toEqual(change.found);
    const does = (who: 'writers' | 'readers') => differences.map((one) => effectsOf(one)[who]);
    expect(writers.length > 0, writers.join('\n')).toBe(does('writers').includes('breaks'));
    for (const one of writers) expect(one).toMatch(/^23514 /);
    expect(unread > 0).toBe(does('readers').includes('breaks'));
    // an app that reads tolerantly does not mind keys alone
    const isKey = differences.some(({ rule }) =>
      ['key-add-optional', 'strict-to-loose'].includes(rule),
    );
    if (isKey) expect(tolerant).toBe(0);
  });

  it.each(Object.entries(nearMisses))('%s: nothing', async (table, change) => {
    const seen = await judged(table, { ...change, found: [] });
    expect(seen).toEqual({ differences: [], writers: [], strict: 0, tolerant: 0 });
  });
});
