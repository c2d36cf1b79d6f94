import {
  differingVocabularies,
  migrationText,
  planContracts,
  readTables,
  vocabulariesOf,
} from '@parakeet/schema-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Drills } from './drill.ts';
import {
  contractOf,
  contractsIn,
  withEditedContracts,
  type EditedContracts,
  type Edits,
} from './edited-contracts.ts';

// The effort of a change to a contract: the files to edit by hand. The code of
// `db-schema:contracts` writes the migration with the CHECK, from contracts that it really loads.

let drills: Drills;
beforeAll(async () => {
  drills = await Drills.ofToday();
});
afterAll(() => drills.close());

/** The next migration of `db-schema:contracts`; undefined if all is in step. */
async function written(drafts: readonly string[], contracts: EditedContracts): Promise<string> {
  return drills.ask(drafts, async (client) =>
    migrationText(await planContracts(client, contracts.pieces)),
  );
}

/** Fixtures for which Zod or a column's CHECK gives another verdict than expected. */
async function misjudged(
  drafts: readonly string[],
  contracts: EditedContracts,
  { table, column, file }: { table: string; column: string; file: string },
): Promise<string[]> {
  const { accepts, refuses } = await contracts.fixturesOf(file);
  const contract = contractOf(contracts.registry, table, column);
  const check = contracts.pieces.find(
    (piece) => piece.kind === 'check' && piece.name === `${table}_${column}_contract`,
  );
  if (check?.kind !== 'check') throw new Error(`${table}.${column} has no CHECK`);
  const documents = [
    ...Object.entries(accepts).map(([reason, text]) => ({ reason, text, taken: true })),
    ...Object.entries(refuses).map(([reason, text]) => ({ reason, text, taken: false })),
  ];
  return drills.ask(drafts, async (client) => {
    const wrong: string[] = [];
    for (const { reason, text, taken } of documents) {
      const byZod = z.safeParse(contract, JSON.parse(text)).success;
      const query = `select ${check.expression} as taken
        from (select $1::jsonb as ${column}) as document`;
      // jsonb refuses some texts
      const byPostgres = await client.query<{ taken: boolean }>(query, [text]).then(
        ({ rows }) => rows[0]?.taken,
        () => false,
      );
      if (byZod !== taken) wrong.push(`Zod: ${reason}`);
      if (byPostgres !== taken) wrong.push(`Postgres: ${reason}`);
    }
    return wrong;
  });
}

const dayPlan = {
  column: `
    set local lock_timeout = '800ms';
    alter table public.sessions add day_plan jsonb;
    comment on column public.sessions.day_plan is 'The warm-up and the work of a day, in minutes.';`,
  edits: {
    'day-plan.ts': () => `import type * as z from 'zod';
      import { strict, text, wholeNumber } from '@parakeet/schema-runtime/contracts';
      export const DayPlan = strict({ minutes: wholeNumber(1, 600), place: text(1, 200) }).meta({
        description: 'The warm-up and the work of a day, in minutes.',
      });
      export type DayPlan = z.output<typeof DayPlan>;`,
    'contracts.ts': (text) =>
      text
        .replace(/^import type \* as z.*$/m, "$&\nimport { DayPlan } from './day-plan.ts';")
        .replace("export * from './actual-sets.ts';", "$&\nexport * from './day-plan.ts';")
        .replace('  sessions: { ', '  sessions: { day_plan: DayPlan, '),
    'fixtures/day-plan.ts': () => `
      export const accepts = { 'an hour': '{"minutes": 60, "place": "gym"}' };
      export const refuses = {
        'a day and more': '{"minutes": 1500, "place": "gym"}',
        'no place': '{"minutes": 60}',
        'null': 'null',
      };`,
  } satisfies Edits as Edits,
};

it('a JSONB column with a contract: 4 files', async () => {
  expect([dayPlan.column, ...Object.keys(dayPlan.edits)]).toHaveLength(4);
  await withEditedContracts(dayPlan.edits, async (contracts) => {
    const drafts = [dayPlan.column];
    drafts.push(await written(drafts, contracts));
    expect(drafts[1]).toContain('add constraint sessions_day_plan_contract');
    expect(await drills.findings(...drafts)).toEqual([]);
    const place = { table: 'sessions', column: 'day_plan', file: 'fixtures/day-plan.ts' };
    expect(await misjudged(drafts, contracts, place)).toEqual([]);
  });
});

it('a JSONB column without a contract is named once', async () => {
  await withEditedContracts({ 'lift.ts': (text) => `${text}\n` }, async (contracts) => {
    await expect(written([dayPlan.column], contracts)).rejects.toThrow(
      /^JSONB columns without a contract: sessions\.day_plan$/,
    );
  });
});

describe('a further change of a contract: 2 files', () => {
  /** The contract and its fixtures after a number of changes. Each adds an optional key. */
  const changed = (count: number): Edits => {
    const keys = Array.from({ length: count }, (_, index) => `felt_${index + 1}`);
    return {
      'actual-sets.ts': (text) =>
        text.replace(
          '  notes: text(',
          `${keys.map((key) => `${key}: wholeNumber(0, 5).exactOptional(), `).join('')}$&`,
        ),
      'fixtures/actual-sets.ts': (text) =>
        text
          .replace(
            'export const accepts: Documents = {',
            `$& 'the newest key': list(set({ ${keys.at(-1)}: '5' })),`,
          )
          .replace(
            'export const refuses: Documents = {',
            `$& 'too much of the newest key': list(set({ ${keys.at(-1)}: '6' })),
              'a key of tomorrow': list(set({ felt_${count + 1}: '1' })),`,
          ),
    };
  };
  const place = {
    table: 'session_logs',
    column: 'actual_sets',
    file: 'fixtures/actual-sets.ts',
  };
  const drafts: string[] = [];

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('change number %i', async (number) => {
    const edits = changed(number);
    expect(Object.keys(edits)).toHaveLength(2);
    await withEditedContracts(edits, async (contracts) => {
      drafts.push(await written(drafts, contracts));
      expect(drafts.at(-1)).toContain(`felt_${number}`);
      expect(await misjudged(drafts, contracts, place)).toEqual([]);
      // all changes together cost as much as the last one, whose migration replaces the earlier
      // ones
      if (![2, 3, 10].includes(number)) return;
      expect(await drills.findings(drafts.at(-1) ?? '')).toEqual([]);
    });
  });

  it('`contracts --check` names a missing one once', async () => {
    await withEditedContracts(changed(1), async ({ pieces }) => {
      const plan = await drills.ask([], (client) => planContracts(client, pieces));
      expect(plan.changed).toMatchObject([
        { kind: 'function', name: 'actual_sets' },
        { kind: 'check', name: 'session_logs_actual_sets_contract' },
      ]);
    });
  });
});

describe('a word that is also in the vocabulary of contracts: 2 files', () => {
  const check = `
    -- allow: specification public.muscle_volume_config.muscle_group: necks are trained
    alter table public.muscle_volume_config
      drop constraint muscle_volume_config_muscle_group_check,
      add constraint muscle_volume_config_muscle_group_check check (muscle_group in (
        'quads', 'hamstrings', 'glutes', 'lower_back', 'upper_back', 'chest', 'triceps',
        'shoulders', 'biceps', 'neck'));`.trim();
  const edits: Edits = {
    'muscle-group.ts': (text) =>
      text
        .replace("  'biceps',\n", "$&  'neck',\n")
        .replace('    biceps: optional,\n', '$&    neck: optional,\n'),
  };

  /** The report of `db-schema:generate` about lists of words, after these migrations. */
  const differing = (drafts: readonly string[], { registry }: EditedContracts) =>
    drills.ask(drafts, async (client) =>
      differingVocabularies(
        await readTables(client),
        contractsIn(registry).flatMap(([place, contract]) => vocabulariesOf(contract, place)),
        new Set(),
      ),
    );

  it('the CHECK and the contract', async () => {
    expect([check, ...Object.keys(edits)]).toHaveLength(2);
    await withEditedContracts(edits, async (contracts) => {
      const drafts = [check];
      drafts.push(await written(drafts, contracts));
      expect(await differing(drafts, contracts)).toEqual([]);
      expect(await drills.findings(...drafts)).toEqual([]);
    });
  });

  it('a word only in the CHECK is found once, with both places', async () => {
    await withEditedContracts({ 'lift.ts': (text) => `${text}\n` }, async (contracts) => {
      const found = await differing([check], contracts);
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(
        'the CHECK of public.muscle_volume_config.muscle_group takes neck',
      );
      expect(found[0]).toContain('auxiliary_pool_changes.exercises[].primary_muscles[]');
    });
  });
});
