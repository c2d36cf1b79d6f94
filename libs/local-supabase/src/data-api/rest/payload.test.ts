import { describe, expect, it } from 'vitest';
import { parsePayload } from './payload.ts';

const parse = (text: string, contentType: string | null = null, isCall = false) =>
  parsePayload({
    bytes: new TextEncoder().encode(text),
    contentType,
    columns: undefined,
    isCall,
  });

describe('CSV becomes JSON', () => {
  it.each([
    ['a,b\n1,2', '[{"a":"1","b":"2"}]'],
    ['a,b\r\n1,2\r\n', '[{"a":"1","b":"2"}]'],
    ['a\n"x, ""y""\nz"', String.raw`[{"a":"x, \"y\"\nz"}]`],
    ['a,b\n,NULL', '[{"a":"","b":null}]'],
    ['a,b\n1,\n', '[{"a":"1","b":""}]'],
    ['"a b"\nx', '[{"a b":"x"}]'],
    ['a', '[]'],
  ])('%j', (text, json) => {
    expect(parse(text, 'text/csv')).toMatchObject({ kind: 'json', text: json });
  });

  it.each([
    ['a,b\n1', 'All lines must have same number of fields'],
    ['a\n1,2', 'All lines must have same number of fields'],
    ['a\n"x', 'parse error'],
    ['a\n"x"y', 'parse error'],
    ['', 'parse error (not enough input)'],
  ])('%j is refused', (text, message) => {
    expect(() => parse(text, 'text/csv')).toThrow(message);
  });
});

it('JSON stays unchanged, and its keys become the columns', () => {
  const text = '[{"b":1.0,"a":9007199254740993},{"a":1,"b":2}]';
  expect(parse(text)).toEqual({ kind: 'json', text, keys: ['a', 'b'] });
  expect(parse('{"__proto__":1}')).toMatchObject({ keys: ['__proto__'] });
});

it('bytes that are not UTF-8 are refused', () => {
  const bytes = new Uint8Array([0x22, 0xff, 0x22]);
  const options = { bytes, contentType: null, columns: undefined, isCall: false };
  expect(() => parsePayload(options)).toThrow('Empty or invalid json');
});

it('the last value of a form counts; a call may take all of them', () => {
  const form = 'application/x-www-form-urlencoded; charset=utf-8';
  expect(parse('a=1&a=2+3&b', form)).toMatchObject({ text: '{"a":"2 3","b":""}' });
  expect(parse('a=1&a=2', form, true)).toMatchObject({ kind: 'form', keys: ['a'] });
});
