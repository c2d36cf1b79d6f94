import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { call, logOf, programOf, signIn } from '@parakeet/db-harness/actions';
import { insertJson, prepareRow } from '@parakeet/db-harness/made-rows';

const db = useDatabase();

/** The server's time plus an interval. */
async function later(interval: string): Promise<string> {
  const [row] = await db.query<{ time: string }>(
    `select to_jsonb(now() + $1::interval) #>> '{}' as time`,
    [interval],
  );
  return row?.time ?? '';
}

const ahead = '1 day 1 second';

const times = [
  ['lifter_maxes', 'recorded_at'],
  ['session_logs', 'logged_at'],
  ['session_logs', 'started_at'],
  ['session_logs', 'completed_at'],
  ['soreness_checkins', 'recorded_at'],
  ['recovery_snapshots', 'recorded_at'],
  ['performance_metrics', 'recorded_at'],
  ['edge_cases', 'reported_at'],
] as const;

it('every time column with a trigger is tested', async () => {
  const guarded = await db.query<{ name: string }>(
    `select tgname as name from pg_trigger
     where tgfoid = 'rules.refuse_time_ahead()'::regprocedure order by 1`,
  );
  const tried = times.map(([table, column]) => `${table}_${column}_not_ahead`);
  expect(guarded.map(({ name }) => name)).toEqual(tried.toSorted());
});

describe.each(times)('a time in %s.%s', (table, column) => {
  const refusal = {
    code: 'PK107',
    message: expect.stringContaining(`${column} of ${table} is 2`),
    table,
    column,
    constraint: `${table}_${column}_not_ahead`,
  };

  it('is accepted up to a day ahead of the server, and refused beyond (PK107)', async () => {
    const lifter = await db.createLifter();
    const row = await prepareRow(db, table, lifter);
    await db.asLifter(lifter);
    const insert = (time: string) =>
      db.attempt(() => insertJson(db, table, { ...row, [column]: time }));
    expect(await insert(await later('1 day'))).toBeUndefined();
    expect(await insert(await later(ahead))).toMatchObject(refusal);
    // a CHECK still refuses times that clients cannot parse
    expect(await insert('infinity')).toMatchObject({ code: '23514' });
  });

  it('cannot be changed to a later time (PK107), but an existing one may stay', async () => {
    const row = await prepareRow(db, table, await db.createLifter());
    const [made] = await insertJson<{ id: string }>(db, table, row, 'returning id');
    await db.asService();
    const move = (time: string) =>
      db.attempt(() =>
        db.query(`update public.${table} set ${column} = $2 where id = $1`, [made?.id, time]),
      );
    expect(await move(await later('1 day'))).toBeUndefined();
    expect(await move(await later(ahead))).toMatchObject(refusal);

    await db.asOwner();
    const trigger = `${table}_${column}_not_ahead`;
    await db.query(`alter table public.${table} disable trigger ${trigger}`);
    const old = await later('1 year');
    await db.query(`update public.${table} set ${column} = $2 where id = $1`, [made?.id, old]);
    await db.query(`alter table public.${table} enable trigger ${trigger}`);
    await db.asService();
    expect(await move(old)).toBeUndefined();
    expect(await move(await later('2 years'))).toMatchObject(refusal);
  });
});

it('a session that ends in the future is not completed (PK107)', async () => {
  const lifter = await signIn(db);
  const program = programOf(lifter);
  await call(db, 'start_program', program);
  const session = program.sessions[0]?.id ?? '';
  const completed_at = await later(ahead);
  expect(
    await db.attempt(() => call(db, 'complete_session', logOf(session, { completed_at }))),
  ).toMatchObject({ code: 'PK107', constraint: 'session_logs_completed_at_not_ahead' });
});

describe.each([
  ['programs', 'start_program', { status: 'archived' }],
  ['formula_configs', 'save_formula_config', { is_active: false }],
] as const)('a version of %s', (table, action, inactive) => {
  /** A signed-in lifter who inserts rows with versions: each list is one statement. */
  async function scene() {
    const lifter = await db.createLifter();
    const row: Record<string, unknown> = {
      ...(await prepareRow(db, table, lifter)),
      ...inactive,
      user_id: lifter,
    };
    await db.asLifter(lifter);
    const insert = (...versions: readonly number[]) =>
      db.undoIfRefused(() =>
        db.query(
          `insert into public.${table} (${Object.keys(row).join(', ')})
           select ${Object.keys(row).join(', ')}
           from json_populate_recordset(null::public.${table}, $1::json)`,
          [JSON.stringify(versions.map((version) => ({ ...row, id: randomUUID(), version })))],
        ),
      );
    row['id'] = '';
    row['version'] = 1;
    return { lifter, insert };
  }
  const tooHigh = (version: number, next: number) => ({
    code: 'PK108',
    message: `version ${version} of ${table} is too high: the next one is ${next}`,
    table,
    column: 'version',
    constraint: `${table}_version_added`,
  });

  it('is at most the next one; the refusal of a higher one names it (PK108)', async () => {
    const { insert } = await scene();
    expect(await insert(2)).toMatchObject(tooHigh(2, 1));
    expect(await insert(1)).toBeUndefined();
    const refusal = await insert(2_147_483_647);
    expect(refusal).toMatchObject(tooHigh(2_147_483_647, 2));
    expect(refusal?.hint).toBe(`Send version 2, or call ${action}, which counts itself.`);
    // a phone sends the later one first
    expect(await insert(3)).toMatchObject(tooHigh(3, 2));
    expect(await insert(2)).toBeUndefined();
    expect(await insert(3)).toBeUndefined();
  });

  it('counts over the rows of one statement, in any order', async () => {
    const { insert } = await scene();
    expect(await insert(3, 1, 2)).toBeUndefined();
    expect(await insert(6, 5)).toMatchObject(tooHigh(6, 4));
    expect(await insert(4, 6)).toMatchObject(tooHigh(6, 4));
    expect(await insert(5, 4)).toBeUndefined();
  });

  it('may be a lower free one, but not one in use (23505)', async () => {
    const { lifter, insert } = await scene();
    expect(await insert(1, 2, 3, 4)).toBeUndefined();
    await db.query(`delete from public.${table} where user_id = $1 and version in (2, 3)`, [
      lifter,
    ]);
    expect(await insert(3)).toBeUndefined();
    expect(await insert(3)).toMatchObject({ code: '23505' });
    expect(await insert(2, 5)).toBeUndefined();
  });

  it('counts for each lifter', async () => {
    const first = await scene();
    expect(await first.insert(1, 2, 3)).toBeUndefined();
    await db.asOwner();
    const second = await scene();
    expect(await second.insert(4)).toMatchObject(tooHigh(4, 1));
    await db.asService();
    expect(await second.insert(4)).toMatchObject(tooHigh(4, 1));
    expect(await first.insert(4)).toBeUndefined();
  });

  it('can be raised to the next one at most (PK108); other changes leave it alone', async () => {
    const { lifter, insert } = await scene();
    await insert(1, 2);
    const set = (version: number) =>
      db.undoIfRefused(() =>
        db.query(
          `update public.${table} set version = $2 where user_id = $1 and version =
             (select max(version) from public.${table} where user_id = $1)`,
          [lifter, version],
        ),
      );
    expect(await set(4)).toMatchObject({
      ...tooHigh(4, 3),
      constraint: `${table}_version_raised`,
      hint: 'Leave the version as it is: 2.',
    });
    expect(await set(2)).toBeUndefined();
    expect(await set(3)).toBeUndefined();
  });
});
