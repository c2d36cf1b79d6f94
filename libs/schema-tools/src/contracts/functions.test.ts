import { maxDepth } from '@parakeet/schema-runtime/contracts';
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
    schema: 'public',
    from: '@example/contracts',
  });

describe('the functions of contracts', () => {
  it('have the names of the exports, and come after those that they call', () => {
    const { contracts, functions } = compile({
      columns: { plans: { plan: Plan }, warmups: { steps: Steps } },
      names: { PlanV2: Plan, Steps, Step },
    });
    expect(contracts).toEqual([
      {
        schema: 'public',
        table: 'plans',
        column: 'plan',
        functionName: 'plan_v2',
        description: '',
      },
      {
        schema: 'public',
        table: 'warmups',
        column: 'steps',
        functionName: 'steps',
        description: "A lifter's steps.",
      },
    ]);
    // an element has none, although it has a name: otherwise each element would cost a call
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
    expect(domains).toEqual([
      { schema: 'public', name: 'steps', description: "A lifter's steps." },
    ]);
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
      'plans.plan.steps[].at: cannot compile to SQL: a schema of the type date',
    );
  });

  it('look up keys that cannot be SQL names under another name', () => {
    const Long = z.strictObject({ ['k'.repeat(64)]: pct, key_1: pct, '': pct });
    const { functions } = compile({ columns: { plans: { plan: Long } }, names: { Long } });
    expect(functions[0]?.sql).toContain(`document -> '${'k'.repeat(64)}' as the_key_1,`);
    expect(functions[0]?.sql).toContain(`document -> '' as key_3`);
    expect(functions[0]?.sql).toContain('keys.the_key_1 between');
  });

  it('have names of their own', () => {
    const FooBar = z.object({ a: pct });
    const Foo_bar = z.object({ b: pct });
    const AsClientsRead = z.object({ c: pct });
    const both = {
      columns: { plans: { one: FooBar, other: Foo_bar } },
      names: { FooBar, Foo_bar },
    };
    expect(() => compile(both)).toThrow(
      'plans.other: Foo_bar and FooBar would share one function: contracts.foo_bar',
    );
    expect(() =>
      compile({ columns: { plans: { plan: AsClientsRead } }, names: { AsClientsRead } }),
    ).toThrow('AsClientsRead and the tools themselves would share one function');
  });

  it('have distinct names that Postgres does not cut', () => {
    const [one, other] = [`${'Long'.repeat(16)}A`, `${'Long'.repeat(16)}B`];
    const [A, B] = [z.object({ a: pct }), z.object({ b: pct })];
    const names = { [one]: A, [other]: B };
    const { functions } = compile({ columns: { plans: { one: A, other: B } }, names });
    const [first = '', second = ''] = functions.map(({ name }) => name);
    expect(first).toMatch(/^(long_)+lon?g?_?[0-9a-f]{8}$/);
    expect(Buffer.byteLength(first)).toBeLessThanOrEqual(63);
    expect(first).not.toBe(second);
  });

  it('call themselves for a recursive schema, down to a limit', () => {
    const Node = z.object({
      weight: pct,
      get nodes() {
        return z.array(Node);
      },
    });
    expect(() => compile({ columns: { plans: { tree: Node } }, names: { Node } })).toThrow(
      'plans.tree: cannot compile to SQL: a schema inside itself without a limit',
    );
    const Tree = maxDepth(Node, 20);
    const columns = { plans: { tree: Tree } };
    expect(() => compile({ columns, names: { Tree } })).toThrow(
      'cannot compile to SQL: a schema inside itself that is not exported',
    );
    const { functions } = compile({ columns, names: { Tree, Node } });
    expect(functions.map(({ name, calls }) => ({ name, calls }))).toEqual([
      { name: 'node', calls: ['node'] },
      { name: 'tree', calls: ['node', 'as_clients_read'] },
    ]);
    expect(functions[1]?.sql).toContain('$.**{20}');
    expect(functions[1]?.sql).toContain('as_clients_read(document, 20)');
  });

  it('round a number that is the whole document', () => {
    const { functions } = compile({ columns: { plans: { pct } }, names: { pct } });
    expect(functions[0]?.sql).toContain('contracts.as_clients_read(document, 0)');
  });

  it('may contain the end of a function’s quotes', () => {
    const Odd = z.strictObject({ 'a\n;': z.literal('$contract$') });
    const { functions } = compile({ columns: { plans: { plan: Odd } }, names: { Odd } });
    expect(functions[0]?.sql).toContain('as $contract_$\n');
  });
});

describe('a table of another schema', () => {
  it('with its schema', () => {
    const { contracts } = compile({
      columns: { 'basejump.accounts': { 'meta data': pct }, 'public.a.b': { c: pct } },
      names: { Share: pct },
    });
    expect(contracts.map(({ schema, table }) => [schema, table])).toEqual([
      ['basejump', 'accounts'],
      ['public', 'a.b'],
    ]);
  });
});
