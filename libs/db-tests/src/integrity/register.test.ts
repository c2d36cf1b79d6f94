import { readFile } from 'node:fs/promises';
import { readMigrationFiles } from '@parakeet/db-schema';
import { expect, it } from 'vitest';
import { useDatabase } from '../harness/index.ts';
import { specification } from '../specification/statement.ts';
import { readRegister } from './register.ts';

const db = useDatabase();

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

it('has every rule beside the specification: each has a comment in the database', async () => {
  const rows = await db.query<{ kind: string; table: string; name: string; columns: string[] }>(
    `select 'constraint' as kind, conrelid::regclass::text as table, conname as name, array(
       select attname::text from pg_attribute where attrelid = conrelid and attnum = any (conkey)
     ) as columns
     from pg_constraint
     where connamespace = 'public'::regnamespace and obj_description(oid, 'pg_constraint') is null
       and (contype = 'c' and conname not like '%\\_contract'
         or contype = 'f' and cardinality(conkey) > 1)
     union all
     select 'index', indrelid::regclass::text, c.relname, '{}'
     from pg_index as x join pg_class as c on c.oid = indexrelid
     where c.relnamespace = 'public'::regnamespace and indisunique
       and obj_description(indexrelid, 'pg_class') is null
       and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
       -- with the primary key in it, it cannot be broken
       and not exists (
         select from pg_attribute where attrelid = indrelid and attname = 'id' and attnum = any (indkey))`,
  );
  const isSpecified = ({ table, name, columns }: (typeof rows)[number]) => {
    const [column = ''] = columns;
    const listed = specification[table]?.checks ?? {};
    return column in listed && columns.length === 1 && name === `${table}_${column}_check`;
  };
  const missing = rows
    .filter((row) => !isSpecified(row))
    .map(({ kind, table, name }) =>
      kind === 'index'
        ? `comment on index public.${name} is '…';`
        : `comment on constraint ${name} on public.${table} is '…';`,
    );
  expect(missing, 'write in the migration, for those who write clients').toEqual([]);
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
