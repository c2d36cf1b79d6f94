import { readFileSync } from 'node:fs';
import pg from 'pg';

/** An object of a database, as the catalogue describes it. */
export interface CatalogueObject {
  /** Kind and name: unique in a database. */
  readonly key: string;
  /** `table`, `policy`, `grant`, … */
  readonly kind: string;
  /** Its schema, unquoted; null for an object outside of schemas. */
  readonly schema: string | null;
  /** Its name in SQL, with its schema: `public.notes.own` for a policy. */
  readonly name: string;
  /** The key of the whole: a column's table. */
  readonly partOf: string | null;
  /** The facts to compare, in words or in SQL; absent ones are left out. */
  readonly facts: Readonly<Record<string, string>>;
  /** The names and values that statements about it need. */
  readonly parts: Readonly<Record<string, string | boolean | null>>;
}

/** The objects of a database by their keys. */
export type DatabaseObjects = ReadonlyMap<string, CatalogueObject>;

/** A query for each group of kinds; all return the same columns. */
const groups = [
  'relations',
  'columns',
  'constraints',
  'indexes',
  'table-parts',
  'functions',
  'types',
  'sequences',
  'grants',
  'default-privileges',
  'schemas',
  'roles',
  'others',
] as const;
export type Group = (typeof groups)[number];

const queries = new Map(
  groups.map((group) => [
    group,
    readFileSync(new URL(`${group}.sql`, import.meta.url), 'utf8').trim(),
  ]),
);

/**
 * The role that migrates. On hosted Supabase it is `postgres`. A stock server has another name for
 * it, and the result says `postgres`.
 */
const migratingRole = `
  select coalesce(
    (select relowner from pg_catalog.pg_class as c
     join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
     where n.nspname = 'supabase_migrations' and c.relname = 'schema_migrations'),
    (select datdba from pg_catalog.pg_database where datname = current_database())
  )::regrole::text as name`;

/** The groups of kinds with another name. */
const groupsOfKinds: Readonly<Record<string, Group>> = {
  column: 'columns',
  constraint: 'constraints',
  index: 'indexes',
  policy: 'table-parts',
  trigger: 'table-parts',
  rule: 'table-parts',
  function: 'functions',
  procedure: 'functions',
  aggregate: 'functions',
  enum: 'types',
  domain: 'types',
  range: 'types',
  'composite type': 'types',
  sequence: 'sequences',
  grant: 'grants',
  'default privileges': 'default-privileges',
  schema: 'schemas',
  extension: 'schemas',
  publication: 'schemas',
  'published table': 'schemas',
  'published schema': 'schemas',
  role: 'roles',
  membership: 'roles',
  setting: 'roles',
  table: 'relations',
  view: 'relations',
  'materialized view': 'relations',
  'foreign table': 'relations',
};

/** The group of a kind. */
export function groupOf(kind: string): Group {
  return groupsOfKinds[kind] ?? 'others';
}

const copySetting = (from: string, to: string) =>
  `select set_config('${to}', current_setting('${from}'), true)`;
const keepPath = copySetting('search_path', 'parakeet.search_path');
const restorePath = copySetting('parakeet.search_path', 'search_path');

interface Row extends Omit<CatalogueObject, 'key' | 'partOf' | 'facts'> {
  readonly part_of: string | null;
  readonly facts: Readonly<Record<string, string | null>>;
}

/**
 * Reads the objects of a database, with one query for each group of kinds, in one round trip.
 * Objects of Postgres itself and members of extensions are left out.
 *
 * @param read the groups to read; all if not given
 * @param names of the objects to read; all if not given
 * @param inBlock whether the connection is in a transaction block; its settings stay as they are
 */
export async function readObjects(
  client: pg.ClientBase,
  {
    read = groups,
    names,
    inBlock = false,
  }: { read?: readonly Group[]; names?: readonly string[]; inBlock?: boolean } = {},
): Promise<DatabaseObjects> {
  return ask(client, queriesOf(read, names).join('\n'), inBlock);
}

/**
 * Reads the same objects repeatedly, as `readObjects` does, but Postgres plans its queries only
 * once.
 *
 * @param client outside of a transaction; it keeps the prepared queries
 */
export async function objectsReader(
  client: pg.ClientBase,
  { read, names }: { read: readonly Group[]; names: readonly string[] },
): Promise<(inBlock: boolean) => Promise<DatabaseObjects>> {
  const prepared = queriesOf(read, names).map((query, place) => {
    return { name: `parakeet_objects_${place}`, query };
  });
  const text = prepared.map(({ name, query }) => `prepare ${name} as ${query}`).join('\n');
  // another search_path would need new plans
  await client.query(`set search_path = ''; ${text} reset search_path`);
  const asked = prepared.map(({ name }) => `execute ${name};`).join(' ');
  return (inBlock) => ask(client, asked, inBlock);
}

function queriesOf(read: readonly Group[], names: readonly string[] | undefined): string[] {
  const named = names && `array[${names.map((name) => pg.escapeLiteral(name)).join(', ')}]`;
  return (
    read
      .map((group) => queries.get(group))
      // Postgres then skips the definitions of other objects
      .map((query) =>
        named ? `select * from (${query}) as q where name = any (${named});` : `${query};`,
      )
  );
}

async function ask(
  client: pg.ClientBase,
  asked: string,
  inBlock: boolean,
): Promise<DatabaseObjects> {
  // Makes Postgres print every name with its schema. Outside of a block it applies to this round
  // trip. It is not undone by a savepoint, because after one Postgres refuses some statements
  // (XX000, unprocessed inval messages).
  const restore = inBlock ? restorePath : '';
  const text = `${keepPath}; set local search_path = ''; ${migratingRole}; ${asked} ${restore}`;
  // pg's types have one result; several statements return a list
  const answer: unknown = await client.query(text);
  const results = (Array.isArray(answer) ? answer : [answer]) as pg.QueryResult[];
  const [, role, ...rows] = results.flatMap((result) => result.rows as unknown[]) as [
    unknown,
    { name: string },
    ...Row[],
  ];
  if (inBlock) rows.pop();
  return new Map(rows.map(toEntry(role.name)));
}

/** Replaces the name of the role that migrates with `postgres`. */
function toEntry(migrating: string) {
  const called = (text: string) => (text === migrating ? 'postgres' : text);
  return (row: Row): [string, CatalogueObject] => {
    const { kind, schema, name, part_of: partOf, facts, parts } = row;
    const renamed = migrating === 'postgres' ? name : renameIn(kind, name, migrating);
    const key = `${kind} ${renamed}`;
    const kept = Object.entries(facts).filter((fact): fact is [string, string] => !!fact[1]);
    return [
      key,
      {
        key,
        kind,
        schema,
        name: renamed,
        partOf,
        facts: Object.fromEntries(
          kept.map(([fact, value]) => [fact, fact === 'owner' ? called(value) : value]),
        ),
        parts: Object.fromEntries(
          Object.entries(parts).map(([part, value]) => [
            part,
            typeof value === 'string' && ['role', 'maker'].includes(part) ? called(value) : value,
          ]),
        ),
      },
    ];
  };
}

function renameIn(kind: string, name: string, migrating: string): string {
  if (kind === 'grant' && name.startsWith(`${migrating} on `)) {
    return `postgres${name.slice(migrating.length)}`;
  }
  return kind === 'default privileges' ? name.replace(`of ${migrating} `, 'of postgres ') : name;
}
