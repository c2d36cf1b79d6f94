import { expect, it } from 'vitest';
import { readCliFailure, sqlError } from './sql-failure.ts';
import { splitStatements } from './sql-statements.ts';

const path = `${process.cwd()}/x.sql`;

/** The error for a file, from the CLI's message. */
async function errorOf(cliWords: string, text: string) {
  const failure = await readCliFailure(cliWords, path, text);
  return failure && sqlError(failure, 'next').message;
}

it('points at the line and the column that Postgres named', async () => {
  const text = '-- é\nselect 1;\n\n-- why\ncreate table b (\n  x nosuchtype\n);\n';
  const said =
    'ERROR: no type (SQLSTATE 42704)\nAt statement: 1\n-- why\ncreate table b (\n  x nosuchtype\n    ^';
  expect(await errorOf(said, text)).toMatch(
    /x\.sql:6\nERROR: no type \(SQLSTATE 42704\)\n\n {2}5 \| create table b \(\n> 6 \| {3}x nosuchtype\n {4}\| {5}\^$/,
  );
});

it('points at the first word of a statement if Postgres named no place', async () => {
  const said = 'ERROR: oh\nThe detail\nAt statement: 1\n-- why\nselect 1/0';
  expect(await errorOf(said, 'select 1;\n-- why\nselect 1/0;\n')).toMatch(
    /x\.sql:3\nERROR: oh\nThe detail\n\n> 3 \| select 1\/0;$/,
  );
});

it('distinguishes equal statements by their number', async () => {
  const text = 'select 1/0;\nselect 2;\nselect 1/0;\n';
  expect(await errorOf('ERROR: oh\nAt statement: 2\nselect 1/0', text)).toContain('x.sql:3\n');
  expect(await errorOf('ERROR: oh\nAt statement: 0\nselect 1/0', text)).toContain('x.sql:1\n');
});

it('of a long statement shows the lines around the error, and not the rest', async () => {
  const columns = Array.from({ length: 30 }, (_, index) => `  c${index} int`);
  const text = `create table t (\n${columns.join(',\n')}\n);`;
  const shown = text.slice(0, text.indexOf(',\n  c21'));
  const message = await errorOf(`ERROR: oh\nAt statement: 0\n${shown}\n  ^`, text);
  expect(message).toContain('x.sql:22\n');
  expect(message).toContain('> 22 |   c20 int');
  expect(message).not.toContain(' c5 int');
  expect(message).not.toContain(' c25 int');
});

it('gives up on a message of another form, which is then shown unchanged', async () => {
  expect(await errorOf('ERROR: connection lost', 'select 1;')).toBeUndefined();
});

it('splits statements as Postgres does, counting characters and not bytes', async () => {
  const text =
    "-- é\nselect 'a;é';\n\n/* x; */ create function f() returns int language sql begin atomic select 1; end;\n";
  const statements = await splitStatements(text);
  expect(statements.map((one) => one.text)).toEqual([
    "select 'a;é'",
    'create function f() returns int language sql begin atomic select 1; end',
  ]);
  for (const one of statements) expect(text.startsWith(one.text, one.start)).toBe(true);
});
