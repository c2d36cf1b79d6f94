import type pg from 'pg';
import type {
  CatalogueArgument,
  CatalogueColumn,
  CatalogueFunction,
  FunctionResult,
} from '../model.ts';
import { Types, type TypeUse } from './types.ts';

interface ArgumentFacts extends TypeUse {
  name: string | null;
  /** An input (i, b, v), an output (o, b), or a column of the returned table (t). */
  mode: 'i' | 'b' | 'v' | 'o' | 't';
}

interface Facts {
  schema: string;
  name: string;
  comment: string | null;
  defaults: number;
  is_set: boolean;
  result: TypeUse;
  /** The table or view of the returned row. */
  relation: { schema: string; name: string } | null;
  args: ArgumentFacts[];
}

const functionsQuery = `
  select
    n.nspname::text as schema,
    p.proname::text as name,
    obj_description(p.oid, 'pg_proc') as comment,
    p.pronargdefaults as defaults,
    p.proretset as is_set,
    jsonb_build_object(
      'type', p.prorettype::bigint,
      'modifier', -1,
      'dimensions', 0,
      'sql', format_type(p.prorettype, null)
    ) as result,
    (
      select jsonb_build_object('schema', s.nspname, 'name', r.relname)
      from pg_catalog.pg_class r
      join pg_catalog.pg_namespace s on s.oid = r.relnamespace
      where r.reltype = p.prorettype and r.relkind <> 'c'
    ) as relation,
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'name', p.proargnames[place],
        'mode', coalesce(p.proargmodes[place]::text, 'i'),
        'type', a.type::bigint,
        'modifier', -1,
        'dimensions', 0,
        'sql', format_type(a.type, null)
      ) order by place)
      from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality as a (type, place)
    ), '[]') as args
  from pg_catalog.pg_proc p
  join pg_catalog.pg_namespace n on n.oid = p.pronamespace
  where n.nspname = any ($1)
    and p.prokind = 'f'
    and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
    and not exists (
      select from pg_catalog.pg_depend d
      where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype in ('e', 'i')
    )
  order by array_position($1, n.nspname::text), p.proname collate "C", p.oid
`;

/**
 * Reads the functions of schemas that the Data API can call, without those of triggers, extensions
 * and ranges. An argument without a name has the name ''.
 *
 * @param schemas in this order; domains of the first one have no schema in their names
 */
export async function readFunctions(
  client: pg.ClientBase,
  schemas: readonly string[] = ['public'],
  types?: Types,
): Promise<CatalogueFunction[]> {
  const known = types ?? (await Types.read(client));
  const { rows } = await client.query<Facts>(functionsQuery, [schemas]);
  const functions: CatalogueFunction[] = [];
  for (const facts of rows) {
    const result = await resultOf(facts, known);
    functions.push({
      schema: facts.schema,
      name: facts.name,
      ...(facts.comment === null ? {} : { comment: facts.comment }),
      args: await argumentsOf(facts, known, schemas[0]),
      ...(result === undefined ? {} : { result }),
    });
  }
  return functions;
}

async function argumentsOf(
  { args, defaults }: Facts,
  types: Types,
  first: string | undefined,
): Promise<CatalogueArgument[]> {
  const given = args.filter(({ mode }) => 'ibv'.includes(mode));
  const described: CatalogueArgument[] = [];
  for (const [index, arg] of given.entries()) {
    const { type, limits } = await types.describe(arg);
    const domain = types.domainOf(arg.type);
    const name = domain && (domain.schema === first ? '' : `${domain.schema}.`) + domain.name;
    described.push({
      name: arg.name ?? '',
      type,
      ...(name === undefined ? {} : { domain: name }),
      ...(Object.keys(limits).length === 0 ? {} : { limits }),
      hasDefault: index >= given.length - defaults,
    });
  }
  return described;
}

async function resultOf(
  { args, relation, result, is_set: isSet }: Facts,
  types: Types,
): Promise<FunctionResult | undefined> {
  const returned = args.filter(({ mode }) => 'bot'.includes(mode));
  if (relation) return { table: relation.name, schema: relation.schema, isSet };
  if (returned.length > 0) {
    const columns: CatalogueColumn[] = [];
    // Postgres names unnamed outputs by their place
    for (const [index, one] of returned.entries()) {
      columns.push(await valueOf(one.name || `column${index + 1}`, one, types));
    }
    return { columns, isSet };
  }
  if (['void', 'record'].includes(result.sql)) return undefined;
  return { value: await valueOf('', result, types), isSet };
}

/** A function may return NULL, unless its domain refuses it. */
async function valueOf(name: string, use: TypeUse, types: Types): Promise<CatalogueColumn> {
  const { type, limits, notNull } = await types.describe(use);
  return { name, type, nullable: !notNull, hasDefault: false, generated: false, ...limits };
}
