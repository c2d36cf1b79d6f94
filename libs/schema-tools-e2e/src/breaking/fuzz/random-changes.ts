import type { Draw } from './draw.ts';
import { kinds } from './kinds.ts';
import {
  checksOf,
  columnSql,
  functionSql,
  policyRules,
  privileges,
  signatures,
  type Column,
  type RandomSchema,
  type Table,
} from './random-schema.ts';

/** What a change of a random schema is made of: a table, and a column of it. */
interface Place {
  readonly draw: Draw;
  readonly table: Table;
  readonly on: string;
  readonly column: Column;
  readonly other: Table;
}

type Change = (place: Place) => string;

const alter = (change: (place: Place) => string): Change => {
  return (place) => `alter table ${place.on} ${change(place)}`;
};
const ofColumn = (change: string) => alter(({ column }) => change.replaceAll('#', column.name));

const ofColumns: readonly Change[] = [
  ofColumn('drop #'),
  ofColumn('rename # to renamed'),
  ofColumn('alter # set not null'),
  ofColumn('alter # drop not null'),
  ofColumn('alter # drop default'),
  alter(
    ({ draw, column: { name, kind } }) => `alter ${name} set default ${draw.one(kind.defaults)}`,
  ),
  alter(({ draw, column: { name, kind } }) => {
    const type = draw.one(kind.casts);
    const value = type === 'jsonb' ? `to_jsonb(${name})` : `${name}::text::${type}`;
    return `alter ${name} drop default, alter ${name} type ${type} using ${value}`;
  }),
  alter(({ draw, column }) => {
    return `drop ${column.name}, add ${columnSql(draw, { name: column.name, kind: draw.one(kinds) })}`;
  }),
  alter(({ column: { name } }) => {
    return `drop ${name}, add ${name} text generated always as (owner_id::text) stored`;
  }),
  alter(({ draw }) => `add ${columnSql(draw, { name: 'added', kind: draw.one(kinds) })}`),
  alter(({ draw, column }) => {
    return `add added integer check (added > 0 ${draw.one([`or ${column.name} is null`, ''])})`;
  }),
];

const ofChecks: readonly Change[] = [
  alter(({ table, column }) => `drop constraint ${table.name}_${column.name}_check`),
  alter(({ draw, table, column }) => {
    const name = `${table.name}_${column.name}_check`;
    return `drop constraint if exists ${name},
      add constraint ${name} check (${draw.one(checksOf(column))})`;
  }),
  alter(({ draw, table, column }) => {
    const name = `${table.name}_${column.name}_check`;
    return `drop constraint if exists ${name},
      add constraint ${name} check (${draw.one(checksOf(column))})`;
  }),
  alter(({ draw, column }) => `add check (${draw.one(checksOf(column))})`),
  alter(({ draw, table, column }) => {
    const other = draw.one(table.columns);
    return `add check (${column.name} is null or ${other.name} is not null)`;
  }),
  alter(({ table, column }) => {
    return `rename constraint ${table.name}_${column.name}_check to ${column.name}_rule`;
  }),
];

const ofKeys: readonly Change[] = [
  ({ on, column }) => `create unique index on ${on} (${column.name})`,
  ({ on, column }) => `create unique index on ${on} (owner_id, ${column.name})`,
  ({ on, column }) => `create unique index on ${on} (owner_id) where ${column.name} is not null`,
  ({ table, column }) => `drop index public.${table.name}_${column.name}_idx`,
  ({ on, column }) => `create index on ${on} (${column.name})`,
  alter(({ table, other }) => `drop constraint ${table.name}_${other.name}_id_fkey`),
  alter(({ draw, table, other }) => {
    const name = `${table.name}_${other.name}_id_fkey`;
    return `drop constraint ${name}, add constraint ${name}
      foreign key (${other.name}_id) references public.${other.name} (id)
      on delete ${draw.one(['cascade', 'restrict', 'set null', 'no action'])}`;
  }),
  alter(({ other }) => `add second_id uuid references public.${other.name} (id)`),
  alter(({ other }) => `add foreign key (owner_id) references public.${other.name} (id)`),
  ({ on, other }) => `create table public.links (id uuid primary key default gen_random_uuid(),
      one_id uuid references ${on} (id), other_id uuid references public.${other.name} (id));
    grant all on public.links to authenticated`,
  ({ on, other }) => `create table public.links (one_id uuid references ${on} (id),
      other_id uuid references public.${other.name} (id), primary key (one_id, other_id));
    grant all on public.links to authenticated`,
];

const ofAccess: readonly Change[] = [
  ({ draw, on }) => `revoke ${draw.one(privileges)} on ${on} from authenticated`,
  ({ draw, on }) =>
    `grant ${draw.one(privileges)} on ${on} to ${draw.one(['anon', 'authenticated'])}`,
  ({ on }) => `revoke select on ${on} from anon`,
  ({ draw, on, table }) => `revoke select on ${on} from authenticated;
    grant select (${['id', ...draw.some(table.columns, 0.7).map(({ name }) => name)].join(', ')})
      on ${on} to authenticated`,
  ({ draw, on, table }) => `revoke insert on ${on} from authenticated;
    grant insert (${['id', 'owner_id', ...draw.some(table.columns, 0.7).map(({ name }) => name)].join(', ')})
      on ${on} to authenticated`,
  alter(({ draw }) => `${draw.one(['enable', 'disable'])} row level security`),
  ({ draw, on }) => `drop policy ${draw.one(['every', 'see', 'add', 'edit', 'remove'])} on ${on}`,
  ...[0, 1, 2].map((): Change => ({ draw, on, table }) => {
    const rule = draw.one(policyRules(table.name));
    return draw.one([
      `alter policy every on ${on} using (${rule})`,
      `alter policy every on ${on} with check (${rule})`,
      `alter policy see on ${on} using (${rule})`,
      `alter policy add on ${on} with check (${rule})`,
      `alter policy edit on ${on} using (${rule})`,
      `alter policy remove on ${on} using (${rule})`,
    ]);
  }),
  ({ draw, on, table }) => {
    const [command, clause] = draw.one([
      ['select', 'using'],
      ['insert', 'with check'],
      ['update', 'using'],
      ['delete', 'using'],
    ] as const);
    return `create policy more on ${on} as ${draw.one(['permissive', 'restrictive'])} for ${command}
      to ${draw.one(['authenticated', 'anon', 'public'])} ${clause} (${draw.one(policyRules(table.name))})`;
  },
];

const ofTheRest: readonly Change[] = [
  ({ on }) => `drop table ${on} cascade`,
  alter(() => 'rename to renamed'),
  ({ draw }) =>
    `alter type public.mood ${draw.one([`add value 'great'`, `rename value 'fair' to 'so so'`])}`,
  ({ draw }) =>
    draw.one([
      'alter domain public.score drop constraint score_check',
      'alter domain public.score drop constraint score_check, add check (value between 0 and 9)',
      'alter domain public.score add constraint more check (value <> 7)',
      'alter domain public.score set not null',
      'alter domain public.score set default 4',
      'alter domain public.label drop constraint label_check',
      'alter domain public.label add constraint more check (char_length(value) <= 5)',
      'alter domain public.mark add check (value > 0)',
    ]),
  () => 'drop view public.shown',
  () => 'alter view public.shown set (security_invoker = false)',
  ({ on }) => `drop view public.shown;
    create view public.shown with (security_invoker = true) as select id, owner_id from ${on};
    grant select, update on public.shown to authenticated`,
  ({ on }) => `drop view public.shown;
    create view public.shown with (security_invoker = true) as select distinct id, owner_id from ${on};
    grant select, update on public.shown to authenticated`,
  () => 'drop function public.tell',
  ({ draw }) => `drop function public.tell; ${functionSql(draw, draw.one(signatures))}`,
  ({ draw }) => `drop function public.tell; ${functionSql(draw, draw.one(signatures))}`,
  ({ draw }) => functionSql(draw, draw.one(signatures)),
  () => 'alter function public.tell security definer',
  () => 'alter function public.rows_of volatile',
  () => 'revoke execute on function public.rows_of from authenticated',
  ({
    draw,
    on,
    column,
  }) => `create trigger refusing before ${draw.one(['insert', 'update', 'delete'])}
      on ${on} for each row ${draw.one(['', `when (old.${column.name} is null)`, `when (new.${column.name} is null)`])}
      execute function public.refuse()`,
  ({ on }) => `create trigger touching before insert or update on ${on}
      for each row execute function public.touch()`,
  ({ draw, on, column }) => `create function public.own() returns trigger language plpgsql as $$
      begin ${draw.one([
        'return null;',
        'return coalesce(new, old);',
        `new.${column.name} = null; return new;`,
        `if new.${column.name} is null then raise exception 'no'; end if; return new;`,
        `assert new.owner_id = auth.uid(); return new;`,
        'perform 1; return new;',
      ])} end $$;
    create trigger own before ${draw.one(['insert', 'update'])} on ${on}
      for each row execute function public.own()`,
  ({ on }) => `comment on table ${on} is 'more'`,
  ({ on, column }) => `comment on column ${on}.${column.name} is 'more'`,
  () =>
    `create table public.alone (id uuid primary key); grant all on public.alone to authenticated`,
];

/** SQL of a random change; Postgres may refuse it. */
export function randomChange(draw: Draw, { tables }: RandomSchema): string {
  const table = draw.one(tables);
  const place: Place = {
    draw,
    table,
    on: `public.${table.name}`,
    column: draw.one(table.columns),
    other: draw.one(tables),
  };
  const changes = draw.one([ofColumns, ofColumns, ofChecks, ofChecks, ofKeys, ofAccess, ofTheRest]);
  return draw.one(changes)(place);
}
