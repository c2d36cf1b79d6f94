import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  catalogueOf,
  changeOf,
  insertRow,
  isTable,
  ownerColumn,
  prepareRow,
  type TableName,
} from '@parakeet/db-harness/made-rows';
import { apiRoles, tableOf, useApi, type ApiRole } from './api-under-test.ts';

const api = useApi();

const commands = ['select', 'insert', 'update', 'delete'] as const;
type Command = (typeof commands)[number];
const owners = ['own', 'another’s', 'nobody’s'] as const;
type Owner = (typeof owners)[number];

/** What came of a request, `201, 1 row` or `403 42501`, and whether a row is another now. */
type Outcome = string;

/** Sends one request of the matrix, and returns what came of it. */
async function attempt(
  table: TableName,
  role: ApiRole,
  command: Command,
  owner: Owner,
): Promise<Outcome> {
  const lifter = await api.sql.createLifter();
  const whose = owner === 'own' ? lifter : await api.sql.createLifter();
  const client = tableOf(api.as(role, lifter), table);
  if (command === 'insert') {
    const row = await prepareRow(api.sql, table, whose);
    if (owner === 'nobody’s') row[ownerColumn(table)] = randomUUID();
    const before = await count(table);
    const answer = await client.insert(row).select('id');
    return said(answer, (await count(table)) !== before);
  }
  const made = await insertRow(api.sql, table, whose);
  const id = owner === 'nobody’s' ? randomUUID() : made;
  const before = await readBack(table, made);
  const change = await changeOf(api.sql, table);
  const answer = await {
    select: () => client.select('id').eq('id', id),
    update: () => client.update(change).eq('id', id).select('id'),
    delete: () => client.delete().eq('id', id).select('id'),
  }[command]();
  return said(answer, (await readBack(table, made)) !== before);
}

function said(
  answer: { status: number; error: { code: string } | null; data: unknown[] | null },
  changed: boolean,
): Outcome {
  const { status, error, data } = answer;
  const words = error ? `${status} ${error.code}` : `${status}, ${data?.length ?? 0} rows`;
  return changed ? `${words}, changed` : words;
}

/** What has to come of it. */
function expected(table: TableName, role: ApiRole, command: Command, owner: Owner): Outcome {
  if (role === 'anon') return '401 42501';
  const isKept = role === 'authenticated' && catalogueOf(table).appendOnly;
  if (isKept && (command === 'update' || command === 'delete')) return '403 42501';
  const reached = owner === 'own' || (role === 'service_role' && owner === 'another’s');
  if (command === 'insert') {
    if (reached) return '201, 1 rows, changed';
    // a policy refuses before a foreign key does
    return role === 'service_role' ? '409 23503' : '403 42501';
  }
  if (!reached) return '200, 0 rows';
  return command === 'select' ? '200, 1 rows' : '200, 1 rows, changed';
}

async function count(table: TableName): Promise<number | undefined> {
  const [row] = await api.sql.query<{ count: number }>(
    `select count(*)::int as count from public.${table}`,
  );
  return row?.count;
}

async function readBack(table: TableName, id: string): Promise<string | undefined> {
  const [row] = await api.sql.query<{ row: string }>(
    `select to_jsonb(t)::text as row from public.${table} as t where id = $1`,
    [id],
  );
  return row?.row;
}

async function tablesOfTheCatalogue(): Promise<string[]> {
  const found = await api.sql.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
     order by relname`,
  );
  return found.map(({ name }) => name);
}

it.each(apiRoles)('%s, each table, command and owner, over HTTP', async (role) => {
  const found: Record<string, Outcome> = {};
  const wanted: Record<string, Outcome> = {};
  for (const table of await tablesOfTheCatalogue()) {
    if (!isTable(table)) throw new Error(`public.${table} has no fixture`);
    for (const command of commands) {
      for (const owner of owners) {
        const what = `${command} ${owner} of ${table}`;
        found[what] = await attempt(table, role, command, owner);
        wanted[what] = expected(table, role, command, owner);
      }
    }
  }
  expect(found).toEqual(wanted);
});

it('counts what it changed where rows are not asked for', async () => {
  for (const name of await tablesOfTheCatalogue()) {
    if (!isTable(name)) throw new Error(`public.${name} has no fixture`);
    const lifter = await api.sql.createLifter();
    const row = await prepareRow(api.sql, name, lifter);
    const owned = (request: 'update' | 'delete') => {
      const table = tableOf(api.service(), name);
      const asked =
        request === 'update'
          ? table.update(change, { count: 'exact' })
          : table.delete({ count: 'exact' });
      return asked.eq(ownerColumn(name), lifter);
    };
    const change = await changeOf(api.sql, name);
    const inserted = await tableOf(api.service(), name).insert(row, { count: 'exact' });
    expect(inserted, name).toMatchObject({ status: 201, data: null, count: 1 });
    expect(await owned('update'), name).toMatchObject({ status: 204, data: null, count: 1 });
    expect(await owned('delete'), name).toMatchObject({ status: 204, data: null, count: 1 });
  }
});

it('nothing else of the database is to be had: no other schema, no unnamed table', async () => {
  const service = api.service();
  expect(
    await service
      .schema('auth' as 'public')
      .from('profiles')
      .select(),
  ).toMatchObject({
    status: 406,
    error: { code: 'PGRST106' },
  });
  for (const name of ['users', 'auth.users', 'schema_migrations', 'pg_authid']) {
    expect(await tableOf(service, name).select(), name).toMatchObject({
      status: 404,
      error: { code: 'PGRST205' },
    });
  }
  // GoTrue's tables exist, but are not served
  const [users] = await api.sql.query<{ found: boolean }>('select true as found from auth.users');
  expect(users).toEqual({ found: true });
});
