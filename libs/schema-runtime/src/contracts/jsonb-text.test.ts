import { expect, it } from 'vitest';
import { jsonbTextBytes } from './jsonb-text.ts';

it.each([
  // as `select value::jsonb::text` of PostgreSQL 17 would write it
  ['{}', '{}'],
  ['[]', '[]'],
  ['[[],{}]', '[[], {}]'],
  ['{"a":1,"b":[1,2,null]}', '{"a": 1, "b": [1, 2, null]}'],
  ['[true,false]', '[true, false]'],
  ['"\\u0001\\n\\"\\\\/"', '"\\u0001\\n\\"\\\\/"'],
  ['"é€😀"', `"${'x'.repeat(2 + 3 + 4)}"`],
  ['-0', '0'],
  ['-1.5', '-1.5'],
  ['1e21', '1000000000000000000000'],
  ['-1.25e22', '-12500000000000000000000'],
  ['1e-7', '0.0000001'],
  ['-1.5e-7', '-0.00000015'],
])('counts %s as %s', (json, text) => {
  expect(jsonbTextBytes(JSON.parse(json))).toBe(text.length);
});

it('stops at the given size', () => {
  const list: unknown[] = Array.from({ length: 1000 }, () => 1);
  expect(jsonbTextBytes(list)).toBe(3000);
  expect(jsonbTextBytes(list, 10)).toBe(12);
});

it('leaves out a property that is undefined, as JSON.stringify does', () => {
  expect(jsonbTextBytes({ a: undefined })).toBe(2);
});
