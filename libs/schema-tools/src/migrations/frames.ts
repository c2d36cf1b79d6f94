import { loadModule, parseSync } from 'libpg-query';
import pg from 'pg';
import { blanks } from './blanks.ts';
import type { KnownTable } from './known-tables.ts';

/** The subject of a new migration. */
export const frameKinds = ['constraint', 'index', 'function', 'table', 'contract'] as const;
export type FrameKind = (typeof frameKinds)[number];

/** The known parts; the others stay blank. */
export interface FrameNames {
  /** The name of the migration, and of its function. */
  readonly name: string;
  /** The schema of the table and the function; `public` if not given. */
  readonly schema?: string | undefined;
  readonly table?: string | undefined;
  readonly columns?: readonly string[] | undefined;
  /** The account's column in a new table. */
  readonly owner?: string | undefined;
  /** The existing tables: a column `session_id` becomes a reference if `sessions` exists. */
  readonly tables?: readonly KnownTable[] | undefined;
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

/** The safe SQL for this kind, with blanks for the author. */
export async function frameOf(kind: FrameKind, names: FrameNames): Promise<string> {
  // the parser knows which names need quotes
  await loadModule();
  return frames[kind](names);
}

function frameOfConstraint(names: FrameNames): string {
  const { table, columns } = placeOf(names);
  const name = nameFor(names.table, columns, 'check');
  return `\
-- Step 1: new and changed rows keep the rule. NOT VALID reads no row, so this lock, which keeps
-- everybody out, is short. After 800 ms of waiting for it the file ends: nobody waits long behind
-- it. Run it again then: every statement can be run twice.
--
-- A constraint that has this name already is replaced. If both are to hold, give this another name.
begin;
${lockTimeout}alter table ${table}
  drop constraint if exists ${name},
  add constraint ${name}
    check (${blanks.condition}) not valid;
comment on constraint ${name} on ${table} is
  '${blanks.purpose}';
commit;

-- Step 2: existing rows are read. This lock lets everybody read and write. In the transaction of
-- step 1 its strong lock would last until the last row is read.
begin;
${lockTimeout}alter table ${table}
  validate constraint ${name};
commit;
`;
}

function frameOfIndex(names: FrameNames): string {
  const { schema, table, columns } = placeOf(names);
  const name = nameFor(names.table, columns, 'idx');
  const index = `${schema}.${name}`;
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
    where indexrelid = to_regclass(${pg.escapeLiteral(index)}) and not indisvalid
  ) then
    drop index ${index};
  end if;
end
$clean$;
commit;

create index concurrently if not exists ${name}
  on ${table} (${columns.map(quoted).join(', ')});
comment on index ${index} is
  '${blanks.purpose}';
`;
}

function frameOfFunction(names: FrameNames): string {
  const { schema, table } = placeOf(names);
  const types = names.columns?.map((column) =>
    names.table === undefined
      ? `${quoted(column)} ${blanks.type}`
      : `${quoted(column)} ${table}.${quoted(column)}%type`,
  );
  const name = `${schema}.${quoted(names.name)}`;
  return `\
-- An argument has the name of its column. In a query the bare name is the column; the argument has
-- the function's name before it.
create or replace function ${name}(
  ${(types ?? [blanks.arguments]).join(',\n  ')}
)
returns ${names.table === undefined ? blanks.type : table}
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
comment on function ${name} is
  '${blanks.purpose}';

-- Hosted projects may grant a new function to all of these by default.
revoke execute on function ${name}
from public, anon, authenticated, service_role;
grant execute on function ${name}
to authenticated;
`;
}

function frameOfTable(names: FrameNames): string {
  const { schema, table } = placeOf(names);
  const owner = quoted(names.owner ?? blanks.owner);
  const columns = names.columns ?? [];
  const references = columns.flatMap((column) => referenceOf(column, names) ?? []);
  const lines = [
    'id uuid primary key default gen_random_uuid()',
    `${owner} uuid not null references auth.users (id) on delete cascade`,
    ...columns.map((column) => {
      const type = references.find((one) => one.column === column)?.type ?? blanks.type;
      return `${quoted(column)} ${type} not null`;
    }),
    ...(columns.length === 0 ? [blanks.columns] : []),
    ...references.map(
      ({ name, from, target, to }) =>
        `constraint ${name} foreign key (${from.map(quoted).join(', ')})\n` +
        `    references ${target} (${to.map(quoted).join(', ')}) on delete ${blanks.onDelete}`,
    ),
  ];
  const indexes = [
    {
      columns: [names.owner ?? blanks.owner],
      purpose: 'The foreign key to the account, and all rows of an account.',
    },
    ...references.map(({ from, target }) => ({
      columns: from,
      purpose: `The foreign key to ${target}.`,
    })),
  ];
  const isOwner = `(select auth.uid()) = ${owner}`;
  const policy = (command: string, ...conditions: readonly string[]) =>
    `create policy ${command}_own on ${table}\n  for ${command} to authenticated\n` +
    `${conditions.map((condition) => `  ${condition} (${isOwner})`).join('\n')};\n`;
  const carrying = references.filter(({ from }) => from.length > 1);
  return [
    '-- A foreign key locks the table that it refers to: nobody waits long behind this.\n',
    ...(carrying.length === 0
      ? []
      : ["-- A reference carries the owner, so that it never leads to another account's row.\n"]),
    ...references
      .filter(({ from }) => from.length === 1)
      .map(
        ({ column, target }) =>
          `-- ${column} may lead to another account's row: ${target} has no key of id and owner.\n`,
      ),
    lockTimeout,
    `\ncreate table ${table} (\n  ${lines.join(',\n  ')}\n);\n`,
    `comment on table ${table} is\n  '${blanks.content}';\n`,
    ...carrying.map(({ name, column, target, to }) => {
      const key = `${target} (${to.join(', ')})`;
      const purpose = `${column} is of the same account as the row itself: ${key}.`;
      return `comment on constraint ${name} on ${table} is\n  ${pg.escapeLiteral(purpose)};\n`;
    }),
    `\nalter table ${table} enable row level security;\n`,
    `\ngrant select, insert, update, delete on table ${table} to authenticated;\n`,
    `grant all on table ${table} to service_role;\n`,
    `\n${policy('select', 'using')}`,
    `\n${policy('insert', 'with check')}`,
    `\n${policy('update', 'using', 'with check')}`,
    `\n${policy('delete', 'using')}`,
    ...indexes.map(({ columns: indexed, purpose }) => {
      const name = nameFor(names.table, indexed, 'idx');
      return (
        `\ncreate index ${name}\n  on ${table} (${indexed.map(quoted).join(', ')});\n` +
        `comment on index ${schema}.${name} is\n  ${pg.escapeLiteral(purpose)};\n`
      );
    }),
  ].join('');
}

function frameOfContract(names: FrameNames): string {
  const { table } = placeOf(names);
  const column = quoted(names.columns?.[0] ?? blanks.column);
  return `\
-- The command \`contracts\` writes the CHECK, in a migration of its own.
${lockTimeout}
alter table ${table}
  add column ${column} jsonb;
comment on column ${table}.${column} is
  '${blanks.content}';
`;
}

/** The place of the new object: the schema, the table with it, and the columns. */
function placeOf({ schema = 'public', table = blanks.table, columns }: FrameNames) {
  return {
    schema: quoted(schema),
    table: `${quoted(schema)}.${quoted(table)}`,
    columns: columns ?? [blanks.columns],
  };
}

/** A foreign key of a new table. */
interface Reference {
  readonly column: string;
  readonly type: string;
  readonly name: string;
  readonly from: readonly string[];
  readonly target: string;
  readonly to: readonly string[];
}

/**
 * The table that a column refers to, from its name: `session_id` to `sessions`. The reference
 * includes the owner if the table has a key on its id and the owner.
 */
function referenceOf(column: string, names: FrameNames): Reference | undefined {
  const { schema = 'public', tables = [], owner } = names;
  const [, noun] = /^(\w+?)(?:_id|Id)$/.exec(column) ?? [];
  if (noun === undefined || column === owner || /^user$/i.test(noun)) return undefined;
  const found = [`${noun}s`, `${noun}es`, noun].flatMap(
    (name) => tables.find((one) => one.schema === schema && one.name === name) ?? [],
  )[0];
  const type = found?.columns.get('id');
  if (found === undefined || type === undefined) return undefined;
  const carries =
    owner !== undefined &&
    found.keys.some((one) => one.length === 2 && one.includes('id') && one.includes(owner));
  return {
    column,
    type: integerOf(type),
    name: nameFor(names.table, [column], 'fkey'),
    from: carries ? [column, owner] : [column],
    target: `${quoted(schema)}.${quoted(found.name)}`,
    to: carries ? ['id', owner] : ['id'],
  };
}

/** The type of a column that refers to one with a sequence. */
const integerOf = (type: string) =>
  type.replace(/^(big|small)?serial\b.*$/i, (_, size: string = '') => `${size}int`);

/** A name in SQL: in quotes, unless it is a plain word. A blank stays as it is. */
function quoted(name: string): string {
  const isBlank = Object.values(blanks).some((one) => one === name);
  return isBlank || isPlain(name) ? name : pg.escapeIdentifier(name);
}

/**
 * Whether Postgres accepts a word as any name without quotes. The parser decides: words such as
 * `left` cannot be columns, and words such as `position` cannot be arguments. With VARIADIC and
 * SETOF, the words `out` and `setof` can only be the argument's name.
 */
function isPlain(word: string): boolean {
  if (!/^[a-z][a-z0-9_]*$/.test(word)) return false;
  try {
    parseSync(`create table t (unique (${word})); create function f(variadic ${word} setof int)`);
    return true;
  } catch {
    return false;
  }
}

/**
 * A name as Postgres would give it: `sessions_status_check`. A name that is too long stays blank.
 */
function nameFor(table: string = blanks.table, columns: readonly string[], suffix: string): string {
  const name = [table, ...columns, suffix].join('_');
  if (Buffer.byteLength(name) > maxNameLength) return blanks.name;
  return /<[A-Z ]+>/.test(name) ? name : quoted(name);
}
