import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { insertJson, insertRow, type TableName } from '@parakeet/db-harness/made-rows';
import { readRegister } from './register.ts';

const db = useDatabase();

/** Inserts a copy of a row with other columns. It stays if Postgres accepts it. */
async function copy(
  table: TableName,
  id: string,
  change: Record<string, unknown>,
): Promise<string> {
  const [row] = await db.query<{ row: Record<string, unknown> }>(
    `select to_jsonb(t) - 'id' as row from public.${table} as t where id = $1`,
    [id],
  );
  const [made] = await insertJson<{ id: string }>(
    db,
    table,
    { ...row?.row, ...change },
    'returning id',
  );
  if (!made) throw new Error(`copying a row of ${table} returned none`);
  return made.id;
}

const refusal = (constraint: string) => ({ code: '23505', constraint });

it('every unique index of the register is tried here', () => {
  const names = readRegister().flatMap(({ code, name }) => (code === '23505' ? [name] : []));
  expect(names.toSorted()).toEqual([
    'formula_configs_user_id_active_idx',
    'programs_user_id_active_idx',
    'session_logs_session_id_original_idx',
    'sessions_program_id_week_number_day_number_idx',
  ]);
});

describe.each([
  ['programs', { status: 'active' }, { status: 'archived' }],
  ['formula_configs', { is_active: true }, { is_active: false }],
] as const)('one active row of %s a lifter', (table, active, inactive) => {
  const index = `${table}_user_id_active_idx`;
  const set = (change: object) => {
    const [column = '', value] = Object.entries(change)[0] ?? [];
    return (id: string) =>
      db.query(`update public.${table} set ${column} = $2 where id = $1`, [id, value]);
  };

  it('refuses a second active one (23505)', async () => {
    const lifter = await db.createLifter();
    const first = await insertRow(db, table, lifter);
    await db.asLifter(lifter);
    const second = await db.attempt(() => copy(table, first, { ...active, version: 2 }));
    expect(second).toMatchObject(refusal(index));
  });

  it('accepts inactive ones, and an active one of another lifter', async () => {
    const lifter = await db.createLifter();
    const first = await insertRow(db, table, lifter);
    await copy(table, first, { ...inactive, version: 2 });
    await copy(table, first, { ...inactive, version: 3 });
    await insertRow(db, table, await db.createLifter());
    const mine = await db.query(`select id from public.${table} where user_id = $1`, [lifter]);
    expect(mine).toHaveLength(3);
  });

  it('refuses to activate another one (23505) until the first is inactive', async () => {
    const lifter = await db.createLifter();
    const first = await insertRow(db, table, lifter);
    const second = await copy(table, first, { ...inactive, version: 2 });
    await db.asLifter(lifter);
    expect(await db.attempt(() => set(active)(second))).toMatchObject(refusal(index));
    await set(inactive)(first);
    await set(active)(second);
  });
});

describe('one session a program, week and day', () => {
  const index = 'sessions_program_id_week_number_day_number_idx';

  it('refuses two sessions in one slot (23505)', async () => {
    const lifter = await db.createLifter();
    const first = await insertRow(db, 'sessions', lifter);
    await db.asLifter(lifter);
    const second = await db.attempt(() => copy('sessions', first, { primary_lift: 'bench' }));
    expect(second).toMatchObject(refusal(index));
    // a skipped session still has its slot
    await db.query(`update public.sessions set status = 'skipped' where id = $1`, [first]);
    expect(await db.attempt(() => copy('sessions', first, {}))).toMatchObject(refusal(index));
  });

  it('accepts another day, another week and another program', async () => {
    const lifter = await db.createLifter();
    const first = await insertRow(db, 'sessions', lifter);
    const second = await copy('sessions', first, { day_number: 2 });
    await copy('sessions', first, { week_number: 2 });
    const [row] = await db.query<{ program_id: string }>(
      'select program_id from public.sessions where id = $1',
      [first],
    );
    const program = await copy('programs', row?.program_id ?? '', {
      status: 'archived',
      version: 2,
    });
    await copy('sessions', first, { program_id: program });
    const moved = await db.refused('update public.sessions set day_number = 1 where id = $1', [
      second,
    ]);
    expect(moved).toMatchObject(refusal(index));
  });
});

describe('one log a session that is not a correction', () => {
  it('refuses the same workout logged twice (23505)', async () => {
    const lifter = await db.createLifter();
    const first = await insertRow(db, 'session_logs', lifter);
    await db.asLifter(lifter);
    expect(await db.attempt(() => copy('session_logs', first, {}))).toMatchObject(
      refusal('session_logs_session_id_original_idx'),
    );
  });

  it('accepts many corrections, of the log and of each other', async () => {
    const lifter = await db.createLifter();
    const first = await insertRow(db, 'session_logs', lifter);
    await db.asLifter(lifter);
    const correction = { is_correction: true, corrects_log_id: first };
    const second = await copy('session_logs', first, correction);
    await copy('session_logs', first, correction);
    await copy('session_logs', first, { is_correction: true, corrects_log_id: second });
    expect(await db.query('select id from public.session_logs')).toHaveLength(4);
  });

  /** Inserts corrections of these logs, with these ids, in one request of the Data API. */
  const makeCorrections = (
    log: string,
    pairs: readonly (readonly [id: string, corrects: string])[],
  ) =>
    db.query(
      `insert into public.session_logs (id, session_id, user_id, actual_sets, is_correction, corrects_log_id)
       select (pair ->> 0)::uuid, session_id, user_id, '[]', true, (pair ->> 1)::uuid
       from public.session_logs, jsonb_array_elements($2::jsonb) as pair where id = $1`,
      [log, JSON.stringify(pairs)],
    );
  const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
  const endless = {
    code: 'PK104',
    table: 'session_logs',
    constraint: 'session_logs_corrections_end',
  };

  it.each([
    [
      'two corrections that correct each other',
      [
        [a, b],
        [b, a],
      ],
    ],
    [
      'a circle of three',
      [
        [a, b],
        [b, c],
        [c, a],
      ],
    ],
    [
      'a correction of one in a circle',
      [
        [a, b],
        [b, c],
        [c, b],
      ],
    ],
  ] as const)('refuses %s (PK104)', async (_what, pairs) => {
    const lifter = await db.createLifter();
    const log = await insertRow(db, 'session_logs', lifter);
    for (const become of [() => db.asService(), () => db.asLifter(lifter)]) {
      await become();
      expect(await db.attempt(() => makeCorrections(log, pairs))).toMatchObject(endless);
    }
    // the last of them corrects the log; each other one comes before the log that it corrects
    await makeCorrections(log, [...pairs.slice(0, -1), [pairs.at(-1)?.[0] ?? '', log]]);
  });

  it('refuses an update that closes a circle (PK104), and accepts others', async () => {
    const log = await insertRow(db, 'session_logs', await db.createLifter());
    await makeCorrections(log, [
      [a, log],
      [b, a],
      [c, b],
    ]);
    await db.asService();
    const point = (id: string, to: string) =>
      db.attempt(() =>
        db.query('update public.session_logs set corrects_log_id = $2 where id = $1', [id, to]),
      );
    expect(await point(a, c)).toMatchObject({
      ...endless,
      message: `log ${a} corrects a log that corrects it`,
    });
    expect(await point(c, a)).toBeUndefined();
  });

  it('refuses swapped ids that close a circle (PK104)', async () => {
    const log = await insertRow(db, 'session_logs', await db.createLifter());
    await makeCorrections(log, [
      [a, log],
      [b, a],
    ]);
    await db.asService();
    // a corrects the log with this id: that is now b, which corrects a
    const moved = await db.refused(
      'update public.session_logs set id = case id when $1 then $3::uuid else $1 end where id in ($1, $2)',
      [log, b, c],
    );
    expect(moved).toMatchObject(endless);
  });

  it('refuses a correction of another session’s log (23503)', async () => {
    const lifter = await db.createLifter();
    const log = await insertRow(db, 'session_logs', lifter);
    const [row] = await db.query<{ session_id: string }>(
      'select session_id from public.session_logs where id = $1',
      [log],
    );
    const session = await copy('sessions', row?.session_id ?? '', { day_number: 2 });
    const other = await copy('session_logs', log, { session_id: session });
    await db.asLifter(lifter);
    const correct = (id: string) =>
      db.attempt(() => copy('session_logs', other, { is_correction: true, corrects_log_id: id }));
    expect(await correct(log)).toMatchObject({
      code: '23503',
      constraint: 'session_logs_corrects_log_id_fkey',
    });
    expect(await correct(other)).toBeUndefined();
  });

  it('refuses a log that corrects itself (23514)', async () => {
    const log = await insertRow(db, 'session_logs', await db.createLifter());
    await db.asService();
    const refused = await db.refused(
      'update public.session_logs set is_correction = true, corrects_log_id = id where id = $1',
      [log],
    );
    expect(refused).toMatchObject({
      code: '23514',
      constraint: 'session_logs_corrects_another_check',
    });
  });
});
