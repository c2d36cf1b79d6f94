import { describe, expect, it } from 'vitest';
import { type Session, useDatabase } from '@parakeet/db-harness';

const db = useDatabase();

/** The tables that a lifter may not even read, from the catalogue. */
async function withoutGrant(session: Session): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
       and not has_table_privilege('authenticated', oid, 'select')`,
  );
  return rows.map(({ name }) => name);
}

describe('new tables with no grant, so the API answered 42501', () => {
  it('every table of the schema is granted to the lifters', async () => {
    expect(await withoutGrant(db)).toEqual([]);
  });

  it('a new table comes without one, and is found', async () => {
    await db.query(`
      create table public.training_notes (id uuid primary key, user_id uuid not null);
      alter table public.training_notes enable row level security;
      create policy select_own on public.training_notes
        for select to authenticated using ((select auth.uid()) = user_id)`);
    const lifter = await db.createLifter();
    await db.asLifter(lifter);
    const refusal = await db.refused('select from public.training_notes');
    expect([refusal.code, refusal.message]).toEqual([
      '42501',
      'permission denied for table training_notes',
    ]);
    await db.asOwner();
    expect(await withoutGrant(db)).toEqual(['training_notes']);
    // and it is readable once it is granted
    await db.query('grant select on public.training_notes to authenticated');
    expect(await withoutGrant(db)).toEqual([]);
    await db.asLifter(lifter);
    expect(await db.query('select from public.training_notes')).toEqual([]);
  });

  it('anon is granted none, and nobody a table by default', async () => {
    const granted = await db.query(
      `select relname from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
         and has_table_privilege('anon', oid, 'select, insert, update, delete')`,
    );
    expect(granted).toEqual([]);
    const defaults = await db.query(
      `select defaclacl from pg_default_acl
       where defaclobjtype = 'r' and defaclnamespace = 'public'::regnamespace
         and defaclacl::text ~ '(anon|authenticated)='
         and defaclrole = current_user::regrole`,
    );
    expect(defaults).toEqual([]);
  });
});
