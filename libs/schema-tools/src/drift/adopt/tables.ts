import { literal } from '../../contracts/sql-text.ts';
import type { CatalogueObject } from '../catalogue/read-objects.ts';
import {
  comment,
  dropped,
  enabling,
  options,
  owner,
  part,
  refuse,
  unless,
  type FactWriter,
  type KindWriter,
} from './writers.ts';

/** The name of a part of a table, as `drop` and `comment on` take it: `own on public.notes`. */
const onTable = (object: CatalogueObject) =>
  `${part(object, 'name')} on ${part(object, 'relation')}`;

const fires: FactWriter = (object, there) => {
  const what = `${object.kind === 'rule' ? 'rule' : 'trigger'} ${part(object, 'name')}`;
  return [`alter table ${part(object, 'relation')} ${enabling(there)} ${what}`];
};

const columnType = ({ facts }: CatalogueObject) =>
  `${facts['type']}${facts['collation'] ? ` collate ${facts['collation']}` : ''}`;

function columnClause(column: CatalogueObject): string {
  const { facts } = column;
  return [
    part(column, 'column'),
    columnType(column),
    facts['generated'] && `generated always as (${facts['generated']}) stored`,
    facts['identity'] && `generated ${facts['identity']} as identity`,
    facts['not null'] === 'yes' && 'not null',
  ]
    .filter(Boolean)
    .join(' ');
}

const alterColumn =
  (action: (there: string | null, object: CatalogueObject) => string): FactWriter =>
  (object, there) => [
    `alter table ${part(object, 'relation')} ` +
      `alter column ${part(object, 'column')} ${action(there, object)}`,
  ];

const retype = alterColumn(
  (_, object) =>
    `type ${columnType(object)} using ${part(object, 'column')}::${object.facts['type']}`,
);

const alterTable =
  (action: (there: string | null) => string): FactWriter =>
  ({ name }, there) => [`alter table ${name} ${action(there)}`];

/** SQL that finds the constraint, if it is correct already. */
function hasConstraint(object: CatalogueObject): string {
  const { facts } = object;
  const isValid = facts['checks existing rows'] === 'yes';
  const definition = `${facts['definition']}${isValid ? '' : ' NOT VALID'}`;
  const place =
    part(object, 'on') === 'domain'
      ? `contypid = ${literal(part(object, 'relation'))}::regtype`
      : `conrelid = ${literal(part(object, 'relation'))}::regclass`;
  return (
    `select from pg_constraint where ${place} and quote_ident(conname) = ` +
    `${literal(part(object, 'constraint'))} and pg_get_constraintdef(oid) = ${literal(definition)}`
  );
}

const alterOwner = (object: CatalogueObject) =>
  `alter ${part(object, 'on')} ${part(object, 'relation')}`;

const dropPolicy = dropped('policy', onTable);
const dropTrigger = dropped('trigger', onTable);

/** Writers of statements for tables and their parts. */
export const tableWriters: Readonly<Record<string, KindWriter>> = {
  table: {
    made: ['persistence'],
    make: ({ name, facts }, parts) => {
      if (facts['partitioned by'] ?? facts['bounds'] ?? facts['inherits']) {
        refuse('a table with partitions or a parent is written by hand')();
      }
      const columns = parts.filter(({ kind }) => kind === 'column').map(columnClause);
      const unlogged = facts['persistence'] === undefined ? '' : 'unlogged ';
      return [`create ${unlogged}table if not exists ${name} (\n  ${columns.join(',\n  ')}\n)`];
    },
    drop: dropped('table'),
    facts: {
      owner: owner('table'),
      comment: comment('table'),
      'row level security': alterTable(
        (there) => `${there === 'on' ? 'enable' : 'disable'} row level security`,
      ),
      'forced on the owner': alterTable(
        (there) => `${there === 'yes' ? '' : 'no '}force row level security`,
      ),
      persistence: alterTable((there) => (there === null ? 'set logged' : 'set unlogged')),
      options: options('table'),
      'replica identity': alterTable(
        (there) =>
          `replica identity ${there?.replace(/^index (?:.*\.)?/, 'using index ') ?? 'default'}`,
      ),
      bounds: refuse('a partition is attached or detached by hand'),
      inherits: refuse('what a table inherits from is changed by hand'),
      'partitioned by': refuse('how a table is partitioned cannot be altered'),
    },
  },
  column: {
    made: ['type', 'collation', 'generated', 'identity', 'not null'],
    make: (object) => [
      `alter table ${part(object, 'relation')} add column if not exists ${columnClause(object)}`,
    ],
    drop: (object) => [
      `alter table ${part(object, 'relation')} drop column if exists ${part(object, 'column')}`,
    ],
    facts: {
      type: retype,
      collation: retype,
      'not null': alterColumn((there) => `${there === 'yes' ? 'set' : 'drop'} not null`),
      default: alterColumn((there) => (there === null ? 'drop default' : `set default ${there}`)),
      generated: refuse('how a column is computed changes with a new column, by hand'),
      identity: refuse('the identity of a column is changed by hand'),
      storage: alterColumn((there) => `set storage ${there ?? 'default'}`),
      compression: alterColumn((there) => `set compression ${there ?? 'default'}`),
      statistics: alterColumn((there) => `set statistics ${there ?? '-1'}`),
      options: alterColumn((there) =>
        there === null ? 'reset (n_distinct, n_distinct_inherited)' : `set (${there})`,
      ),
      comment: comment('column'),
    },
  },
  constraint: {
    made: ['definition', 'checks existing rows'],
    replaces: true,
    make: (object) => {
      const { facts } = object;
      const name = part(object, 'constraint');
      const isValid = facts['checks existing rows'] === 'yes';
      return [
        unless(
          hasConstraint(object),
          `${alterOwner(object)} drop constraint if exists ${name}`,
          `${alterOwner(object)} add constraint ${name} ${facts['definition']}` +
            (isValid ? '' : ' not valid'),
        ),
      ];
    },
    drop: (object) => [
      `${alterOwner(object)} drop constraint if exists ${part(object, 'constraint')}`,
    ],
    facts: {
      index: refuse(
        'an invalid index is not adopted; rebuild it there: reindex index concurrently',
      ),
      enforced: refuse('only a superuser can disable triggers of a constraint'),
      comment: comment('constraint', (object) => {
        const domain = part(object, 'on') === 'domain' ? 'domain ' : '';
        return `${part(object, 'constraint')} on ${domain}${part(object, 'relation')}`;
      }),
    },
  },
  index: {
    made: ['definition'],
    replaces: true,
    make: ({ name, facts }) => [
      unless(
        `select where pg_get_indexdef(to_regclass(${literal(name)})) = ` +
          literal(facts['definition'] ?? ''),
        `drop index if exists ${name}`,
        facts['definition'] ?? '',
      ),
    ],
    drop: dropped('index'),
    facts: {
      state: refuse(
        'an invalid index is not adopted; rebuild it there: reindex index concurrently',
      ),
      'clustered on': (object, there) => [
        there === null
          ? `alter table ${part(object, 'relation')} set without cluster`
          : `alter table ${part(object, 'relation')} ` +
            `cluster on ${object.name.replace(/^.*\./, '')}`,
      ],
      comment: comment('index'),
    },
  },
  policy: {
    made: ['for', 'permissive', 'to', 'using', 'with check'],
    replaces: true,
    make: (object) => {
      const { facts } = object;
      return [
        ...dropPolicy(object),
        [
          `create policy ${onTable(object)}`,
          facts['permissive'] === 'yes' ? undefined : '  as restrictive',
          `  for ${facts['for']} to ${facts['to']}`,
          facts['using'] && `  using (${facts['using']})`,
          facts['with check'] && `  with check (${facts['with check']})`,
        ]
          .filter(Boolean)
          .join('\n'),
      ];
    },
    drop: dropPolicy,
    facts: { comment: comment('policy', onTable) },
  },
  trigger: {
    made: ['definition'],
    replaces: true,
    make: (object) => [...dropTrigger(object), object.facts['definition'] ?? ''],
    drop: dropTrigger,
    facts: { fires, comment: comment('trigger', onTable) },
  },
  rule: {
    made: ['definition'],
    replaces: true,
    make: ({ facts }) => [
      (facts['definition'] ?? '')
        .replace(/^CREATE RULE/, 'create or replace rule')
        .replace(/;$/, ''),
    ],
    drop: dropped('rule', onTable),
    facts: { fires, comment: comment('rule', onTable) },
  },
};
