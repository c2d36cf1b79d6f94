import { readMigrationFiles } from '@parakeet/schema-tools';
import { expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { readRegister } from './register.ts';
import { findUncommented } from './uncommented.ts';

const db = useDatabase();

it('each line occurs once, and states its rule', () => {
  const names = readRegister().map(({ code, name }) => `${code} ${name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(80);
  for (const { rule } of readRegister()) expect(rule).toMatch(/^\S.*\.$/);
});

it('has a line for each trigger and function that raises a code of our own, and no other', async () => {
  const rows = await db.query<{ name: string; code: string }>(
    `select coalesce(tgname, proname) as name,
       unnest(regexp_matches(prosrc, 'errcode = ''(\\w+)''', 'g')) as code
     from pg_proc as p left join pg_trigger as t on p.oid = tgfoid
     where pronamespace in ('public'::regnamespace, 'rules'::regnamespace)`,
  );
  const raised = new Set(rows.map(({ code, name }) => `${code} ${name}`));
  for (const { path, text } of await readMigrationFiles()) {
    // raised by migrations themselves, about existing rows
    for (const [, code = ''] of text.matchAll(/errcode = '(PK9\w+)'/g)) {
      raised.add(`${code} migration`);
    }
    // a bare `raise exception` would be P0001, which means nothing
    expect(text, path).not.toMatch(/raise exception (?!using)/);
  }
  const own = readRegister().filter(({ code }) => code.startsWith('PK'));
  const told = own.map(({ code, name }) => `${code} ${name}`);
  const missing = [...raised].filter((one) => !told.includes(one));
  const write = missing.map((one) => {
    const [code, name] = one.split(' ');
    return `write in docs/errors.md: | \`${code}\` | <table> | \`${name}\` | <rule> | <advice> |`;
  });
  const needless = told.filter((one) => !raised.has(one)).map((one) => `nothing raises ${one}`);
  expect([...write, ...needless]).toEqual([]);
});

it('every rule in a table outside the specification has a comment in the database', async () => {
  // those of specified tables: specification/specification.test.ts
  expect(await findUncommented(db)).toEqual([]);
});

it('the functions of triggers are small, have an empty search path, and nobody may call them', async () => {
  const rows = await db.query<{ name: string; lines: number; path: string; callable: boolean }>(
    `select proname as name, cardinality(string_to_array(prosrc, e'\\n')) as lines,
       array_to_string(proconfig, ' ') as path,
       has_function_privilege('authenticated', oid, 'execute') and
         has_schema_privilege('authenticated', pronamespace, 'usage') as callable
     from pg_proc where pronamespace = 'rules'::regnamespace`,
  );
  expect(rows.length).toBeGreaterThan(3);
  for (const { lines, path, callable } of rows) {
    expect(lines).toBeLessThan(25);
    expect(path).toContain('search_path=""');
    expect(callable).toBe(false);
  }
});
