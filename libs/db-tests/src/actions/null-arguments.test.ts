import { randomUUID } from 'node:crypto';
import { functionSchemas } from '@parakeet/db-types';
import { expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import {
  type ActionName,
  call,
  logOf,
  poolOf,
  programOf,
  send,
  signIn,
} from '@parakeet/db-harness/actions';
import { tables } from '@parakeet/db-harness/made-rows';

const db = useDatabase();

/** Valid arguments of a lifter with a program, an active config and a pool. */
async function scene(): Promise<Record<ActionName, object>> {
  const lifter = await signIn(db);
  const program = programOf(lifter);
  const pool = { id: randomUUID(), lift: 'squat', exercises: poolOf('dips') } as const;
  await call(db, 'start_program', program);
  await call(db, 'replace_auxiliary_pool', pool);
  return {
    start_program: programOf(lifter),
    save_formula_config: { id: randomUUID(), source: 'user', overrides: {} },
    replace_auxiliary_pool: { ...pool, id: randomUUID(), exercises: poolOf('rows') },
    complete_session: logOf(program.sessions[0]?.id ?? ''),
  };
}

/** The lifter's rows in every table. */
async function readAll(): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (const table of tables) {
    rows.push(await db.query(`select to_jsonb(t) as row from public.${table} as t order by 1`));
  }
  return rows;
}

/** Optional, but not NULL: without a list there are no assignments, and NULL is not a list. */
const neverNull = new Set(['start_program assignments']);
/** The function itself refuses these; a column or a domain that is NOT NULL refuses the others. */
const codes: Readonly<Record<string, string>> = {
  'complete_session session_id': 'PK103',
  'complete_session completed_at': 'PK105',
};

const all = Object.entries(functionSchemas).flatMap(([name, { args }]) =>
  Object.entries(args.shape).map(([argument, schema]) => ({
    name: name as ActionName,
    argument,
    code: codes[`${name} ${argument}`] ?? '23502',
    // the same as leaving it out
    isOptional: schema.def.type === 'optional' && !neverNull.has(`${name} ${argument}`),
  })),
);

it('arguments of both kinds are tried', () => {
  expect(new Set(all.map(({ isOptional }) => isOptional))).toEqual(new Set([true, false]));
});

it.each(all.filter(({ isOptional }) => !isOptional))(
  '$name with $argument NULL is refused ($code) and changes nothing',
  async ({ name, argument, code }) => {
    const args = await scene();
    const before = await readAll();
    const refusal = await db.attempt(() => send(db, name, { ...args[name], [argument]: null }));
    expect(refusal?.code).toBe(code);
    expect(await readAll()).toEqual(before);
    await send(db, name, args[name]);
    expect(await readAll()).not.toEqual(before);
  },
);

it.each(all.filter(({ isOptional }) => isOptional))(
  '$name with $argument NULL is accepted',
  async ({ name, argument }) => {
    const args = await scene();
    const before = await readAll();
    await send(db, name, { ...args[name], [argument]: null });
    expect(await readAll()).not.toEqual(before);
  },
);
