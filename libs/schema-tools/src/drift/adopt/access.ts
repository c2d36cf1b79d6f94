import { literal } from '../../contracts/sql-text.ts';
import type { CatalogueObject } from '../catalogue/read-objects.ts';
import {
  comment,
  dollars,
  dropped,
  owner,
  part,
  refuse,
  unless,
  type FactWriter,
  type KindWriter,
} from './writers.ts';

/** The words of `grant … on`, if they differ from the kind. */
const grantWords: Readonly<Record<string, string>> = {
  view: 'table',
  'materialized view': 'table',
  'foreign table': 'table',
  aggregate: 'function',
  enum: 'type',
  range: 'type',
  'composite type': 'type',
};

/** The word for a kind in `grant … on` and `revoke … on`. */
export const grantWord = (kind: string) => grantWords[kind] ?? kind;

/** The object of a grant: `table public.notes`. */
function placeOf(object: CatalogueObject): string {
  const [kind, name] = [part(object, 'of'), part(object, 'on')];
  if (kind === 'database') refuse('privileges on the database are granted by hand')();
  if (kind === 'column') return `table ${name.slice(0, -part(object, 'column').length - 1)}`;
  return `${grantWord(kind)} ${name}`;
}

const columnOf = ({ parts: { column } }: CatalogueObject) =>
  typeof column === 'string' ? ` (${column})` : '';

/**
 * Revokes privileges that only the files grant, and grants those that only the database has. It
 * revokes nothing else, because a revoke on a table also affects its columns.
 */
function grantAnew(object: CatalogueObject): string[] {
  const before = listOf(object.parts['privileges before']);
  const there = listOf(object.facts['privileges']);
  return [
    ...taken(
      object,
      before.filter((one) => !there.includes(one)),
      there,
    ),
    ...inTwo(there).map(
      ({ privileges, option }) =>
        `grant ${onPlace(object, privileges)} to ${part(object, 'role')}${option}`,
    ),
  ];
}

const grantOption = ' with grant option';

const listOf = (privileges: unknown) =>
  typeof privileges === 'string' ? privileges.toLowerCase().split(', ') : [];

/** Some privileges on an object: `select (title), insert (title) on table public.notes`. */
function onPlace(object: CatalogueObject, privileges: readonly string[]): string {
  const column = columnOf(object);
  return `${privileges.map((one) => `${one}${column}`).join(', ')} on ${placeOf(object)}`;
}

/** A role with the grant option keeps the privilege itself, if it exists. */
function taken(
  object: CatalogueObject,
  privileges: readonly string[],
  there: readonly string[],
): string[] {
  const bare = privileges.map((one) => one.replace(grantOption, ''));
  return [
    { prefix: '', privileges: bare.filter((one) => !there.includes(one)) },
    { prefix: 'grant option for ', privileges: bare.filter((one) => there.includes(one)) },
  ].flatMap((one) =>
    one.privileges.length === 0
      ? []
      : [`revoke ${one.prefix}${onPlace(object, one.privileges)} from ${part(object, 'role')}`],
  );
}

/** Privileges in two lists: without and with grant option. */
function inTwo(all: readonly string[]) {
  return [
    { privileges: all.filter((one) => !one.endsWith(grantOption)), option: '' },
    {
      privileges: all
        .filter((one) => one.endsWith(grantOption))
        .map((one) => one.slice(0, -grantOption.length)),
      option: grantOption,
    },
  ].filter(({ privileges }) => privileges.length > 0);
}

function defaultsAnew(object: CatalogueObject): string[] {
  const inSchema = object.parts['schema'] === null ? '' : ` in schema ${part(object, 'schema')}`;
  const alter = `alter default privileges for role ${part(object, 'maker')}${inSchema}`;
  const [objects, role] = [part(object, 'objects'), part(object, 'role')];
  return [
    `${alter} revoke all on ${objects} from ${role}`,
    ...inTwo(listOf(object.facts['privileges'])).map(
      ({ privileges, option }) =>
        `${alter} grant ${privileges.join(', ')} on ${objects} to ${role}${option}`,
    ),
  ];
}

const attributes: Readonly<Record<string, string>> = {
  superuser: 'superuser',
  'bypasses row level security': 'bypassrls',
  'logs in': 'login',
  inherits: 'inherit',
  'creates roles': 'createrole',
  'creates databases': 'createdb',
  replicates: 'replication',
};

const attributeFacts = Object.fromEntries(
  Object.entries(attributes).map(([fact, word]): [string, FactWriter] => [
    fact,
    ({ name }, there) => [`alter role ${name} with ${there === 'yes' ? '' : 'no'}${word}`],
  ]),
);

/** Settings that are lists; their values are not quoted. */
const listSettings = /^(search_path|\w+_preload_libraries|temp_tablespaces)$/;

function alterSetting(object: CatalogueObject, action: string): string {
  if (object.parts['role'] !== null) return `alter role ${part(object, 'role')} ${action}`;
  return dollars(
    'begin\n' +
      `  execute format('alter database %I %s', current_database(), ${literal(action)});\n` +
      'end',
  );
}

function setSetting(object: CatalogueObject): string[] {
  if (object.parts['here'] === true && object.parts['role'] !== null) {
    refuse('a setting of a role in one database is written by hand: databases have other names')();
  }
  const [name, value = ''] = [part(object, 'setting'), object.facts['value']];
  return [
    alterSetting(
      object,
      `set ${name} = ${listSettings.test(name) ? value || "''" : literal(value)}`,
    ),
  ];
}

const published = (object: CatalogueObject) => `alter publication ${part(object, 'publication')}`;

const isPublished = (object: CatalogueObject) =>
  `select from pg_publication_rel as r join pg_publication as p on p.oid = r.prpubid
    where quote_ident(p.pubname) = ${literal(part(object, 'publication'))}
      and r.prrelid = to_regclass(${literal(part(object, 'table'))})`;

/** Runs only if a query finds something. */
const where = (query: string, statement: string) =>
  unless(`select where not exists (${query})`, statement);

/** Writers of statements for grants, roles, settings and publications. */
export const accessWriters: Readonly<Record<string, KindWriter>> = {
  grant: {
    made: ['privileges'],
    replaces: true,
    make: grantAnew,
    drop: (object) => taken(object, listOf(object.facts['privileges']), []),
  },
  'default privileges': {
    made: ['privileges'],
    replaces: true,
    make: defaultsAnew,
    drop: (object) => defaultsAnew(object).slice(0, 1),
  },
  role: {
    made: [],
    make: ({ name, facts }) => {
      if (facts['logs in'] === 'yes') {
        refuse('a login role has a password, which is not read: create it by hand')();
      }
      return [
        unless(
          `select from pg_roles where quote_ident(rolname) = ${literal(name)}`,
          `create role ${name}`,
        ),
      ];
    },
    drop: refuse('other databases may need the role: drop it by hand'),
    facts: {
      ...attributeFacts,
      connections: ({ name }, there) => [`alter role ${name} connection limit ${there ?? '-1'}`],
      comment: comment('role'),
    },
  },
  membership: {
    made: [],
    make: (object) => [`grant ${part(object, 'role')} to ${part(object, 'member')}`],
    drop: (object) => [`revoke ${part(object, 'role')} from ${part(object, 'member')}`],
  },
  setting: {
    made: ['value'],
    replaces: true,
    make: setSetting,
    drop: (object) => [alterSetting(object, `reset ${part(object, 'setting')}`)],
  },
  publication: {
    made: ['tables', 'publishes', 'by the root of partitions'],
    make: ({ name, facts }) => {
      const publishes = literal(facts['publishes'] ?? '');
      const all = facts['tables'] === 'all' ? ' for all tables' : '';
      const root =
        facts['by the root of partitions'] === 'yes' ? ', publish_via_partition_root' : '';
      return [
        unless(
          `select from pg_publication where quote_ident(pubname) = ${literal(name)}`,
          `create publication ${name}${all} with (publish = ${publishes}${root})`,
        ),
      ];
    },
    drop: dropped('publication'),
    facts: {
      tables: refuse('whether a publication is for all tables cannot be altered'),
      publishes: ({ name }, there) => [
        `alter publication ${name} set (publish = ${literal(there ?? '')})`,
      ],
      'by the root of partitions': ({ name }, there) => [
        `alter publication ${name} set (publish_via_partition_root = ${there === 'yes'})`,
      ],
      owner: owner('publication'),
      comment: comment('publication'),
    },
  },
  'published table': {
    made: ['columns', 'where'],
    replaces: true,
    make: (object) => {
      const { columns, where: condition } = object.facts;
      const table = part(object, 'table');
      return [
        where(isPublished(object), `${published(object)} drop table ${table}`),
        `${published(object)} add table ${table}` +
          (columns === undefined ? '' : ` (${columns})`) +
          (condition === undefined ? '' : ` where (${condition})`),
      ];
    },
    drop: (object) => [
      where(isPublished(object), `${published(object)} drop table ${part(object, 'table')}`),
    ],
  },
  'published schema': {
    made: [],
    make: (object) => [
      unless(
        `select from pg_publication_namespace as r join pg_publication as p on p.oid = r.pnpubid
      where quote_ident(p.pubname) = ${literal(part(object, 'publication'))}
        and r.pnnspid = to_regnamespace(${literal(part(object, 'schema'))})`,
        `${published(object)} add tables in schema ${part(object, 'schema')}`,
      ),
    ],
    drop: (object) => [`${published(object)} drop tables in schema ${part(object, 'schema')}`],
  },
};
