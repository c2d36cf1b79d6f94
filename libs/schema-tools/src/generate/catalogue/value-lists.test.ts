import { describe, expect, it } from 'vitest';
import { parseExpression, valueList } from './value-lists.ts';

// as pg_get_expr writes them, but for the last of each group
const lists: Record<string, { column: string; values: (string | number)[] }> = {
  "(source = ANY (ARRAY['input_1rm'::text, 'input_3rm'::text]))": {
    column: 'source',
    values: ['input_1rm', 'input_3rm'],
  },
  "((v)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))": {
    column: 'v',
    values: ['a', 'b'],
  },
  "((v)::text = 'x'::text)": { column: 'v', values: ['x'] },
  '(block_number = ANY (ARRAY[1, 2, 3]))': { column: 'block_number', values: [1, 2, 3] },
  "(level = ANY (ARRAY['-1'::integer, 0, 1]))": { column: 'level', values: [-1, 0, 1] },
  "(big = ANY (ARRAY[(1)::bigint, '3000000000'::bigint]))": {
    column: 'big',
    values: [1, 3_000_000_000],
  },
  '(big = 3000000000)': { column: 'big', values: [3_000_000_000] },
  "((a IS NULL) OR (a = ANY (ARRAY['p'::text, 'q'::text])))": {
    column: 'a',
    values: ['p', 'q'],
  },
  "((a = 'p'::text) OR (a = 'q'::text) OR (a IS NULL))": { column: 'a', values: ['p', 'q'] },
  "(a = ANY (ARRAY['p'::text, 'p'::text]))": { column: 'a', values: ['p'] },
  "(a = ANY (ARRAY['it''s'::text, ''::text, 'back\\slash'::text, 'two\nlines'::text]))": {
    column: 'a',
    values: ["it's", '', 'back\\slash', 'two\nlines'],
  },
  '("Weird ""Name" = \'x\'::text)': { column: 'Weird "Name', values: ['x'] },
};

const others: Record<string, string> = {
  'a NULL in the list passes everything': "(a = ANY (ARRAY['p'::text, NULL::text]))",
  'a function of the column': "(lower(a) = ANY (ARRAY['p'::text, 'q'::text]))",
  'values that are refused': "(a <> ALL (ARRAY['p'::text, 'q'::text]))",
  'an inequality with any': "(a <> ANY (ARRAY['p'::text, 'q'::text]))",
  'a range': '((a >= 1) AND (a <= 3))',
  'a list with a condition beside it': "((a = ANY (ARRAY['p'::text])) AND (a <> b))",
  'two columns': "((a = 'p'::text) OR (b = 'q'::text))",
  'a condition on another column': "((a = 'p'::text) OR (b IS NULL))",
  'a comparison of columns': '(a = b)',
  'a negation': "(NOT (a = 'p'::text))",
  'IS NOT NULL': "((a IS NOT NULL) OR (a = 'p'::text))",
  'NULL alone': '(a IS NULL)',
  'no value at all': '(a = ANY (ARRAY[]::text[]))',
  'a collation that may call different texts equal': '(a = (\'p\'::text COLLATE "und-ci"))',
  'a cast that cuts': "(a = 'pq'::character varying(1))",
  'blank-padded text': "(a = ANY (ARRAY['p'::bpchar, 'q'::bpchar]))",
  'a cast that rounds': '((a)::integer = ANY (ARRAY[1, 2]))',
  'an operator that is somebody’s own': "(a OPERATOR(mine.=) 'p'::text)",
  fractions: '(a = ANY (ARRAY[1.5, (2)::numeric]))',
  'an integer that JavaScript does not hold': "(a = '9007199254740993'::bigint)",
  'an array in SQL’s text form': "(a = ANY ('{p,q}'::text[]))",
  'text and numbers': "((a = 'p'::text) OR (a = 1))",
  'a truth value': '(a = true)',
  'a subfield': "(a.b = 'p'::text)",
};

describe('the values that a CHECK lists', () => {
  it.each(Object.entries(lists))('are read from %s', async (expression, list) => {
    expect(valueList(await parseExpression(expression))).toEqual(list);
  });

  it.each(Object.entries(others))('are none for %s', async (_, expression) => {
    expect(valueList(await parseExpression(expression))).toBeUndefined();
  });

  it('are not read from invalid expressions', async () => {
    await expect(parseExpression('a = = 1')).rejects.toThrow('syntax error');
    expect(valueList(await parseExpression("a = 'p' from t; select a = 'q'"))).toBeUndefined();
  });
});
