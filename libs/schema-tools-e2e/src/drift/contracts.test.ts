// The functions of contracts are compared by what they do; Parakeet's own schema has them.
import { withClient } from '@parakeet/local-supabase';
import {
  driftOf,
  readMigrationFiles,
  type Expected,
  type PlacedDrift,
} from '@parakeet/schema-tools';
import { withRunDatabase } from '@parakeet/db-harness/test-server';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectedOf } from './production.ts';

let expected: Expected;
let end: () => Promise<void>;

beforeAll(async () => {
  ({ expected, end } = await expectedOf(await readMigrationFiles()));
});
afterAll(() => end());

/** Changes a function in a database that the Supabase CLI migrated, and compares it. */
async function afterChange(
  name: string,
  change: (definition: string) => string,
  use: (drifts: readonly PlacedDrift[], remarks: readonly string[]) => void,
): Promise<void> {
  await withRunDatabase(({ ownerUrl }) =>
    withClient(ownerUrl, async (client: pg.Client) => {
      const { rows } = await client.query<{ definition: string }>(
        'select pg_get_functiondef($1::regprocedure) as definition',
        [`contracts.${name}(jsonb)`],
      );
      const before = rows[0]?.definition ?? '';
      await client.query(change(before));
      const { drifts, remarks } = await driftOf(client, expected);
      use(drifts, remarks);
    }),
  );
}

it('the schema that the Supabase CLI migrated has no drift', async () => {
  await afterChange(
    'auxiliary_pool',
    (text) => text,
    (drifts, remarks) => {
      expect(drifts).toEqual([]);
      expect(remarks).toEqual([]);
    },
  );
});

it('another text with the same verdicts is no drift, and is said', async () => {
  await afterChange(
    'auxiliary_pool',
    (text) => text.replace(/\bbegin\b/, 'begin\n  if document is null then return null; end if;'),
    (drifts, remarks) => {
      expect(drifts).toEqual([]);
      expect(remarks).toEqual([
        expect.stringMatching(
          /^contracts\.auxiliary_pool\(jsonb\) .* same verdict on \d+ documents\.$/,
        ),
      ]);
    },
  );
});

it('another limit is found, with a document on which they differ', async () => {
  const wider = (text: string) => {
    expect(text).toContain('between 1 and 100');
    return text.replace('between 1 and 100', 'between 1 and 101');
  };
  await afterChange('auxiliary_pool', wider, (drifts) => {
    const [drift, ...others] = drifts;
    expect(others).toEqual([]);
    expect(drift?.name).toBe('contracts.auxiliary_pool(jsonb)');
    expect(drift?.place?.file.name).toMatch(/enforce|limit/);
    const [difference] = drift?.differences ?? [];
    expect(difference?.fact).toBe('verdict');
    expect(difference?.there).toMatch(/^takes \[\{/);
    expect(difference?.should).toMatch(/^refuses \[\{/);
  });
});
