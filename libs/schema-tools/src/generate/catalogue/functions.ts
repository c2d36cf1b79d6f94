import type pg from 'pg';
import { ToolError } from '@parakeet/command-kit';
import type { CatalogueArgument, CatalogueFunction } from '../model.ts';
import { columnType } from './column-type.ts';

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
