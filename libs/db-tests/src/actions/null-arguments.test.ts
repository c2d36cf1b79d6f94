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

/** Arguments that are taken, of a lifter who has a program, an active config and a pool already. */
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

/** The lifter's rows, of every table. */
async function readAll(): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (const table of tables) {
    rows.push(await db.query(`select to_jsonb(t) as row from public.${table} as t order by 1`));
  }
  return rows;
}

/** May be left out and not be NULL: without a list, assignments are none; NULL would be no list. */
const neverNull = new Set(['start_program assignments']);
/** Refused by the function itself; any other by a column or a domain that is NOT NULL. */
const codes: Readonly<Record<string, string>> = {
  'complete_session session_id': 'PK103',
  'complete_session completed_at': 'PK105',
};

const all = Object.entries(functionSchemas).flatMap(([name, { args }]) =>
  Object.entries(args.shape).map(([argument, schema]) => ({
    name: name as ActionName,
    argument,
    code: codes[`${name} ${argument}`] ?? '23502',
    // as good as left out
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
  '$name with $argument NULL is taken',
  async ({ name, argument }) => {
    const args = await scene();
    const before = await readAll();
    await send(db, name, { ...args[name], [argument]: null });
    expect(await readAll()).not.toEqual(before);
  },
);
