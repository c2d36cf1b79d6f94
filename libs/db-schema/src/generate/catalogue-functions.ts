import { ToolError } from '@parakeet/local-supabase';
import type pg from 'pg';
import type { CatalogueColumn, CatalogueTable } from './catalogue.ts';
import { columnType, type ColumnType } from './column-type.ts';
import { contractsFile, type ContractNames } from './registered-contracts.ts';

/** A function of schema `public`, which the Data API calls by its name (`rpc`). */
export interface CatalogueFunction {
  readonly name: string;
  readonly comment?: string;
  readonly args: readonly CatalogueArgument[];
  /** The table whose row, or rows, it returns; undefined where it returns something else. */
  readonly result?: { readonly table: string; readonly isSet: boolean };
}

export interface CatalogueArgument {
  readonly name: string;
  /** Of a domain, the type below it. */
  readonly type: ColumnType;
  /** The name of the domain in `public` that is its type. */
  readonly domain?: string;
  /** A call may leave it out. */
  readonly hasDefault: boolean;
}

/** A function whose arguments are described as columns are: values, ranges and contracts. */
export interface DescribedFunction extends Omit<CatalogueFunction, 'args'> {
  readonly args: readonly CatalogueColumn[];
}

interface Facts {
  name: string;
  comment: string | null;
  overloads: number;
  result: string | null;
  is_set: boolean;
  args: {
    name: string | null;
    mode: string;
    type: string;
    is_array: boolean;
    sql: string;
    domain: string | null;
    has_default: boolean;
  }[];
}

const functionsQuery = `
  select
    p.proname::text as name,
    obj_description(p.oid, 'pg_proc') as comment,
    count(*) over (partition by p.proname)::integer as overloads,
    r.relname::text as result,
    p.proretset as is_set,
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'name', p.proargnames[place],
        'mode', coalesce(p.proargmodes[place]::text, 'i'),
        'type', case
          when bs.nspname = 'pg_catalog' then b.typname::text else bs.nspname || '.' || b.typname
        end,
        'is_array', element.oid is not null,
        'sql', format_type(coalesce(nullif(t.typbasetype, 0), t.oid), null),
        'domain', case when t.typtype = 'd' then t.typname end,
        'has_default', place > p.pronargs - p.pronargdefaults
      ) order by place)
      from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality as a (type, place)
      join pg_catalog.pg_type t on t.oid = a.type
      left join pg_catalog.pg_type element
        on element.oid = t.typelem and element.typarray = t.oid
      join pg_catalog.pg_type b
        on b.oid = coalesce(element.oid, nullif(t.typbasetype, 0), t.oid)
      join pg_catalog.pg_namespace bs on bs.oid = b.typnamespace
    ), '[]') as args
  from pg_catalog.pg_proc p
  left join pg_catalog.pg_class r
    on r.reltype = p.prorettype and r.relkind in ('r', 'p')
    and r.relnamespace = 'public'::regnamespace
  where p.pronamespace = 'public'::regnamespace
    and p.prokind = 'f'
    and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
    and not exists (
      select from pg_catalog.pg_depend d
      where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
    )
  order by p.proname collate "C"
`;

/**
 * Reads the functions of schema `public` that the Data API can call: not those of triggers and
 * extensions.
 *
 * @throws ToolError naming a function that is there twice, or whose arguments are not all named
 *   and given by the caller
 */
export async function readFunctions(client: pg.ClientBase): Promise<CatalogueFunction[]> {
  const { rows } = await client.query<Facts>(functionsQuery);
  return rows.map(({ name, comment, overloads, result, is_set, args }) => {
    if (overloads > 1) {
      throw new ToolError(`there are ${overloads} functions ${name} in public`, {
        next: 'The Data API tells functions apart by their names: give each one of its own.',
      });
    }
    return {
      name,
      ...(comment === null ? {} : { comment }),
      args: args.map((arg): CatalogueArgument => {
        if (arg.name === null || arg.name === '' || arg.mode !== 'i') {
          throw new ToolError(`an argument of ${name} has no name, or is not only given to it`, {
            next: 'Name each argument, and return what it returns as a row of a table.',
          });
        }
        return {
          name: arg.name,
          type: columnType(arg.type, arg.is_array, -1, arg.sql),
          ...(arg.domain === null ? {} : { domain: arg.domain }),
          hasDefault: arg.has_default,
        };
      }),
      ...(result === null ? {} : { result: { table: result, isSet: is_set } }),
    };
  });
}

/**
 * The functions with what their arguments may be. An argument whose type is a domain has the
 * contract of that domain. One that has the name and the type of a column of the table that is
 * returned is for that column, and has its values, its range and its contract. Any other has its
 * type alone.
 *
 * @param tables with the contracts of their columns
 * @param contracts of domains, by name
 * @throws ToolError naming JSON arguments without a contract, and contracts of no argument
 */
export function describeFunctions(
  functions: readonly CatalogueFunction[],
  tables: readonly CatalogueTable[],
  contracts: ContractNames,
): DescribedFunction[] {
  const used = new Set<string>();
  const missing: string[] = [];
  const described = functions.map((one): DescribedFunction => {
    const columns = tables.find(({ name }) => name === one.result?.table)?.columns ?? [];
    return {
      ...one,
      args: one.args.map((arg) => {
        const { domain } = arg;
        if (domain !== undefined) used.add(domain);
        const column =
          domain === undefined ? columns.find((found) => isFor(arg, found)) : undefined;
        const contract = domain === undefined ? column?.contract : contracts.get(domain);
        if (arg.type.name === 'jsonb' && contract === undefined) {
          missing.push(`${one.name}(${arg.name})`);
        }
        return {
          name: arg.name,
          // Postgres drops the digits of an argument's type: the column still has numeric(3,1)
          type: column?.type ?? arg.type,
          nullable: false,
          hasDefault: arg.hasDefault,
          generated: false,
          ...(contract === undefined ? {} : { contract }),
          ...(column?.values === undefined ? {} : { values: column.values }),
          ...(column?.range === undefined ? {} : { range: column.range }),
        };
      }),
    };
  });
  if (missing.length > 0) {
    throw new ToolError(`JSON arguments without a contract: ${missing.join(', ')}`, {
      next:
        'Give each a domain for its type whose contract is in `argumentContracts` of ' +
        `${contractsFile}, or the name of the JSONB column that it is for.`,
    });
  }
  const unused = [...contracts.keys()].filter((domain) => !used.has(domain));
  if (unused.length > 0) {
    throw new ToolError(`contracts of no argument of the functions: ${unused.join(', ')}`, {
      next: `Make the function in a migration, or take the contract out of ${contractsFile}.`,
    });
  }
  return described;
}

function isFor(arg: CatalogueArgument, column: CatalogueColumn): boolean {
  return (
    column.name === arg.name &&
    column.type.name === arg.type.name &&
    column.type.isArray === arg.type.isArray
  );
}
