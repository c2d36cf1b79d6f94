import { readFile } from 'node:fs/promises';
import { readMigrationFiles } from '@parakeet/db-schema';
import { expect, it } from 'vitest';
import { useDatabase } from '../harness/index.ts';
import { specification } from '../specification/statement.ts';
import { readRegister, type Registered } from './register.ts';

const db = useDatabase();

/** `table name` of the lines with this code. */
function registered(code: string): string[] {
  return readRegister()
    .flatMap((line: Registered) => (line.code === code ? [`${line.table} ${line.name}`] : []))
    .toSorted();
}

const named = (rows: readonly { table: string; name: string }[]) =>
  rows.map(({ table, name }) => `${table} ${name}`).toSorted();

it('a line is there once, and says what the rule is', () => {
  const names = readRegister().map(({ code, name }) => `${code} ${name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(80);
  for (const { rule } of readRegister()) expect(rule).toMatch(/^\S.*\.$/);
});

it('has exactly the codes of our own that the migrations raise', async () => {
  const raised = new Set<string>();
  for (const { path } of await readMigrationFiles()) {
    const text = await readFile(path, 'utf8');
    for (const [, code = ''] of text.matchAll(/errcode = '(\w+)'/g)) raised.add(code);
    // a bare `raise exception` would be P0001, which says nothing
    expect(text, path).not.toMatch(/raise exception (?!using)/);
  }
  const own = readRegister().flatMap(({ code }) => (code.startsWith('PK') ? [code] : []));
  expect(own.toSorted()).toEqual([...raised].toSorted());
});

it('has every CHECK that is neither of the specification nor of a contract', async () => {
  const rows = await db.query<{ table: string; name: string; columns: string[] }>(
    `select conrelid::regclass::text as table, conname as name, array(
       select attname::text from pg_attribute where attrelid = conrelid and attnum = any (conkey)
     ) as columns
     from pg_constraint
     where connamespace = 'public'::regnamespace and contype = 'c' and conname not like '%\\_contract'`,
  );
  const isSpecified = ({ table, name, columns }: (typeof rows)[number]) => {
    const [column = ''] = columns;
    const listed = specification[table]?.checks ?? {};
    return column in listed && columns.length === 1 && name === `${table}_${column}_check`;
  };
  expect(registered('23514')).toEqual(named(rows.filter((row) => !isSpecified(row))));
});

it('has every foreign key of more than one column', async () => {
  const rows = await db.query<{ table: string; name: string }>(
    `select conrelid::regclass::text as table, conname as name from pg_constraint
     where connamespace = 'public'::regnamespace and contype = 'f' and cardinality(conkey) > 1`,
  );
  expect(registered('23503')).toEqual(named(rows));
});

it('has every unique index that a row can break', async () => {
  const rows = await db.query<{ table: string; name: string }>(
    `select indrelid::regclass::text as table, c.relname as name
     from pg_index as x join pg_class as c on c.oid = indexrelid
     where c.relnamespace = 'public'::regnamespace and indisunique
       and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
       -- with the primary key in it, it cannot be broken
       and not exists (
         select from pg_attribute where attrelid = indrelid and attname = 'id' and attnum = any (indkey))`,
  );
  expect(registered('23505')).toEqual(named(rows));
});

it('names the trigger or the function that raises each code of our own', async () => {
  const rows = await db.query<{ name: string; code: string }>(
    `select coalesce(tgname, proname) as name,
       unnest(regexp_matches(prosrc, 'errcode = ''(\\w+)''', 'g')) as code
     from pg_proc as p left join pg_trigger as t on p.oid = tgfoid
     where pronamespace in ('public'::regnamespace, 'rules'::regnamespace)`,
  );
  const own = readRegister().filter(({ code }) => code.startsWith('PK1'));
  expect(rows.map(({ code, name }) => `${code} ${name}`).toSorted()).toEqual(
    own.map(({ code, name }) => `${code} ${name}`).toSorted(),
  );
});

it('the functions of triggers are small, have no search path and are nobody’s to call', async () => {
  const rows = await db.query<{ name: string; lines: number; path: string; callable: boolean }>(
    `select proname as name, cardinality(string_to_array(prosrc, e'\\n')) as lines,
       array_to_string(proconfig, ' ') as path,
       has_function_privilege('authenticated', oid, 'execute') and
         has_schema_privilege('authenticated', pronamespace, 'usage') as callable
     from pg_proc where pronamespace = 'rules'::regnamespace`,
  );
  expect(rows.map(({ name }) => name).toSorted()).toEqual([
    'create_profile',
    'keep_updated_at',
    'refuse_endless_corrections',
    'refuse_session_status',
  ]);
  for (const { lines, path, callable } of rows) {
    expect(lines).toBeLessThan(25);
    expect(path).toContain('search_path=""');
    expect(callable).toBe(false);
  }
});
