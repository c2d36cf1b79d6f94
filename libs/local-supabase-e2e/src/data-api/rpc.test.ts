import { describe, expect, it } from 'vitest';
import { insertRow } from '@parakeet/db-harness/made-rows';
import { call, useApi } from './api-under-test.ts';

const api = useApi();

describe('a function of the test file', () => {
  it('is called as who is signed in, and sees their rows', async () => {
    await api.sql.query(`
      create function public.own_sessions() returns setof public.sessions
      language sql stable security invoker set search_path = ''
      as 'select * from public.sessions'`);
    const lifter = await api.sql.createLifter();
    await insertRow(api.sql, 'sessions', await api.sql.createLifter());
    const program_id = await insertRow(api.sql, 'programs', lifter, { total_weeks: 10 });
    const id = await insertRow(api.sql, 'sessions', lifter, { program_id });
    const { data } = await call(api.lifter(lifter), 'own_sessions');
    expect(data).toMatchObject([{ id, user_id: lifter }]);
    const { data: embedded } = await call(api.lifter(lifter), 'own_sessions').select(
      'id, programs(total_weeks)',
    );
    expect(embedded).toEqual([{ id, programs: { total_weeks: 10 } }]);
  });

  it('that is refused half-way leaves nothing behind', async () => {
    await api.sql.query(`
      create function public.rename_and_fail(name text) returns void
      language plpgsql security invoker set search_path = ''
      as $function$
      begin
        update public.profiles set display_name = name where true;
        raise exception using errcode = 'PK999', message = 'not like this', hint = 'another way';
      end
      $function$`);
    const lifter = await api.sql.createLifter();
    const answer = await call(api.lifter(lifter), 'rename_and_fail', { name: 'Nobody' });
    expect(answer).toMatchObject({
      status: 400,
      error: { code: 'PK999', message: 'not like this', hint: 'another way' },
    });
    const { data } = await api.lifter(lifter).from('profiles').select('display_name').single();
    expect(data?.display_name).not.toBe('Nobody');
  });

  it('that a role may not call is refused (42501)', async () => {
    await api.sql.query(
      `create function public.for_lifters() returns integer language sql as 'select 1'`,
    );
    await api.sql.query('revoke execute on function public.for_lifters() from public');
    await api.sql.query('grant execute on function public.for_lifters() to authenticated');
    expect((await call(api.lifter(await api.sql.createLifter()), 'for_lifters')).data).toBe(1);
    expect(await call(api.anon(), 'for_lifters')).toMatchObject({
      status: 401,
      error: { code: '42501' },
    });
  });
});
