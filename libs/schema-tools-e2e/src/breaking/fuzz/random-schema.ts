import type { Draw } from './draw.ts';
import { kinds, type Kind } from './kinds.ts';

/** A column as changes know it. What it was made as is enough: a change may fail. */
export interface Column {
  readonly name: string;
  readonly kind: Kind;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** A random schema: its SQL, and the parts that changes use. */
export interface RandomSchema {
  readonly sql: string;
  readonly tables: readonly Table[];
}

/** Made in this order; each may point at those before it. */
const names = ['plans', 'weeks', 'notes'] as const;

/** The rules of policies on a table, with the table that they look into if they do. */
export function policyRules(table: string): string[] {
  const [parent] = parentsOf(table);
  return [
    'auth.uid() = owner_id',
    '(select auth.uid()) = owner_id',
    'owner_id = auth.uid() or owner_id is null',
    'auth.uid() is not null',
    'true',
    'false',
    ...(parent === undefined
      ? []
      : [
          `exists (select 1 from public.${parent} as p where p.id = ${parent}_id and p.owner_id = auth.uid())`,
          `${parent}_id in (select id from public.${parent})`,
        ]),
  ];
}

/** The tables that a table points at. */
function parentsOf(table: string): readonly string[] {
  const place = names.findIndex((name) => name === table);
  return place > 0 ? names.slice(place - 1, place) : [];
}

export const privileges = ['select', 'insert', 'update', 'delete'];

/** Conditions of a column, each in its name. */
export function checksOf({ name, kind }: Column): string[] {
  return [...kind.checks, '# is not null'].map((check) => check.replaceAll('#', name));
}

/** A column as CREATE TABLE and ADD COLUMN write it. */
export function columnSql(draw: Draw, { name, kind }: Column): string {
  const isRequired = draw.chance(0.4);
  const hasDefault = kind.defaults.length > 0 && draw.chance(0.4);
  return [
    name,
    kind.type,
    ...(isRequired ? ['not null'] : []),
    ...(hasDefault ? [`default ${draw.one(kind.defaults)}`] : []),
  ].join(' ');
}

/** A small schema: types, two or three tables that point at each other, a view and functions. */
export function randomSchema(draw: Draw): RandomSchema {
  const tables = names.slice(0, 2 + draw.below(2)).map((name, place): Table => {
    const columns = Array.from({ length: 2 + draw.below(4) }, (_, at) => {
      return { name: `${name[0]}${place}${'abcdef'[at]}`, kind: draw.one(kinds) };
    });
    return { name, columns };
  });
  const sql = [
    `create type public.mood as enum ('good', 'bad', 'fair')`,
    `create domain public.score as integer check (${draw.one(['value >= 0', 'value between 0 and 100', 'value % 2 = 1', 'value in (1, 2, 3)'])})`,
    'create domain public.mark as integer',
    `create domain public.label as text check (${draw.one(['char_length(value) <= 20', `value <> ''`, `value ~ '^[a-z ]*$'`])})`,
    ...tables.flatMap((table) => tableSql(draw, table)),
    ...viewSql(draw, tables),
    ...functionsSql(draw, tables),
  ].join(';\n');
  return { sql, tables };
}

function tableSql(draw: Draw, table: Table): string[] {
  const { name, columns } = table;
  const on = `public.${name}`;
  const checked = columns.filter(({ kind }) => kind.checks.length > 0);
  const keyed = columns.filter(({ kind }) => !/json|double/.test(kind.type));
  const actions = ['', ' on delete cascade', ' on delete set null', ' on delete restrict'];
  return [
    `create table ${on} (id uuid primary key default gen_random_uuid(),
       owner_id uuid not null default auth.uid(),
       ${parentsOf(name)
         .map(
           (parent) =>
             `${parent}_id uuid ${draw.chance(0.3) ? 'not null' : ''} references public.${parent} (id)${draw.one(actions)},`,
         )
         .join('\n')}
       ${columns.map((column) => columnSql(draw, column)).join(',\n')})`,
    ...draw
      .some(checked, 0.5)
      .map(
        (column) =>
          `alter table ${on} add constraint ${name}_${column.name}_check check (${draw.one(checksOf(column))})`,
      ),
    ...draw.some(keyed, 0.15).map(({ name: column }) => `create unique index on ${on} (${column})`),
    ...(draw.chance(0.2)
      ? [`alter table ${on} add made text generated always as (owner_id::text) stored`]
      : []),
    ...accessSql(draw, name),
  ];
}

function accessSql(draw: Draw, table: string): string[] {
  const on = `public.${table}`;
  const rules = policyRules(table).filter((rule) => rule !== 'false');
  const isSecured = draw.chance(0.6);
  return [
    `grant ${draw.chance(0.8) ? 'all' : draw.some(privileges, 0.7).join(', ') || 'select'} on ${on} to authenticated`,
    ...(draw.chance(0.3) ? [`grant select on ${on} to anon`] : []),
    ...(isSecured
      ? [
          `alter table ${on} enable row level security`,
          ...(draw.chance(0.5)
            ? [
                `create policy every on ${on} to authenticated using (${draw.one(rules)}) with check (${draw.one(rules)})`,
              ]
            : [
                `create policy see on ${on} for select to authenticated using (${draw.one(rules)})`,
                `create policy add on ${on} for insert to authenticated with check (${draw.one(rules)})`,
                `create policy edit on ${on} for update to authenticated using (${draw.one(rules)})`,
                `create policy remove on ${on} for delete to authenticated using (${draw.one(rules)})`,
              ]),
        ]
      : []),
  ];
}

function viewSql(draw: Draw, tables: readonly Table[]): string[] {
  const { name, columns } = draw.one(tables);
  const shown = ['id', 'owner_id', ...draw.some(columns, 0.7).map((column) => column.name)];
  return [
    `create view public.shown with (security_invoker = true) as
       select ${shown.join(', ')} from public.${name}`,
    `grant ${draw.chance(0.5) ? 'select, update' : 'select'} on public.shown to authenticated`,
  ];
}

/** What stands for a function's arguments and result. */
export const signatures: readonly (readonly [args: string, result: string, body: string])[] = [
  ['word text', 'text', 'select word'],
  [`word text, times integer default 1`, 'text', 'select word'],
  ['word text, times integer', 'text', 'select word'],
  ['word text default null', 'text', 'select word'],
  ['times integer', 'integer', 'select times'],
  ['times bigint', 'bigint', 'select times'],
  ['times public.score', 'integer', 'select times::integer'],
  ['feels public.mood', 'text', 'select feels::text'],
  ['word text', 'setof text', 'select word'],
  ['word text', 'table (word text, size integer)', 'select word, char_length(word)'],
  ['word text', 'jsonb', 'select to_jsonb(word)'],
  ['word text', 'boolean', 'select word is null'],
];

/** SQL that creates the function `tell`, which apps may call. */
export function functionSql(draw: Draw, [args, result, body]: (typeof signatures)[number]): string {
  const out = result.replace('table (word text', 'table (said text');
  return `create function public.tell(${args}) returns ${out} language sql ${draw.one(['stable', 'volatile', 'immutable'])}
    as $$ ${body} $$; revoke execute on function public.tell from public;
    grant execute on function public.tell to authenticated`;
}

function functionsSql(draw: Draw, tables: readonly Table[]): string[] {
  const { name } = draw.one(tables);
  return [
    functionSql(draw, draw.one(signatures)),
    `create function public.rows_of(owner uuid) returns setof public.${name} language sql stable
       as $$ select * from public.${name} where owner_id = owner $$`,
    'revoke execute on function public.rows_of from public',
    'grant execute on function public.rows_of to authenticated',
    `create function public.refuse() returns trigger language plpgsql
       as $$ begin raise exception using errcode = 'PK201', message = 'no'; end $$`,
    'create function public.touch() returns trigger language plpgsql as $$ begin return new; end $$',
  ];
}
