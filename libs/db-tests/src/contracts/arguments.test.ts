import { argumentContracts, jsonContracts } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { contractDomains } from '@parakeet/db-harness/contract-columns';
import { fixturesOf } from './fuzz/fixtures.ts';
import { zodVerdict } from './fuzz/fuzz.ts';

const db = useDatabase();

/** The JSON arguments of the functions in public, as `function(argument): type`. */
function jsonArguments(): Promise<{ argument: string; domain: string | null; column: string }[]> {
  return db.query(
    `select p.proname || '(' || p.proargnames[place] || ')' as argument,
       case when t.typtype = 'd' then t.typname end as domain,
       r.relname || '.' || p.proargnames[place] as column
     from pg_proc as p
     cross join unnest(p.proargtypes::oid[]) with ordinality as a (type, place)
     join pg_type as t on t.oid = a.type
     left join pg_class as r on r.reltype = p.prorettype
     where p.pronamespace = 'public'::regnamespace
       and coalesce(nullif(t.typbasetype, 0), t.oid) in ('jsonb'::regtype, 'json'::regtype)
     order by 1`,
  );
}

it('each JSON argument has a contract: of its domain, or of its column', async () => {
  const columns = new Set(
    Object.entries(jsonContracts).flatMap(([table, contracts]) =>
      Object.keys(contracts).map((column) => `${table}.${column}`),
    ),
  );
  const found = await jsonArguments();
  const without = found.filter(({ domain, column }) =>
    domain === null ? !columns.has(column) : !(domain in argumentContracts),
  );
  expect(without).toEqual([]);
  const used = new Set(found.flatMap(({ domain }) => domain ?? []));
  expect([...used].toSorted()).toEqual(Object.keys(argumentContracts).toSorted());
});

describe.each(contractDomains)('the domain $domain', (subject) => {
  const { domain, contract } = subject;
  const { accepts, refuses } = fixturesOf(subject);

  it('is jsonb with one valid CHECK and the description of its contract', async () => {
    const found = await db.query(
      `select format_type(t.typbasetype, null) as base, k.conname as name, k.convalidated as valid,
         pg_get_constraintdef(k.oid) as definition, obj_description(t.oid, 'pg_type') as comment
       from pg_type as t left join pg_constraint as k on k.contypid = t.oid and k.contype = 'c'
       where t.oid = $1::regtype`,
      [`public.${domain}`],
    );
    expect(found).toEqual([
      {
        base: 'jsonb',
        name: `${domain}_contract`,
        valid: true,
        definition: `CHECK (contracts.${domain}(VALUE))`,
        comment: contract.meta()?.description,
      },
    ]);
  });

  it.each(Object.entries(accepts))('takes %s', async (_reason, text) => {
    expect(zodVerdict(contract, text).accepts).toBe(true);
    await db.query(`select $1::jsonb::public.${domain}`, [text]);
  });

  it.each(Object.entries(refuses))('refuses %s (23514)', async (_reason, text) => {
    expect(zodVerdict(contract, text).accepts).toBe(false);
    const noJsonb = await db.attempt(() => db.query('select $1::text::jsonb', [text]));
    const refusal = await db.refused(`select $1::jsonb::public.${domain}`, [text]);
    expect(refusal).toMatchObject(
      noJsonb ? { code: noJsonb.code } : { code: '23514', constraint: `${domain}_contract` },
    );
  });
});
