import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { compileContracts, type ContractSources } from './functions.ts';

const pct = z.number().gte(0).lte(1);
const Step = z.strictObject({ pct, order: z.int().gte(1).lte(9).exactOptional() });
const Steps = z.array(Step).max(20).meta({ description: "A lifter's steps." });
const Plan = z.strictObject({ steps: Steps, again: Steps.nullable() });

/** Compiles contracts that are exported under these names. */
const compile = ({
  columns = {},
  domains = {},
  names,
}: Partial<Pick<ContractSources, 'columns' | 'domains'>> & {
  readonly names: Readonly<Record<string, z.core.$ZodType>>;
}) =>
  compileContracts({
    columns,
    domains,
    names: new Map(Object.entries(names).map(([name, schema]) => [schema, name])),
    presentWhen: {},
    from: '@example/contracts',
  });

describe('the functions of contracts', () => {
  it('have the names of the exports, and come after those that they call', () => {
    const { contracts, functions } = compile({
      columns: { plans: { plan: Plan }, warmups: { steps: Steps } },
      names: { PlanV2: Plan, Steps, Step },
    });
    expect(contracts).toEqual([
      { table: 'plans', column: 'plan', functionName: 'plan_v2', description: '' },
      {
        table: 'warmups',
        column: 'steps',
        functionName: 'steps',
        description: "A lifter's steps.",
      },
    ]);
    // an element has none, though it has a name: it would be called for each
    expect(functions.map(({ name, calls }) => ({ name, calls }))).toEqual([
      { name: 'steps', calls: ['as_clients_read'] },
      { name: 'plan_v2', calls: ['steps', 'as_clients_read'] },
    ]);
  });

  it('are also those of arguments, whose domains have their names', () => {
    const { domains, functions } = compile({
      domains: { steps: Steps },
      names: { Steps },
    });
    expect(domains).toEqual([{ name: 'steps', description: "A lifter's steps." }]);
    expect(functions.map(({ name }) => name)).toEqual(['steps']);
    expect(() => compile({ domains: { plan: Steps }, names: { Steps } })).toThrow(
      'the domain plan has a contract of another name: steps',
    );
  });

  it('are SQL that a person can read', () => {
    const { functions } = compile({
      columns: { warmups: { steps: Steps } },
      names: { Steps },
    });
    expect(functions[0]?.sql).toBe(`create or replace function contracts.steps(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from Steps of @example/contracts
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) <= 20
        and not exists (
          select
          from (
            select
              element,
              element -> 'pct' as pct,
              element -> 'order' as order
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{pct,order}'::text[] = '{}'
                -- pct: a number from 0 to 1
                and item.pct between '0' and '1'
                -- order, if there: a whole number from 1 to 9
                and (
                  item.order is null
                  or case
                    when item.order between '1' and '9' then
                      min_scale(item.order::numeric) = 0
                  end
                )
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.steps(contracts.as_clients_read(document, 2)), false);
end;
$contract$;
comment on function contracts.steps(jsonb) is 'Whether a document is what Steps of @example/contracts describes.';
`);
  });

  it('are not made of a contract without a name', () => {
    expect(() => compile({ columns: { plans: { plan: Plan } }, names: { Steps } })).toThrow(
      'plans.plan: the contract has no name',
    );
  });

  it('name table, column and place of what cannot be compiled', () => {
    const Bad = z.strictObject({ steps: z.array(z.strictObject({ at: z.date() })).max(2) });
    expect(() => compile({ columns: { plans: { plan: Bad } }, names: { Bad } })).toThrow(
      'plans.plan.steps[].at: Postgres cannot be asked for a schema of the type date',
    );
  });

  it('are not made of a key that is no name in SQL', () => {
    const Long = z.strictObject({ ['k'.repeat(64)]: pct });
    expect(() => compile({ columns: { plans: { plan: Long } }, names: { Long } })).toThrow(
      `the key "${'k'.repeat(64)}" makes no name in SQL`,
    );
  });
});
