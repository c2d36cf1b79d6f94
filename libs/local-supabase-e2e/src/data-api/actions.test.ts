import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  functionSchemas,
  ReplaceAuxiliaryPoolResult,
  SessionLogsRow,
  StartProgramResult,
} from '@parakeet/db-types';
import { logOf, poolOf, programOf } from '@parakeet/db-harness/actions';
import { insertRow } from '@parakeet/db-harness/made-rows';
import { useApi } from './api-under-test.ts';

const api = useApi();

/** A lifter with maxes and a config, and the client of their app. */
async function signedIn() {
  const id = await api.sql.createLifter();
  const maxes = await insertRow(api.sql, 'lifter_maxes', id);
  const config = await insertRow(api.sql, 'formula_configs', id);
  return { id, maxes, config, app: api.lifter(id) };
}

it('start_program, by rpc: starts, and says the same when it is sent again', async () => {
  const { app, ...lifter } = await signedIn();
  const args = programOf(lifter);
  const { data } = await app.rpc('start_program', args).throwOnError();
  expect(StartProgramResult.parse(data)).toEqual(data);
  expect(data).toMatchObject({ id: args.id, version: 1, status: 'active' });
  expect((await app.rpc('start_program', args)).data).toEqual(data);
  const { data: sessions } = await app
    .from('sessions')
    .select('id, week_number, planned_date, block_number, programs(version)')
    .order('week_number')
    .order('day_number');
  expect(sessions).toEqual(
    args.sessions.map(({ id, week_number, planned_date, block_number }) => {
      return { id, week_number, planned_date, block_number, programs: { version: 1 } };
    }),
  );
});

it('save_formula_config, by rpc: switches to the new one', async () => {
  const { app, config } = await signedIn();
  const id = randomUUID();
  const overrides = { block1: { heavy: { pct: 0.8 } } };
  const { data } = await app
    .rpc('save_formula_config', { id, source: 'user', overrides })
    .throwOnError();
  expect(data).toMatchObject({ id, version: 2, is_active: true, overrides });
  const { data: before } = await app.from('formula_configs').select('is_active').eq('id', config);
  expect(before).toEqual([{ is_active: false }]);
});

it('replace_auxiliary_pool, by rpc: returns the rows with the selected columns', async () => {
  const { app } = await signedIn();
  const args = { id: randomUUID(), lift: 'bench', exercises: poolOf('dips', 'rows') } as const;
  const { data } = await app.rpc('replace_auxiliary_pool', args).throwOnError();
  expect(ReplaceAuxiliaryPoolResult.parse(data)).toHaveLength(2);
  const chosen = app.rpc('replace_auxiliary_pool', args).select('exercise_name, pool_position');
  expect((await chosen).data).toEqual([
    { exercise_name: 'dips', pool_position: 1 },
    { exercise_name: 'rows', pool_position: 2 },
  ]);
});

it('complete_session, by rpc: logs once, with its metrics', async () => {
  const { app, ...lifter } = await signedIn();
  const program = programOf(lifter);
  await app.rpc('start_program', program).throwOnError();
  const args = logOf(program.sessions[0]?.id ?? '');
  const { data } = await app.rpc('complete_session', args).throwOnError();
  expect(SessionLogsRow.parse(data)).toEqual(data);
  expect((await app.rpc('complete_session', args)).data).toEqual(data);
  const { data: logs } = await app
    .from('session_logs')
    .select('id, sessions(status), performance_metrics(estimated_1rm_grams, sets_per_muscle)');
  expect(logs).toEqual([
    {
      id: args.id,
      sessions: { status: 'completed' },
      performance_metrics: [
        { estimated_1rm_grams: 131_250, sets_per_muscle: { quads: 2, glutes: 1 } },
      ],
    },
  ]);
  // another device, which knows nothing of the log
  const { status, error } = await app.rpc('complete_session', logOf(args.session_id));
  expect({ status, error }).toMatchObject({
    status: 400,
    error: {
      code: 'PK102',
      message: `session ${args.session_id} has been logged already, by log ${args.id}`,
      hint: expect.stringContaining('correction'),
    },
  });
});

it('an installed app finds complete_session without the arguments that came later', async () => {
  const { app, ...lifter } = await signedIn();
  const program = programOf(lifter);
  await app.rpc('start_program', program);
  const { auxiliary_sets: _, ...args } = logOf(program.sessions[0]?.id ?? '');
  expect(await app.rpc('complete_session', args)).toMatchObject({
    status: 200,
    data: { id: args.id, auxiliary_sets: null },
  });
});

it('a JSON argument that its contract refuses is named by its domain (23514)', async () => {
  const { app, ...lifter } = await signedIn();
  const { status, error } = await app.rpc('start_program', programOf(lifter, { sessions: [] }));
  expect({ status, error }).toMatchObject({
    status: 400,
    error: { code: '23514', message: expect.stringContaining('"program_sessions_contract"') },
  });
});

it('an argument that is null though the types ask for it is refused (23502), and starts nothing', async () => {
  const { app, ...lifter } = await signedIn();
  // as a client without types sends it
  const args = JSON.parse(JSON.stringify({ ...programOf(lifter), sessions: null }));
  const { status, error } = await app.rpc('start_program', args);
  expect({ status, error }).toMatchObject({
    status: 400,
    error: { code: '23502', message: 'domain program_sessions does not allow null values' },
  });
  expect((await app.from('programs').select('id')).data).toEqual([]);
});

it.each(Object.keys(functionSchemas))('%s is not there for who has not signed in', async (name) => {
  const answer = await api.request(`/rest/v1/rpc/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(
      Object.fromEntries(
        Object.keys(functionSchemas[name as keyof typeof functionSchemas].args.shape).map((key) => [
          key,
          null,
        ]),
      ),
    ),
  });
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: '42501' });
});
