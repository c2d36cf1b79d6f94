import type pg from 'pg';

/** The objects of a database at one moment, by their catalogue address. */
export type Catalogue = ReadonlyMap<string, CatalogueObject>;

/** An object: a table, a column, a constraint, a function, a grant's holder … */
interface CatalogueObject {
  /** Changes whenever a committed transaction wrote the object's row. */
  readonly writtenBy: string;
  /** Postgres's name for it: `table public.a`. */
  readonly name: string;
  /** The address of the whole: a column's table, an index's constraint. */
  readonly partOf: readonly string[];
  /** The unfinished work of a statement: `invalid`, `not validated`. */
  readonly state: string | null;
}

/** The differences between two moments: the names of objects. */
export interface CatalogueChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly dropped: readonly string[];
  /** How many objects were compared. */
  readonly compared: number;
}

/**
 * Reads every object from all of Postgres's catalogues, with the last writer of its row. It sees
 * committed work, like any other session.
 */
export async function readCatalogue(client: pg.ClientBase): Promise<Catalogue> {
  const { rows: catalogues } = await client.query<{ name: string }>(`
    select c.relname::text as name
    from pg_catalog.pg_class c
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'oid'
    where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' and not c.relisshared
      and c.relname not in ('pg_largeobject_metadata', 'pg_enum')
      and has_table_privilege(c.oid, 'select')
    order by c.relname`);
  const objects = catalogues.map(
    ({ name }) => `select 'pg_catalog.${name}'::regclass::oid as class, oid, 0 as part,
      xmin::text as written, null as known_as from pg_catalog.${name}`,
  );
  const { rows } = await client.query<{
    address: string;
    written: string;
    name: string;
    parts: string[];
    state: string | null;
  }>(`
    with object as (
      ${objects.join(' union all ')}
      union all
      select 'pg_catalog.pg_class'::regclass::oid, attrelid, attnum, xmin::text, null
      from pg_catalog.pg_attribute
      where attnum > 0 and not attisdropped and attrelid in (
        select oid from pg_catalog.pg_class where relkind in ('r', 'p', 'v', 'm', 'f', 'c')
      )
      union all
      -- pg_identify_object does not know them
      select 'pg_catalog.pg_enum'::regclass::oid, oid, 0, xmin::text,
        format('word %L of enum %s', enumlabel, enumtypid::regtype)
      from pg_catalog.pg_enum
    ), own as (
      select object.*, format('%s/%s/%s', class, oid, part) as address
      from object
      -- what initdb made is Postgres's own, but for the grants of schemas
      where oid >= 16384 or class = 'pg_catalog.pg_namespace'::regclass
    )
    select own.address, own.written,
      coalesce(known_as, identity.type || ' ' || identity.identity, own.address) as name,
      coalesce(owner.parts, '{}') ||
        case when own.part > 0 then array[format('%s/%s/0', own.class, own.oid)] else '{}' end as parts,
      case
        when not i.indisvalid then 'invalid'
        when not k.convalidated then 'not validated'
      end as state
    from own
    left join lateral (
      select identified.*
      from pg_catalog.pg_identify_object(
        case when own.known_as is null then own.class end, own.oid, own.part
      ) as identified
    ) as identity on true
    left join lateral (
      select array_agg(format('%s/%s/%s', refclassid, refobjid, refobjsubid))
        || array_agg(format('%s/%s/0', refclassid, refobjid)) as parts
      from pg_catalog.pg_depend d
      where d.classid = own.class and d.objid = own.oid and own.part = 0
        and d.deptype in ('a', 'i', 'P', 'S')
    ) as owner on true
    left join pg_catalog.pg_index i
      on own.class = 'pg_catalog.pg_class'::regclass and i.indexrelid = own.oid
    left join pg_catalog.pg_constraint k
      on own.class = 'pg_catalog.pg_constraint'::regclass and k.oid = own.oid
    where identity.schema is distinct from 'pg_toast'
      and identity.identity is distinct from 'pg_toast'
      and coalesce(identity.identity, '') not like 'pg\\_%temp%'
      -- the CLI's own history, which it makes before the first file
      and identity.schema is distinct from 'supabase_migrations'
      and coalesce(identity.identity, '') not like 'supabase_migrations%'`);
  return new Map(
    rows.map(({ address, written, name, parts, state }) => [
      address,
      { writtenBy: written, name, partOf: parts, state },
    ]),
  );
}

/**
 * The objects that were added, changed and dropped between two moments. Parts of named objects are
 * left out: a new table is named without its columns and indexes.
 */
export function compareCatalogues(before: Catalogue, after: Catalogue): CatalogueChanges {
  const added: CatalogueObject[] = [];
  const changed: CatalogueObject[] = [];
  const isNew = (address: string) => after.has(address) && !before.has(address);
  const isGone = (address: string) => before.has(address) && !after.has(address);
  for (const [address, object] of after) {
    const was = before.get(address);
    if (!was) {
      if (!object.partOf.some(isNew)) added.push(object);
    } else if (was.writtenBy !== object.writtenBy) {
      changed.push(object);
    }
  }
  const dropped = [...before]
    .filter(([address, { partOf }]) => !after.has(address) && !partOf.some(isGone))
    .map(([, object]) => object);
  const names = (objects: readonly CatalogueObject[]) =>
    objects.map(({ name, state }) => (state ? `${name} (${state})` : name)).toSorted();
  return {
    added: names(added),
    changed: names(changed),
    dropped: names(dropped),
    compared: new Set([...before.keys(), ...after.keys()]).size,
  };
}
