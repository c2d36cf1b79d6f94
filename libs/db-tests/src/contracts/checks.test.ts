import { jsonContracts, presentWhen } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { insertJson, insertRow, isTable, prepareRow } from '@parakeet/db-harness/made-rows';

const db = useDatabase();

const columns = Object.entries(jsonContracts).flatMap(([table, contracts]) => {
  if (!isTable(table)) throw new Error(`there is no table ${table}`);
  return Object.keys(contracts).map((column) => ({ table, column }));
});

it('each JSONB column has a contract, and each contract a JSONB column', async () => {
  const found = await db.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and a.atttypid in ('jsonb'::regtype, 'json'::regtype) and not a.attisdropped
     order by c.relname, a.attname`,
  );
  expect(found).toEqual(
    columns.toSorted((a, b) => (`${a.table} ${a.column}` < `${b.table} ${b.column}` ? -1 : 1)),
  );
});

it('each column has the description of its contract as its comment', async () => {
  for (const [table, contracts] of Object.entries(jsonContracts)) {
    for (const [column, contract] of Object.entries(contracts)) {
      const [found] = await db.query<{ comment: string }>(
        `select col_description(attrelid, attnum) as comment from pg_attribute
         where attrelid = $1::regclass and attname = $2`,
        [`public.${table}`, column],
      );
      expect(found?.comment, `${table}.${column}`).toBe(contract.meta()?.description);
      expect(found?.comment).toMatch(/^.{20,}\.$/);
    }
  }
});

describe('the functions of the CHECKs', () => {
  interface Facts {
    name: string;
    language: string;
    volatility: string;
    parallel: string;
    strict: boolean;
    definer: boolean;
    settings: string[] | null;
  }

  it('are immutable, safe in parallel, and independent of the writer', async () => {
    const functions = await db.query<Facts>(
      `select p.proname as name, l.lanname as language, p.provolatile as volatility,
              p.proparallel as parallel, p.proisstrict as strict, p.prosecdef as definer,
              p.proconfig as settings
       from pg_proc p join pg_language l on l.oid = p.prolang
       where p.pronamespace = 'contracts'::regnamespace`,
    );
    expect(functions.length).toBeGreaterThan(columns.length);
    for (const { name, settings, ...facts } of functions) {
      expect({ name, ...facts }).toEqual({
        name,
        language: 'plpgsql',
        volatility: 'i',
        parallel: 's',
        strict: true,
        definer: false,
      });
      expect(settings, name).toContain('search_path=""');
    }
  });

  it('do not call functions of the writer with the names of built-in ones', async () => {
    const lifter = await db.createLifter();
    const row = await prepareRow(db, 'soreness_checkins', lifter);
    await db.query('create schema impostor');
    await db.query(
      `create function impostor.jsonb_typeof(jsonb) returns text language sql immutable return 'object'`,
    );
    await db.query(
      `create function impostor.min_scale(numeric) returns integer language sql immutable return 0`,
    );
    await db.query('set local search_path = impostor, pg_catalog, public');
    const [fooled] = await db.query(`select jsonb_typeof('[]') as kind, min_scale(0.5) as scale`);
    expect(fooled).toEqual({ kind: 'object', scale: 0 });
    const refusal = await db.attempt(() =>
      insertJson(db, 'soreness_checkins', { ...row, ratings: { quads: 1.5 } }),
    );
    expect(refusal?.constraint).toBe('soreness_checkins_ratings_contract');
  });
});

describe.each(columns)('$table.$column', ({ table, column }) => {
  it('has a validated CHECK, which calls one function', async () => {
    const checks = await db.query<{ definition: string; valid: boolean }>(
      `select pg_get_constraintdef(oid) as definition, convalidated as valid from pg_constraint
       where conrelid = $1::regclass and conname = $2`,
      [`public.${table}`, `${table}_${column}_contract`],
    );
    expect(checks).toEqual([
      {
        definition: expect.stringMatching(
          new RegExp(`^CHECK \\(contracts\\.[a-z0-9_]+\\(${column}\\)\\)$`),
        ),
        valid: true,
      },
    ]);
  });

  it.each(['null', '"x"', '5', '[[]]', '{"": 1}'])(
    'refuses %s from any writer, with the name of the CHECK',
    async (document) => {
      const lifter = await db.createLifter();
      const id = await insertRow(db, table, lifter);
      for (const become of [
        () => db.asOwner(),
        () => db.asService(),
        // grants refuse changes of append-only tables before a CHECK runs
        ...((await mayUpdate(table, column)) ? [() => db.asLifter(lifter)] : []),
      ]) {
        await become();
        const refusal = await db.attempt(() =>
          db.change(`update public.${table} set ${column} = $2::jsonb where id = $1`, [
            id,
            document,
          ]),
        );
        // a payload is an object with any keys
        const taken = column === 'raw_payload' && document.startsWith('{');
        expect({ code: refusal?.code, constraint: refusal?.constraint }).toEqual(
          taken
            ? { code: undefined, constraint: undefined }
            : { code: '23514', constraint: `${table}_${column}_contract` },
        );
        await db.asOwner();
      }
    },
  );
});

async function mayUpdate(table: string, column: string): Promise<boolean> {
  const [found] = await db.query<{ may: boolean }>(
    `select has_column_privilege('authenticated', $1::regclass, $2, 'update') as may`,
    [`public.${table}`, column],
  );
  return found?.may ?? false;
}

describe('no document makes a CHECK raise an error', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

  it.each([
    ['a list in a list, as deep as Postgres reads', nested(5000)],
    [
      'an object in an object, as deep as Postgres reads',
      '{"a":'.repeat(5000) + '1' + '}'.repeat(5000),
    ],
    ['a number past every double', '1e400'],
    ['a number below every double', '1e-400'],
    ['a number with 10,000 digits', `1${'0'.repeat(10_000)}`],
    ['many bad elements', JSON.stringify(Array.from({ length: 20_000 }, () => 1.000_000_1))],
    [
      'many long numbers',
      `[${Array.from({ length: 2000 }, () => '0.12345678901234567890').join(',')}]`,
    ],
  ])('%s', async (_what, text) => {
    const documents = [
      text,
      `[${text}]`,
      `{"version": ${text}}`,
      `{"quads": ${text}}`,
      `[{"set_number": ${text}}]`,
    ];
    for (const { table, column } of columns) {
      const [check] = await db.query<{ expression: string }>(
        `select pg_get_expr(conbin, conrelid) as expression from pg_constraint where conname = $1`,
        [`${table}_${column}_contract`],
      );
      for (const document of documents) {
        const [answer] = await db.query<{ verdict: boolean }>(
          `select ${check?.expression} as verdict from (select $1::jsonb as ${column}) as t`,
          [document],
        );
        expect(typeof answer?.verdict, `${table}.${column}`).toBe('boolean');
      }
    }
  });
});

describe('custom_steps are set exactly when the protocol is custom', () => {
  const steps = [{ pct: 0.5, reps: 5 }];
  const constraint = 'warmup_configs_custom_steps_protocol_contract';

  it('as the data says', () => {
    expect(presentWhen).toEqual({ warmup_configs: { custom_steps: { protocol: 'custom' } } });
  });

  it.each([
    [{ protocol: 'custom', custom_steps: steps }, undefined],
    [{ protocol: 'standard', custom_steps: null }, undefined],
    [{ protocol: 'standard' }, undefined],
    [{}, undefined],
    [{ protocol: 'custom', custom_steps: null }, constraint],
    [{ protocol: 'custom' }, constraint],
    [{ protocol: 'minimal', custom_steps: steps }, constraint],
    [{ custom_steps: steps }, constraint],
  ])('%j', async (values, expected) => {
    const row = await prepareRow(db, 'warmup_configs', await db.createLifter());
    const refusal = await db.attempt(() => insertJson(db, 'warmup_configs', { ...row, ...values }));
    expect(refusal?.constraint).toBe(expected);
  });

  it('is fixed by changing both at once', async () => {
    const lifter = await db.createLifter();
    const id = await insertRow(db, 'warmup_configs', lifter);
    const update = (set: string) => `update public.warmup_configs set ${set} where id = '${id}'`;
    expect((await db.refused(update(`protocol = 'custom'`))).constraint).toBe(constraint);
    expect(
      await db.change(update(`protocol = 'custom', custom_steps = '[{"pct": 0, "reps": 10}]'`)),
    ).toBe(1);
    expect((await db.refused(update(`protocol = 'minimal'`))).constraint).toBe(constraint);
  });
});
