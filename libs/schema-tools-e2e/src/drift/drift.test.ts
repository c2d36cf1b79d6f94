// Changes that people make by hand in production, each found alone and named right.
import { basename } from 'node:path';
import { withClient } from '@parakeet/local-supabase';
import {
  driftOf,
  planAdoption,
  readObjects,
  splitStatements,
  type Expected,
  type PlacedDrift,
} from '@parakeet/schema-tools';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handMade, noDrift } from './drifts.ts';
import type { HandMade } from './hand-made.ts';
import { notesMigrations } from './notes.ts';
import { expectedOf, migrationFiles, pushToProduction, type Production } from './production.ts';

const files = migrationFiles(notesMigrations);
let production: Production;
let expected: Expected;
let end: () => Promise<void>;

beforeAll(async () => {
  production = await pushToProduction(notesMigrations);
  ({ expected, end } = await expectedOf(files));
});
afterAll(async () => {
  await end();
  await production.server.stop();
});

/** Changes a clone of production, and hands a connection of the role that migrates to `use`. */
async function inProduction(
  { by, undo, superuser }: Pick<HandMade, 'by' | 'undo' | 'superuser'>,
  use: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const { server } = production;
  const name = await production.clone();
  const url = superuser ? server.adminUrl(name) : server.ownerUrl(name);
  try {
    await withClient(url, (client) => client.query(by.replaceAll(':database', name)));
    await withClient(server.ownerUrl(name), use);
  } finally {
    await production.drop(name);
    if (undo !== undefined) {
      await withClient(server.ownerUrl('postgres'), (client) => client.query(undo));
    }
  }
}

const inWords = (drifts: readonly PlacedDrift[]) =>
  drifts.map(({ kind, name, is }) => `${kind} ${name} ${is}`);

it('a fresh push by the Supabase CLI has no drift', async () => {
  await inProduction({ by: '' }, async (client) => {
    const { drifts, compared } = await driftOf(client, expected);
    expect(inWords(drifts)).toEqual([]);
    expect(compared).toBeGreaterThan(400);
  });
});

describe('a change by hand is found alone, with the line that says otherwise', () => {
  it.each(handMade.map((change) => [change.by, change] as const))('%s', async (_, change) => {
    await inProduction(change, async (client) => {
      const { drifts } = await driftOf(client, expected);
      const { object, is = 'changed', level, facts, line, also = [] } = change;
      expect(inWords(drifts).toSorted()).toEqual([`${object} ${is}`, ...also].toSorted());
      const drift = drifts.find(({ kind, name }) => `${kind} ${name}` === object);
      if (!drift) throw new Error('it was found just now');
      expect(drift.danger.level).toBe(level);
      if (facts) expect(drift.differences.map(({ fact }) => fact).toSorted()).toEqual(facts);
      for (const { there, should } of drift.differences) expect(there).not.toBe(should);
      expect(placeOf(drift)).toEqual(line && lineOf(...line));
      await proveAdoption(client, drifts, change);
    });
  });
});

function placeOf({ place }: PlacedDrift): string | undefined {
  return place && `${basename(place.file.path)}:${place.line}`;
}

/** Where a statement stands. */
function lineOf(number: 1 | 2, beginning: string): string {
  const file = files[number - 1];
  const place = file?.text.split('\n').findIndex((text) => text.startsWith(beginning)) ?? -1;
  if (!file || place < 0) throw new Error(`no migration has: ${beginning}`);
  return `${basename(file.path)}:${place + 1}`;
}

/** With the migration that adopts it, the files produce production's state, even when run twice. */
async function proveAdoption(
  client: pg.Client,
  drifts: readonly PlacedDrift[],
  { object, refused }: HandMade,
): Promise<void> {
  const adoption = await planAdoption(drifts, expected);
  if (refused) {
    expect(adoption.adopted.map(({ kind, name }) => `${kind} ${name}`)).not.toContain(object);
    expect(adoption.refused.map(({ reason }) => reason).join()).toMatch(refused);
    return;
  }
  expect(adoption.refused.map(({ reason }) => reason)).toEqual([]);
  await expected.client.query('begin');
  try {
    for (const time of ['once', 'twice']) {
      for (const { text } of await splitStatements(adoption.text)) {
        await expected.client.query(text);
      }
      const built = await readObjects(expected.client, { inBlock: true });
      const left = await driftOf(client, { ...expected, built }, { places: false });
      expect(inWords(left.drifts), `${time}: ${adoption.text}`).toEqual([]);
    }
  } finally {
    await expected.client.query('rollback');
  }
}

it('every kind that the migrations make is changed by hand once', () => {
  const changed = new Set(handMade.map(({ object }) => object));
  const kinds = [...expected.built.values()]
    .filter(({ key }) => !expected.base.has(key))
    .map(({ kind }) => kind);
  const missing = kinds.filter((kind) => ![...changed].some((one) => one.startsWith(`${kind} `)));
  expect([...new Set(missing)]).toEqual([]);
});

describe('no drift', () => {
  it.each(noDrift)('%s', async (by) => {
    await inProduction({ by, superuser: true }, async (client) => {
      const { drifts } = await driftOf(client, expected, { places: false });
      expect(inWords(drifts)).toEqual([]);
    });
  });
});

it('what people do in one go is found together, the most dangerous first', async () => {
  const by = [
    `comment on table public.notes is 'x'`,
    'alter table public.notes disable trigger stamp',
    'drop policy read_own on public.notes',
    'grant select on public.notes to anon',
    'alter table public.notes disable row level security',
  ].join(';');
  await inProduction({ by }, async (client) => {
    const { drifts } = await driftOf(client, expected);
    expect(inWords(drifts)).toEqual([
      'table public.notes changed',
      'grant anon on table public.notes extra',
      'policy public.notes.read_own missing',
      'trigger public.notes.stamp changed',
    ]);
    expect(drifts[0]?.differences).toEqual([
      { fact: 'comment', there: 'x', should: 'What people write down.' },
      { fact: 'row level security', there: 'off', should: 'on' },
    ]);
  });
});

it('compares only the objects that are asked for, such as those of a pending file', async () => {
  const by = `alter table public.notes disable row level security; drop view public.reds`;
  await inProduction({ by }, async (client) => {
    const { drifts } = await driftOf(client, expected, {
      only: ({ name }) => name === 'public.reds',
    });
    expect(inWords(drifts)).toEqual(['view public.reds missing']);
  });
});
