import { withClient } from '@parakeet/local-supabase';
import { describe, expect, it } from 'vitest';
import { Session, useDatabase, withRunDatabase } from '@parakeet/db-harness';
import { insertRow } from '@parakeet/db-harness/made-rows';

const db = useDatabase();

/** A lifter with a session of a given status in a program. The role that migrates inserts it. */
async function scene(on: Session, status: string, isLogged = false) {
  const lifter = await on.createLifter();
  const session = await insertRow(on, 'sessions', lifter);
  await on.query('update public.sessions set status = $2 where id = $1', [session, status]);
  if (isLogged) {
    await on.query(
      `insert into public.session_logs (session_id, user_id, actual_sets) values ($1, $2, '[]')`,
      [session, lifter],
    );
  }
  const [row] = await on.query<{ program_id: string }>(
    'select program_id from public.sessions where id = $1',
    [session],
  );
  return { lifter, sessions: session, programs: row?.program_id ?? '' };
}

const remove = (table: string) => `delete from public.${table} where id = $1`;

describe.each(['sessions', 'programs'] as const)('a delete from %s by the lifter', (table) => {
  it.each(['planned', 'in_progress', 'skipped'])('deletes one that is %s', async (status) => {
    const found = await scene(db, status);
    await db.asLifter(found.lifter);
    expect(await db.change(remove(table), [found[table]])).toBe(1);
  });

  it.each([
    ['completed', 'completed', false],
    ['logged, though planned', 'planned', true],
    ['logged, though skipped', 'skipped', true],
    ['completed and logged', 'completed', true],
  ] as const)('is refused if a session is %s (PK106)', async (_what, status, isLogged) => {
    const found = await scene(db, status, isLogged);
    await db.asLifter(found.lifter);
    expect(await db.refused(remove(table), [found[table]])).toMatchObject({
      code: 'PK106',
      message: expect.stringContaining(found[table]),
      hint: expect.stringContaining('archived'),
      table,
      constraint: `${table}_keep_history`,
    });
    expect(
      await db.change(`update public.programs set status = 'archived' where id = $1`, [
        found.programs,
      ]),
    ).toBe(1);
  });

  it('succeeds for service_role, whatever the session is', async () => {
    const found = await scene(db, 'completed', true);
    await db.asService();
    expect(await db.change(remove(table), [found[table]])).toBe(1);
  });
});

describe('the deletion of the account deletes sessions that are completed and logged', () => {
  const left = (on: Session, lifter: string) =>
    on.query(
      `select from public.programs where user_id = $1
       union all select from public.sessions where user_id = $1
       union all select from public.session_logs where user_id = $1`,
      [lifter],
    );

  it('by the role of GoTrue', async () => {
    await withRunDatabase(({ adminUrl }) =>
      withClient(adminUrl, async (client) => {
        const admin = new Session(() => client);
        const { lifter } = await scene(admin, 'completed', true);
        expect(await left(admin, lifter)).not.toEqual([]);
        await client.query('set role supabase_auth_admin');
        expect(await admin.change('delete from auth.users where id = $1', [lifter])).toBe(1);
        await client.query('reset role');
        expect(await left(admin, lifter)).toEqual([]);
      }),
    );
  });

  it('by the lifter, through a function of the owner', async () => {
    const { lifter } = await scene(db, 'completed', true);
    await db.query(`
      create function public.leave() returns void language sql security definer
      begin atomic delete from auth.users where id = (select auth.uid()); end`);
    await db.asLifter(lifter);
    await db.query('select public.leave()');
    await db.asOwner();
    expect(await left(db, lifter)).toEqual([]);
  });
});
