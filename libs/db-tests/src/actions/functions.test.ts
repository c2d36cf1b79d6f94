import { functionSchemas } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import {
  type ActionName,
  call,
  type Lifter,
  logOf,
  poolOf,
  programOf,
  signIn,
} from '@parakeet/db-harness/actions';

const db = useDatabase();

interface Facts {
  name: string;
  definer: boolean;
  volatility: string;
  settings: string[] | null;
  comment: string | null;
  grantees: string[];
}

async function functions(): Promise<Facts[]> {
  return db.query<Facts>(
    `select p.proname as name, p.prosecdef as definer, p.provolatile as volatility,
       p.proconfig as settings, obj_description(p.oid, 'pg_proc') as comment,
       array(
         select case when grantee = 0 then 'public' else grantee::regrole::text end
         from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))
         where privilege_type = 'EXECUTE' and grantee <> p.proowner order by 1
       ) as grantees
     from pg_proc as p where p.pronamespace = 'public'::regnamespace order by 1`,
  );
}

it('each function of public has schemas, and each schema a function', async () => {
  const found = await functions();
  expect(found.map(({ name }) => name)).toEqual(Object.keys(functionSchemas).toSorted());
});

it('each runs as its caller or says why not, has an empty search path, and has a comment', async () => {
  for (const { name, definer, volatility, settings, comment } of await functions()) {
    expect({ name, definer, volatility, settings }).toEqual({
      name,
      definer: comment?.includes('Runs as its owner, since ') ?? false,
      volatility: 'v',
      settings: ['search_path=""'],
    });
    expect(comment, name).toMatch(/^[A-Z].*\.$/);
  }
});

it('each is granted to authenticated and to nobody else', async () => {
  for (const { name, grantees } of await functions()) {
    expect({ name, grantees }).toEqual({ name, grantees: ['authenticated'] });
  }
});

it('finds a new function that everybody may call', async () => {
  await db.query('create function public.noticed() returns integer language sql return 1');
  expect((await functions()).find(({ name }) => name === 'noticed')?.grantees).toContain('public');
});

describe.each([
  ['start_program', (lifter: Lifter) => call(db, 'start_program', programOf(lifter))],
  [
    'save_formula_config',
    () => {
      const id = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
      return call(db, 'save_formula_config', { id, source: 'user', overrides: {} });
    },
  ],
  [
    'replace_auxiliary_pool',
    () => {
      const id = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
      return call(db, 'replace_auxiliary_pool', { id, lift: 'squat', exercises: poolOf('dips') });
    },
  ],
  [
    'complete_session',
    () => call(db, 'complete_session', logOf('6f9619ff-8b86-4011-b42d-00c04fc964ff')),
  ],
] satisfies [ActionName, (lifter: Lifter) => Promise<unknown>][])('%s', (_name, act) => {
  it.each([
    ['who has not signed in', () => db.asAnon()],
    ['of a server with the secret key, which is no lifter', () => db.asService()],
  ])('refuses a caller %s (42501)', async (_who, become) => {
    const lifter = await signIn(db);
    await become();
    expect(await db.attempt(() => act(lifter))).toMatchObject({ code: '42501' });
  });

  it('returns and changes nothing for a token without a lifter', async () => {
    const lifter = await signIn(db);
    await db.query(`select set_config('request.jwt.claims', '{"role": "authenticated"}', true)`);
    const refusal = await db.attempt(() => act(lifter));
    expect(['42501', '23502', 'PK103']).toContain(refusal?.code);
  });
});
