import { randomUUID } from 'node:crypto';
import { createKeys } from '@parakeet/local-supabase/data-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { insertRow, prepareRow } from '@parakeet/db-harness/made-rows';
import { call, tableOf, tokenOf, useApi } from './api-under-test.ts';

const api = useApi();

beforeAll(async () => {
  await api.sql.query(`
    create function public.fail_with(code text, message text, detail text, hint text) returns void
    language plpgsql as $function$
    begin
      raise exception using errcode = code, message = message, detail = detail, hint = hint;
    end
    $function$`);
});

describe('refusals of the database come with their code, and the name of the field', () => {
  it('a value out of range: the CHECK by name (23514)', async () => {
    const lifter = await api.sql.createLifter();
    await insertRow(api.sql, 'programs', lifter);
    const answer = await api
      .lifter(lifter)
      .from('programs')
      .update({ total_weeks: 0 })
      .eq('user_id', lifter);
    expect(answer).toMatchObject({ status: 400, data: null });
    expect(answer.error).toMatchObject({
      code: '23514',
      message:
        'new row for relation "programs" violates check constraint "programs_total_weeks_check"',
      // Postgres shows no values of a table with row level security, but to who passes by it
      details: null,
      hint: null,
    });
    const whole = await api
      .service()
      .from('programs')
      .update({ total_weeks: 0 })
      .eq('user_id', lifter);
    expect(whole.error).toMatchObject({ details: expect.stringMatching(/^Failing row contains/) });
  });

  it('JSON that its contract refuses: the CHECK of the column (23514)', async () => {
    const lifter = await api.sql.createLifter();
    const row = await prepareRow(api.sql, 'session_logs', lifter);
    const answer = await tableOf(api.lifter(lifter), 'session_logs').insert({
      ...row,
      actual_sets: [{ set_number: 1 }],
    });
    expect(answer).toMatchObject({
      status: 400,
      error: {
        code: '23514',
        message: expect.stringContaining('"session_logs_actual_sets_contract"'),
      },
    });
  });

  it('a column left empty: its name and its table (23502)', async () => {
    const lifter = await api.sql.createLifter();
    const answer = await tableOf(api.lifter(lifter), 'edge_cases').insert({
      user_id: lifter,
      case_type: 'travel',
    });
    expect(answer).toMatchObject({
      status: 400,
      error: {
        code: '23502',
        message: expect.stringMatching(
          /^null value in column "\w+" of relation "edge_cases" violates not-null constraint$/,
        ),
      },
    });
  });

  it('a duplicate row: the constraint, and its key for those who may see it (23505)', async () => {
    const id = await api.sql.createLifter();
    for (const [role, details] of [
      ['authenticated', null],
      ['service_role', `Key (id)=(${id}) already exists.`],
    ] as const) {
      const client = api.as(role, id);
      expect(await client.from('profiles').insert({ id, display_name: 'Maya' })).toMatchObject({
        status: 409,
        error: {
          code: '23505',
          message: 'duplicate key value violates unique constraint "profiles_pkey"',
          details,
        },
      });
    }
  });

  it('a row that is pointed at and not there: the foreign key (23503)', async () => {
    const lifter = await api.sql.createLifter();
    const row = await prepareRow(api.sql, 'session_logs', lifter);
    const session_id = randomUUID();
    const answer = await tableOf(api.lifter(lifter), 'session_logs').insert({ ...row, session_id });
    expect(answer).toMatchObject({
      status: 409,
      error: {
        code: '23503',
        message:
          'insert or update on table "session_logs" violates foreign key constraint "session_logs_session_id_fkey"',
        details: 'Key is not present in table "sessions".',
      },
    });
  });

  it('a text where a number or an id belongs (22P02)', async () => {
    const client = api.service();
    const id = await insertRow(api.sql, 'programs', await api.sql.createLifter());
    for (const answer of [
      await client.from('programs').select('id').eq('id', 'abc'),
      await tableOf(client, 'programs').update({ total_weeks: 'ten' }).eq('id', id),
    ]) {
      expect(answer).toMatchObject({
        status: 400,
        error: { code: '22P02', message: expect.stringContaining('invalid input syntax') },
      });
    }
  });

  it('a row in the name of another (42501), and any row without signing in', async () => {
    const row = await prepareRow(api.sql, 'warmup_configs', await api.sql.createLifter());
    const stranger = api.lifter(await api.sql.createLifter());
    expect(await tableOf(stranger, 'warmup_configs').insert(row)).toMatchObject({
      status: 403,
      error: {
        code: '42501',
        message: 'new row violates row-level security policy for table "warmup_configs"',
      },
    });
    expect(await tableOf(api.anon(), 'warmup_configs').insert(row)).toMatchObject({
      status: 401,
      error: { code: '42501', message: 'permission denied for table warmup_configs' },
    });
  });

  it('a step that a session cannot take (PK101)', async () => {
    const lifter = await api.sql.createLifter();
    const id = await insertRow(api.sql, 'sessions', lifter);
    await api.sql.query(`update public.sessions set status = 'in_progress' where id = $1`, [id]);
    const answer = await api
      .lifter(lifter)
      .from('sessions')
      .update({ status: 'planned' })
      .eq('id', id);
    expect(answer).toMatchObject({
      status: 400,
      error: {
        code: 'PK101',
        message: expect.stringContaining('planned'),
        hint: expect.any(String),
      },
    });
  });

  it('what a refused request had changed is as it was', async () => {
    const lifter = await api.sql.createLifter();
    await insertRow(api.sql, 'warmup_configs', lifter);
    const answer = await tableOf(api.lifter(lifter), 'muscle_volume_config').insert(
      ['quads', 'no such muscle'].map((muscle_group) => ({
        user_id: lifter,
        muscle_group,
        mev_sets_per_week: 6,
        mrv_sets_per_week: 18,
      })),
    );
    expect(answer).toMatchObject({ status: 400, error: { code: '23514' } });
    expect(
      await api.sql.query('select from public.muscle_volume_config where user_id = $1', [lifter]),
    ).toEqual([]);
  });
});

describe('an error that a function raises', () => {
  it.each([
    ['P0001', 400],
    ['P0002', 500],
    ['PK101', 400],
    ['ZZ999', 400],
    ['PT402', 402],
    ['PT999', 500],
    ['40001', 500],
    ['40P01', 500],
    ['55P03', 500],
    ['57014', 500],
    ['08006', 503],
    ['53300', 503],
    ['42883', 404],
    ['42P01', 404],
    ['22023', 400],
    ['21000', 500],
    ['25006', 405],
    ['XX000', 500],
  ])('%s is HTTP %i, with its code, message, details and hint', async (code, status) => {
    const words = { message: 'what', detail: 'where', hint: 'what to do' };
    const answer = await call(api.anon(), 'fail_with', { code, ...words });
    expect(answer.status).toBe(status);
    expect(answer.error).toMatchObject({
      code,
      message: words.message,
      details: words.detail,
      hint: words.hint,
    });
  });

  it.each([
    ['anon', 401],
    ['authenticated', 403],
  ] as const)('42501 to %s is HTTP %i', async (role, status) => {
    const client = api.as(role, await api.sql.createLifter());
    const words = { message: 'no', detail: '', hint: '' };
    expect(await call(client, 'fail_with', { code: '42501', ...words })).toMatchObject({
      status,
      error: { code: '42501' },
    });
  });

  it('PGRST says itself what the answer is', async () => {
    const answer = await api.request('/rest/v1/rpc/fail_with', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        code: 'PGRST',
        message: JSON.stringify({ code: 'TOO_SOON', message: 'rest first', hint: 'sleep' }),
        detail: JSON.stringify({ status: 429, headers: { 'Retry-After': '60' } }),
        hint: '',
      }),
    });
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('60');
    expect(await answer.json()).toEqual({
      code: 'TOO_SOON',
      message: 'rest first',
      details: null,
      hint: 'sleep',
    });
  });
});

describe('what PostgREST itself refuses', () => {
  it('no row, or several, where one was asked for (PGRST116), and then changes none', async () => {
    const client = api.service();
    const none = await client.from('programs').select('id').eq('id', randomUUID()).single();
    expect(none).toMatchObject({
      status: 406,
      error: {
        code: 'PGRST116',
        message: 'Cannot coerce the result to a single JSON object',
        details: 'The result contains 0 rows',
      },
    });
    const lifters = [await api.sql.createLifter(), await api.sql.createLifter()];
    for (const one of lifters) await insertRow(api.sql, 'warmup_configs', one);
    const both = await client
      .from('warmup_configs')
      .update({ protocol: 'minimal' })
      .in('user_id', lifters)
      .select()
      .single();
    expect(both).toMatchObject({
      status: 406,
      error: { code: 'PGRST116', details: 'The result contains 2 rows' },
    });
    const kept = await api.sql.query<{ protocol: string }>(
      'select protocol from public.warmup_configs where user_id = any ($1)',
      [lifters],
    );
    expect(kept.map(({ protocol }) => protocol)).not.toContain('minimal');
    expect(
      await client.from('programs').select().eq('id', randomUUID()).maybeSingle(),
    ).toMatchObject({
      data: null,
      error: null,
    });
  });

  it('columns that are not there, read (42703) or written (PGRST204)', async () => {
    const table = () => tableOf(api.service(), 'programs');
    expect(await table().select('weeks')).toMatchObject({
      status: 400,
      error: { code: '42703', message: 'column programs.weeks does not exist' },
    });
    expect(await table().update({ weeks: 1 }).eq('id', randomUUID())).toMatchObject({
      status: 400,
      error: {
        code: 'PGRST204',
        message: "Could not find the 'weeks' column of 'programs' in the schema cache",
      },
    });
  });

  it('a function that is not there, or not with these parameters (PGRST202)', async () => {
    expect(await call(api.service(), 'no_such_function')).toMatchObject({
      status: 404,
      error: { code: 'PGRST202' },
    });
    expect(await call(api.service(), 'fail_with', { code: '1' })).toMatchObject({
      status: 404,
      error: { code: 'PGRST202' },
    });
  });

  it('a change to every row at once (21000), as hosted projects do', async () => {
    const client = api.service();
    expect(await client.from('warmup_configs').update({ protocol: 'minimal' })).toMatchObject({
      status: 400,
      error: { code: '21000', message: 'UPDATE requires a WHERE clause' },
    });
    expect(await client.from('warmup_configs').delete()).toMatchObject({
      status: 400,
      error: { code: '21000', message: 'DELETE requires a WHERE clause' },
    });
  });

  it('a change by a function that was called with GET, or is declared stable (25006)', async () => {
    await api.sql.query(`
      create function public.forget(lifter uuid) returns void language sql volatile
      as 'delete from public.profiles where id = lifter'`);
    await api.sql.query(`
      create function public.promise(lifter uuid) returns void language plpgsql stable
      as 'begin perform public.forget(lifter); end'`);
    const lifter = await api.sql.createLifter();
    const asked = await call(api.service(), 'forget', { lifter }, { get: true });
    expect(asked).toMatchObject({ status: 405, error: { code: '25006' } });
    const promised = await call(api.service(), 'promise', { lifter });
    expect(promised).toMatchObject({ status: 405, error: { code: '25006' } });
    expect((await call(api.service(), 'forget', { lifter })).error).toBeNull();
    expect(await api.sql.query('select from public.profiles where id = $1', [lifter])).toEqual([]);
  });

  it('a page that begins behind the last row (PGRST103)', async () => {
    const answer = await api
      .service()
      .from('programs')
      .select('id', { count: 'exact' })
      .range(1000, 1010);
    expect(answer).toMatchObject({ status: 416, error: { code: 'PGRST103' } });
  });

  it.each([
    ['expired', { exp: 1 }, 'PGRST303', 'JWT expired'],
    [
      'of the future',
      { iat: 4_000_000_000, exp: 4_000_003_600 },
      'PGRST303',
      'JWT issued at future',
    ],
  ])('a token that is %s (%s)', async (_, claims, code, message) => {
    const token = tokenOf(randomUUID(), api.keys, claims);
    const answer = await api.request('/rest/v1/profiles', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe(
      `Bearer error="invalid_token", error_description="${message}"`,
    );
    expect(await answer.json()).toMatchObject({ code, message });
  });

  it('a token that somebody else signed (PGRST301)', async () => {
    const signingKey = { ...createKeys().signingKey, kid: api.keys.signingKey.kid };
    const token = tokenOf(randomUUID(), { ...api.keys, signingKey });
    const answer = await api.request('/rest/v1/profiles', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'PGRST301' });
  });

  it.each(['postgres', 'supabase_admin', 'authenticator', 'no_such_role', 'none'])(
    'a token for the role %s, which the API does not serve',
    async (role) => {
      const token = tokenOf(randomUUID(), api.keys, { role });
      const answer = await api.request('/rest/v1/profiles', {
        headers: { authorization: `Bearer ${token}` },
      });
      expect([401, 403]).toContain(answer.status);
    },
  );
});
