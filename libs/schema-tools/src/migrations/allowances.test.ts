import { expect, it } from 'vitest';
import { readAllowances } from './allowances.ts';

const read = (text: string) =>
  readAllowances({ path: 'supabase/migrations/1_a.sql', version: '1', name: 'a', text });

it('reads the lines of the leading comment, with rule, object, reason and line', () => {
  const text = `-- Weights become grams.
-- allow: rows public.sessions: kilograms become grams

-- allow: table-no-delete public.old: nobody reads it: see issue 3
-- allow: specification public.f(uuid, text): other arguments
create table public.a ();
`;
  expect(read(text)).toEqual([
    { rule: 'rows', object: 'public.sessions', reason: 'kilograms become grams', line: 2 },
    {
      rule: 'table-no-delete',
      object: 'public.old',
      reason: 'nobody reads it: see issue 3',
      line: 4,
    },
    {
      rule: 'specification',
      object: 'public.f(uuid, text)',
      reason: 'other arguments',
      line: 5,
    },
  ]);
});

it.each([
  '-- allow: rows public.a:',
  '-- allow: rows: a reason',
  '-- allow: Rows public.a: a reason',
  '--allow: rows public.a: a reason',
  '-- Allow: rows public.a: a reason',
])('refuses %s, and says how to write it', (line) => {
  expect(() => read(`${line}\nselect 1;\n`)).toThrow(/1_a\.sql:1 is not an allowance/);
});

it('refuses an allowance that no tool would read', () => {
  expect(() => read('select 1;\n-- allow: rows public.a: a reason\n')).toThrow(
    /1_a\.sql:2 comes after the first statement/,
  );
});

it('leaves prose alone that begins with the word', () => {
  expect(read('-- allow phones to log offline\nselect 1;\n-- allow it\n')).toEqual([]);
});
