import { blanks } from './blanks.ts';

/** What a new migration is to make. */
export const frameKinds = ['constraint', 'index', 'function', 'table', 'contract'] as const;
export type FrameKind = (typeof frameKinds)[number];

/** What is known of it; the rest is left blank. */
export interface FrameNames {
  /** Of the migration, and of the function that it makes. */
  readonly name: string;
  /** A table of `public`, without the schema. */
  readonly table?: string | undefined;
  readonly columns?: readonly string[] | undefined;
  /** The tables that there are: a column `session_id` is a reference, if there are `sessions`. */
  readonly tables?: ReadonlySet<string> | undefined;
}

/** Postgres cuts a longer name off. */
const maxNameLength = 63;

const lockTimeout = `set local lock_timeout = '800ms';\n`;

const frames: Readonly<Record<FrameKind, (names: FrameNames) => string>> = {
  constraint: frameOfConstraint,
  index: frameOfIndex,
  function: frameOfFunction,
  table: frameOfTable,
  contract: frameOfContract,
};

/** The safe way to make a thing of this kind, as SQL with blanks for the author to fill in. */
export function frameOf(kind: FrameKind, names: FrameNames): string {
  return frames[kind](names);
}

function frameOfConstraint({
  table = blanks.table,
  columns = [blanks.columns],
}: FrameNames): string {
  const name = nameFor(table, columns, 'check');
  return `\
-- Step 1: new and changed rows keep the rule. NOT VALID reads no row, so this lock, which keeps
-- everybody out, is short. After 800 ms of waiting for it the file ends: nobody waits long behind
-- it. Run it again then: every statement can be run twice.
--
-- A constraint that has this name already is replaced. If both are to hold, give this another name.
begin;
${lockTimeout}alter table public.${table}
  drop constraint if exists ${name},
  add constraint ${name}
    check (${blanks.condition}) not valid;
comment on constraint ${name} on public.${table} is
  '${blanks.purpose}';
commit;

-- Step 2: existing rows are read. This lock lets everybody read and write. In the transaction of
-- step 1 its strong lock would last until the last row is read.
begin;
${lockTimeout}alter table public.${table}
  validate constraint ${name};
commit;
`;
}

function frameOfIndex({ table = blanks.table, columns = [blanks.columns] }: FrameNames): string {
  const name = nameFor(table, columns, 'idx');
  return `\
-- The index is built beside readers and writers (concurrently). Postgres does that only outside of
-- a transaction. The Supabase CLI makes none around this file, because the file has its own.
--
-- A build that was interrupted leaves an invalid index, which \`if not exists\` takes for finished.
-- It is dropped first, so that the file can be run again.
begin;
${lockTimeout}do $clean$
begin
  if exists (
    select from pg_catalog.pg_index
    where indexrelid = to_regclass('public.${name}') and not indisvalid
  ) then
    drop index public.${name};
  end if;
end
$clean$;
commit;

create index concurrently if not exists ${name}
  on public.${table} (${columns.join(', ')});
comment on index public.${name} is
  '${blanks.purpose}';
`;
}

function frameOfFunction({ name, table, columns }: FrameNames): string {
  const types = columns?.map((column) =>
    table === undefined ? `${column} ${blanks.type}` : `${column} public.${table}.${column}%type`,
  );
  const returned = table === undefined ? blanks.type : `public.${table}`;
  return `\
-- An argument has the name of its column. In a query the bare name is the column; the argument has
-- the function's name before it.
create or replace function public.${name}(
  ${(types ?? [blanks.arguments]).join(',\n  ')}
)
returns ${returned}
language plpgsql
-- stable, if it only reads
volatile
security invoker
set search_path = ''
as $function$
#variable_conflict use_column
begin
  ${blanks.statements}
end;
$function$;
comment on function public.${name} is
  '${blanks.purpose}';

-- Hosted projects may grant a new function to all of these by default.
revoke execute on function public.${name}
from public, anon, authenticated, service_role;
grant execute on function public.${name}
to authenticated;
`;
}

function frameOfTable({ table = blanks.table, columns = [], tables }: FrameNames): string {
  const references = columns.flatMap((column) => {
    const target = targetOf(column, tables);
    return target === undefined ? [] : [{ column, target }];
  });
  const isReference = (name: string) => references.some(({ column }) => column === name);
  const lines = [
    'id uuid primary key default gen_random_uuid()',
    'user_id uuid not null references auth.users (id) on delete cascade',
    ...columns.map((name) => `${name} ${isReference(name) ? 'uuid' : blanks.type} not null`),
    ...(columns.length === 0 ? [blanks.columns] : []),
    ...references.map(
      ({ column, target }) =>
        `constraint ${nameFor(table, [column], 'fkey')} foreign key (${column}, user_id)\n` +
        `    references public.${target} (id, user_id) on delete ${blanks.onDelete}`,
    ),
  ];
  const indexes = [
    {
      columns: ['user_id'],
      purpose: 'The foreign key to the account, and all rows of a lifter.',
    },
    ...references.map(({ column, target }) => ({
      columns: [column, 'user_id'],
      purpose: `The foreign key to ${target}.`,
    })),
  ];
  const owner = '(select auth.uid()) = user_id';
  const policy = (command: string, ...conditions: readonly string[]) =>
    `create policy ${command}_own on public.${table}\n  for ${command} to authenticated\n` +
    `${conditions.map((condition) => `  ${condition} (${owner})`).join('\n')};\n`;
  return [
    '-- A foreign key locks the table that it refers to: nobody waits long behind this.\n',
    ...(references.length === 0
      ? []
      : ["-- A reference carries the owner, so that it never leads to another lifter's row.\n"]),
    lockTimeout,
    `\ncreate table public.${table} (\n  ${lines.join(',\n  ')}\n);\n`,
    `comment on table public.${table} is\n  '${blanks.content}';\n`,
    ...references.map(
      ({ column, target }) =>
        `comment on constraint ${nameFor(table, [column], 'fkey')} on public.${table} is\n` +
        `  '${column} is of the same lifter as the row itself: ${target} (id, user_id).';\n`,
    ),
    `\nalter table public.${table} enable row level security;\n`,
    `\ngrant select, insert, update, delete on table public.${table} to authenticated;\n`,
    `grant all on table public.${table} to service_role;\n`,
    `\n${policy('select', 'using')}`,
    `\n${policy('insert', 'with check')}`,
    `\n${policy('update', 'using', 'with check')}`,
    `\n${policy('delete', 'using')}`,
    ...indexes.map(({ columns: indexed, purpose }) => {
      const name = nameFor(table, indexed, 'idx');
      return (
        `\ncreate index ${name}\n  on public.${table} (${indexed.join(', ')});\n` +
        `comment on index public.${name} is\n  '${purpose}';\n`
      );
    }),
  ].join('');
}

function frameOfContract({ table = blanks.table, columns = [blanks.column] }: FrameNames): string {
  const [column = blanks.column] = columns;
  return `\
-- The command \`contracts\` writes the CHECK, in a migration of its own.
${lockTimeout}
alter table public.${table}
  add column ${column} jsonb;
comment on column public.${table}.${column} is
  '${blanks.content}';
`;
}

/** The table that a column refers to, by its name: `session_id` to `sessions`. */
function targetOf(column: string, tables: ReadonlySet<string> = new Set()): string | undefined {
  const [, noun] = /^(\w+)_id$/.exec(column) ?? [];
  if (noun === undefined || noun === 'user') return undefined;
  return [`${noun}s`, `${noun}es`, noun].find((name) => tables.has(name));
}

/** A name as Postgres gives it: `sessions_status_check`. One that is too long is left blank. */
function nameFor(table: string, columns: readonly string[], suffix: string): string {
  const name = [table, ...columns, suffix].join('_');
  return name.length > maxNameLength ? blanks.name : name;
}
