import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { guardFaults } from '@parakeet/db-harness/made-rows';
import { findGuardFaults } from '@parakeet/db-harness/guards';

const db = useDatabase();

it('every table has row level security, grants and policies that leave a row to its owner', () => {
  // the tests of rows leave out these tables
  expect(guardFaults().map(({ says }) => says)).toEqual([]);
});

describe('the guards find', () => {
  const table = 'public.warmup_configs';
  it.each<[what: string, sql: string, says: string]>([
    [
      'row level security that is off',
      `alter table ${table} disable row level security`,
      `${table}: row level security is off. Write:\n  alter table ${table} enable row level security;`,
    ],
    [
      'a policy that was forgotten',
      `drop policy delete_own on ${table}`,
      `${table}: no policy lets the owner delete. Write:\n  create policy delete_own on ${table} for delete to authenticated\n    using ((select auth.uid()) = user_id);`,
    ],
    [
      'a policy that asks for no owner',
      `alter policy select_own on ${table} using (true)`,
      `${table}: the policy select_own does not ask for the owner: true`,
    ],
    [
      'a policy for everybody',
      `alter policy select_own on ${table} to public`,
      `${table}: the policy select_own is for public, not authenticated`,
    ],
    [
      'a grant that was forgotten',
      `revoke insert, update on ${table} from authenticated`,
      `${table}: authenticated may not insert, update. Write:\n  grant insert, update on ${table} to authenticated;`,
    ],
    [
      'a privilege too many',
      `grant truncate on ${table} to authenticated`,
      `${table}: authenticated may truncate. Write:\n  revoke truncate on ${table} from authenticated;`,
    ],
    [
      'a privilege of somebody who has not signed in',
      `grant select on ${table} to anon`,
      `${table}: anon may select. Write:\n  revoke select on ${table} from anon;`,
    ],
    [
      'a row that can be changed in a table that is append-only',
      `comment on table ${table} is 'Append-only.'`,
      `${table}: authenticated may delete, update (its comment says that it is append-only). Write:\n  revoke delete, update on ${table} from authenticated;`,
    ],
    [
      'a table without an owner',
      `create table public.plates (id uuid primary key)`,
      'public.plates: no column says whose row it is. Write:\n  user_id uuid not null references auth.users (id) on delete cascade',
    ],
  ])('%s, and says so once', async (_what, sql, says) => {
    await db.query(sql);
    expect((await findGuardFaults(db)).map((fault) => fault.says)).toEqual([says]);
  });
});
