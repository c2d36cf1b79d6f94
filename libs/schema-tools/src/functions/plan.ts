import pg from 'pg';
import { ToolError } from '@parakeet/command-kit';
import { functionsSchema } from '../contracts/places.ts';
import { lineAt } from '../migrations/sql-statements.ts';
import { shortPath } from '../project/project.ts';
import type { FunctionFile } from './function-files.ts';

/** A function of a database, as Postgres prints it. */
interface FunctionState {
  /** With its schema: `public.complete_session`. */
  readonly name: string;
  /** With the types of its arguments, as in `drop function`. */
  readonly signature: string;
  readonly arguments: string;
  readonly returns: string;
  readonly body: string;
  /** `create or replace function …`, with language, volatility and settings. */
  readonly definition: string;
  readonly comment: string | null;
  /** `execute to authenticated`, for each role except the owner. */
  readonly privileges: readonly string[];
  readonly owner: string;
}

/** The steps of a migration for one function. */
export interface FunctionChange {
  readonly name: string;
  /** `new`, `dropped`, or the differences: `arguments`, `body`, `comment`, … */
  readonly differs: readonly string[];
  /** Signatures to drop: without a file, or not replaceable. */
  readonly drops: readonly string[];
  /** Privileges that the file lacks, and that `create or replace` would keep. */
  readonly revokes: readonly {
    readonly privilege: string;
    readonly signature: string;
    readonly role: string;
  }[];
  /** The text of its file, if it has one. */
  readonly text?: string;
}

/**
 * Compares the functions of a migrated database with their files.
 *
 * It runs the files in a transaction that is rolled back, with the existing functions out of the
 * way. It reads both from the catalogue with the same query, so Postgres itself formats the files'
 * functions.
 *
 * @param client the owner of the database
 * @returns an empty list if the database is in step with the files
 * @throws ToolError with file and line, if Postgres refuses a file
 */
export async function planFunctions(
  client: pg.ClientBase,
  files: readonly FunctionFile[],
): Promise<FunctionChange[]> {
  await client.query('begin');
  try {
    const before = await readFunctions(client);
    // a body may need a later file
    await client.query('set local check_function_bodies = off');
    const replaceable = new Set<string>();
    for (const file of files) {
      if (await canReplace(client, file)) replaceable.add(file.name);
    }
    for (const [index, { signature }] of before.entries()) {
      await client.query(`alter function ${signature} rename to parakeet_aside_${index}`);
    }
    for (const file of files) await run(client, file);
    const after = await readFunctions(client);
    return [
      ...files.flatMap((file) => {
        const made = after.find(({ name }) => name === file.name);
        if (!made) throw new Error(`${file.path} makes no function of these schemas`);
        const there = before.filter(({ name }) => name === file.name);
        return changeOf(file, there, made, replaceable.has(file.name));
      }),
      ...leftOver(before, files),
    ];
  } finally {
    await client.query('rollback');
  }
}

function changeOf(
  { name, text }: FunctionFile,
  there: readonly FunctionState[],
  made: FunctionState,
  isReplaceable: boolean,
): FunctionChange[] {
  const same = there.find(({ signature }) => signature === made.signature);
  const others = there.filter((one) => one !== same);
  const compared = same ?? others[0];
  const differs = compared
    ? [...(others.length > 0 ? ['arguments'] : []), ...differencesOf(compared, made)]
    : ['new'];
  if (differs.length === 0) return [];
  const keeps = same !== undefined && isReplaceable;
  return [
    {
      name,
      differs: [...new Set(differs)],
      drops: (keeps ? others : there).map(({ signature }) => signature),
      revokes: keeps
        ? same.privileges
            .filter((privilege) => !made.privileges.includes(privilege))
            .map((one) => {
              const [privilege = '', role = ''] = one.split(' to ');
              return { privilege, signature: same.signature, role };
            })
        : [],
      text,
    },
  ];
}

function differencesOf(before: FunctionState, after: FunctionState): string[] {
  const kinds = (['arguments', 'returns', 'body', 'comment', 'owner'] as const).filter(
    (kind) => before[kind] !== after[kind],
  );
  const privileges = before.privileges.join() === after.privileges.join() ? [] : ['privileges'];
  const isOther = before.definition !== after.definition;
  const settings = isOther && !kinds.some((kind) => kind !== 'comment' && kind !== 'owner');
  return [...kinds, ...(settings ? ['settings'] : []), ...privileges];
}

function leftOver(
  before: readonly FunctionState[],
  files: readonly FunctionFile[],
): FunctionChange[] {
  const names = new Set(files.map(({ name }) => name));
  return before
    .filter(({ name }) => !names.has(name))
    .map(({ name, signature }) => ({
      name,
      differs: ['dropped'],
      drops: [signature],
      revokes: [],
    }));
}

/**
 * Whether `create or replace` can do it: it keeps the arguments' names, the defaults and the
 * result.
 */
async function canReplace(client: pg.ClientBase, file: FunctionFile): Promise<boolean> {
  await client.query('savepoint replaced');
  try {
    await client.query(file.text);
    return true;
  } catch (error) {
    // invalid_function_definition; other errors appear when the file runs alone
    return !(error instanceof pg.DatabaseError && error.code === '42P13');
  } finally {
    await client.query('rollback to savepoint replaced');
  }
}

async function run(client: pg.ClientBase, { path, text }: FunctionFile): Promise<void> {
  try {
    await client.query(text);
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError)) throw cause;
    const line = cause.position === undefined ? 1 : lineAt(text, Number(cause.position));
    const hint = cause.hint === undefined ? '' : `\n${cause.hint}`;
    throw new ToolError(
      `${shortPath(path)}:${line}: ${cause.message} (SQLSTATE ${cause.code})${hint}`,
      { next: 'Correct the file, or add what it needs in a migration.', cause },
    );
  }
}

/**
 * The functions of migrations, except those compiled from contracts: in `public` and in the schemas
 * of the role that migrates. Functions of an extension do not count.
 */
const functionsQuery = `
  select n.nspname || '.' || p.proname as name,
    format('%I.%I(%s)', n.nspname, p.proname,
      (select string_agg(format_type(type, null), ', ' order by place)
       from unnest(p.proargtypes) with ordinality as argument (type, place))) as signature,
    pg_get_function_arguments(p.oid) as arguments,
    pg_get_function_result(p.oid) as returns,
    p.prosrc as body,
    pg_get_functiondef(p.oid) as definition,
    obj_description(p.oid, 'pg_proc') as comment,
    array(
      select lower(privilege_type) || ' to ' ||
        case grantee when 0 then 'public' else grantee::regrole::text end
      from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))
      where grantee <> p.proowner order by 1
    ) as privileges,
    p.proowner::regrole::text as owner
  from pg_catalog.pg_proc as p
  join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
  where (n.nspname = 'public' or n.nspowner = current_user::regrole)
    and n.nspname <> all (array[$1, 'extensions', 'information_schema'])
    and n.nspname not like 'pg\\_%'
    and p.prokind in ('f', 'w')
    and not exists (
      select from pg_catalog.pg_depend
      where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e')
  order by 1, 2`;

async function readFunctions(client: pg.ClientBase): Promise<FunctionState[]> {
  // makes Postgres print types with their schema
  await client.query(`set local search_path = ''`);
  const { rows } = await client.query<FunctionState>(functionsQuery, [functionsSchema]);
  await client.query('set local search_path to default');
  return rows;
}
