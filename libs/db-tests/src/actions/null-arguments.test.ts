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

/** What may be NULL, and is then as good as left out: columns that may be NULL, and the metrics. */
const optional = [
  'complete_session started_at',
  'complete_session duration_seconds',
  'complete_session session_rpe',
  'complete_session session_notes',
  'complete_session completion_pct',
  'complete_session performance_vs_plan',
  'complete_session metrics',
  'save_formula_config ai_rationale',
];
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
    isOptional: optional.includes(`${name} ${argument}`),
    mayBeLeftOut: schema.def.type === 'optional',
  })),
);

it('every argument of the functions is tried, and what may be NULL may be left out', () => {
  expect(all.length).toBeGreaterThan(20);
  expect(all.filter(({ isOptional }) => isOptional)).toHaveLength(optional.length);
  // without a list, assignments are none; NULL would be no list
  expect(all.filter((one) => one.mayBeLeftOut && !one.isOptional)).toMatchObject([
    { argument: 'assignments' },
  ]);
  expect(all.filter((one) => one.isOptional && !one.mayBeLeftOut)).toEqual([]);
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
