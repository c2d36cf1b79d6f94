import { describe, expect, it } from 'vitest';
import { filterValue, logicTree } from './filters.ts';
import { columnList, fieldName, jsonPath } from './names.ts';
import { orderList } from './order.ts';
import { ParseError, type Parser, parseText } from './parser.ts';
import { parseQuery } from './query.ts';
import { selectList } from './select.ts';

/** The result of a grammar for a text. */
const read = <T>(parser: Parser<T>, text: string) => parseText(parser, '', text);

/** Position and details of the error for a text. */
function refusal(parser: Parser<unknown>, text: string): string {
  try {
    read(parser, text);
  } catch (error) {
    if (error instanceof ParseError) {
      return `${/column (\d+)/.exec(error.message)?.[1]}: ${error.details}`;
    }
    throw error;
  }
  throw new Error(`${text} was read`);
}

describe('names', () => {
  it.each([
    ['id', 'id'],
    ['with space', 'with space'],
    ['with-dash', 'with-dash'],
    ['$1_ž', '$1_ž'],
    [' trimmed ', 'trimmed'],
    ['" kept "', ' kept '],
    [String.raw`"a.\"b\"\\,c"`, String.raw`a."b"\,c`],
  ])('%s', (text, name) => {
    expect(read(fieldName, text)).toBe(name);
  });

  it('are separated by commas in lists of columns', () => {
    expect(read(columnList, 'a, "b,c",d')).toEqual(['a', 'b,c', 'd']);
  });

  it.each([
    ['->a', [{ asText: false, to: { key: 'a' } }]],
    ['->>-1', [{ asText: true, to: { index: '-1' } }]],
    [
      '->0->>b-c',
      [
        { asText: false, to: { index: '+0' } },
        { asText: true, to: { key: 'b-c' } },
      ],
    ],
    ['->"a.b"', [{ asText: false, to: { key: 'a.b' } }]],
    ['->12a', [{ asText: false, to: { key: '12a' } }]],
  ])('%s leads into JSON', (text, path) => {
    expect(read(jsonPath, text)).toEqual(path);
  });
});

describe('select', () => {
  const field = (name: string, more: object = {}) => ({
    kind: 'field',
    field: { name, path: [] },
    ...more,
  });

  it.each([
    ['*', [field('*')]],
    ['a , b', [field('a'), field('b')]],
    ['x:a::text', [field('a', { alias: 'x', cast: 'text' })]],
    ['a.sum()', [field('a', { aggregate: 'sum' })]],
    [
      'n:a::int.max()::text',
      [field('a', { alias: 'n', cast: 'int', aggregate: 'max', aggregateCast: 'text' })],
    ],
    ['count()', [field('*', { aggregate: 'count' })]],
    ['n:count()::text', [field('*', { alias: 'n', aggregate: 'count', aggregateCast: 'text' })]],
    ['', []],
  ])('%s', (text, items) => {
    expect(read(selectList, text)).toMatchObject(items);
  });

  it('takes embeds with alias, hint, join and items of their own', () => {
    expect(read(selectList, 'a:b!c!inner(d,...e!left(*),f())')).toMatchObject([
      {
        kind: 'embed',
        relation: 'b',
        alias: 'a',
        hint: 'c',
        join: 'inner',
        spread: false,
        items: [
          field('d'),
          { kind: 'embed', relation: 'e', join: 'left', spread: true, items: [field('*')] },
          { kind: 'embed', relation: 'f', items: [] },
        ],
      },
    ]);
    expect(read(selectList, 'a(b->c,k:d->>e)')).toMatchObject([
      {
        items: [
          { field: { name: 'b', path: [{ to: { key: 'c' } }] } },
          { alias: 'k', field: { name: 'd', path: [{ asText: true, to: { key: 'e' } }] } },
        ],
      },
    ]);
  });

  it.each([
    [
      'id,clients(name[])',
      '16: unexpected \'[\' expecting letter, digit, "-", "->>", "->", "::", ".", ")", "," or end of input',
    ],
    ['data->>-78xy', '11: unexpected \'x\' expecting digit, "->", "::", ".", "," or end of input'],
    ['name::', '7: unexpected end of input expecting letter or digit'],
  ])('refuses %s', (text, words) => {
    expect(refusal(selectList, text)).toBe(words);
  });
});

describe('filters', () => {
  const operation = (text: string) => read(filterValue, text).operation;

  it.each(['neq', 'cs', 'cd', 'ov', 'sl', 'sr', 'nxr', 'nxl', 'adj'])('%s', (operator) => {
    expect(operation(`${operator}.a,b)`)).toEqual({ kind: 'simple', operator, value: 'a,b)' });
  });

  it.each(['eq', 'gt', 'gte', 'lt', 'lte', 'like', 'ilike', 'match', 'imatch'])(
    '%s',
    (operator) => {
      const value = '{a,b}';
      expect(operation(`${operator}.${value}`)).toEqual({ kind: 'quantified', operator, value });
      for (const quantifier of ['any', 'all']) {
        expect(operation(`${operator}(${quantifier}).${value}`)).toEqual({
          kind: 'quantified',
          operator,
          quantifier,
          value,
        });
      }
    },
  );

  it.each(['fts', 'plfts', 'phfts', 'wfts'])('%s, with a configuration or without', (operator) => {
    expect(operation(`${operator}.fat & rat`)).toMatchObject({ operator, value: 'fat & rat' });
    expect(operation(`${operator}(english).x`)).toMatchObject({ configuration: 'english' });
  });

  it('in: quoted values may contain separators', () => {
    const values = (text: string) => operation(`in.(${text})`);
    expect(values('1,2')).toEqual({ kind: 'in', values: ['1', '2'] });
    expect(values('')).toEqual({ kind: 'in', values: [''] });
    expect(values('"a,b","(c)"')).toEqual({ kind: 'in', values: ['a,b', '(c)'] });
    expect(values(String.raw`"\"q\"","\\"`)).toEqual({ kind: 'in', values: ['"q"', '\\'] });
    expect(values('"a"b,null')).toEqual({ kind: 'in', values: ['"a"b', 'null'] });
  });

  it.each(['null', 'not_null', 'true', 'false', 'unknown'])('is.%s, in any case', (value) => {
    expect(operation(`is.${value}`)).toEqual({ kind: 'is', value });
    expect(operation(`is.${value.toUpperCase()}`)).toEqual({ kind: 'is', value });
  });

  it('not. negates, and the value null of other operators is a text', () => {
    expect(read(filterValue, 'not.eq.null')).toMatchObject({
      negated: true,
      operation: { value: 'null' },
    });
    expect(operation('isdistinct.null')).toEqual({ kind: 'isdistinct', value: 'null' });
  });

  it.each([
    ['noop.0', '1: unexpected "o" expecting "not" or operator (eq, gt, ...)'],
    ['val', '1: unexpected "v" expecting "not" or operator (eq, gt, ...)'],
    ['', '1: unexpected end of input expecting "not" or operator (eq, gt, ...)'],
    ['is.nope', '6: unexpected "p" expecting isVal: (null, not_null, true, false, unknown)'],
    ['in.1', '4: unexpected "1" expecting "("'],
    ['eq().x', '4: unexpected ")" expecting operator (eq, gt, ...)'],
  ])('refuses %s', (text, words) => {
    expect(refusal(filterValue, text)).toBe(words);
  });

  it('and, or: nested, negated, with quoted values and arrays', () => {
    expect(read(logicTree, 'or(a.eq.1,not.and(b.cs.{1,2},c.not.is.null))')).toMatchObject({
      operator: 'or',
      conditions: [
        { field: { name: 'a' } },
        {
          operator: 'and',
          negated: true,
          conditions: [{ operation: { value: '{1,2}' } }, { negated: true }],
        },
      ],
    });
    const quotes = String.raw`or(a.ilike."*(x)*",b.eq."say \"hi\", ok",c.in.(1,"2,3"))`;
    expect(read(logicTree, quotes)).toMatchObject({
      conditions: [
        { operation: { value: '*(x)*' } },
        { operation: { value: 'say "hi", ok' } },
        { operation: { values: ['1', '2,3'] } },
      ],
    });
  });

  it.each([
    [
      'or()',
      '4: unexpected ")" expecting field name (* or [a..z0..9_$]), negation operator (not) or logic operator (and, or)',
    ],
    ['or)(', '3: unexpected ")" expecting "("'],
    ['or(id.in.1,2,id.eq.3)', '10: unexpected "1" expecting "("'],
    ['and(ord(id.eq.1,id.eq.1),id.eq.2)', '7: unexpected "d" expecting "("'],
    [
      'or(id.eq.1,not.xor(id.eq.2,id.eq.3))',
      '16: unexpected "x" expecting logic operator (and, or)',
    ],
  ])('refuses %s', (text, words) => {
    expect(refusal(logicTree, text)).toBe(words);
  });
});

describe('order', () => {
  it('takes directions, nulls, JSON and columns of embeds', () => {
    expect(read(orderList, 'a.desc.nullslast, b->>c.nullsfirst,d(e).asc')).toMatchObject([
      { field: { name: 'a' }, direction: 'desc', nulls: 'nulls last' },
      { field: { name: 'b', path: [{ to: { key: 'c' } }] }, nulls: 'nulls first' },
      { relation: 'd', field: { name: 'e' }, direction: 'asc' },
    ]);
  });

  it.each([
    ['id.ac', '4: unexpected "c" expecting "asc", "desc", "nullsfirst" or "nullslast"'],
    ['id.descc', '8: unexpected \'c\' expecting delimiter (.), "," or end of input'],
    ['id.nullslasttt', '13: unexpected \'t\' expecting "," or end of input'],
    ['id.asc.nlsfst', '8: unexpected "l" expecting "nullsfirst" or "nullslast"'],
    [
      'clients(name,id)',
      '8: unexpected \'(\' expecting letter, digit, "-", "->>", "->", delimiter (.), "," or end of input',
    ],
  ])('refuses %s', (text, words) => {
    expect(refusal(orderList, text)).toBe(words);
  });
});

describe('an address', () => {
  const parse = (search: string, isCall = false) =>
    parseQuery([...new URLSearchParams(search)], isCall);

  it('becomes select, filters, logic, order and ranges, by level', () => {
    expect(
      parse('id=eq.1&b.id=gt.2&b.or=(x.eq.1)&b.order=c&limit=5&offset=2&b.limit=1&select=*'),
    ).toMatchObject({
      filters: [
        { embed: [], value: { field: { name: 'id' } } },
        { embed: ['b'], value: { field: { name: 'id' } } },
      ],
      logic: [{ embed: ['b'], value: { operator: 'or' } }],
      order: [{ embed: ['b'] }],
      ranges: [
        { embed: [], value: { offset: 2n, limit: 5n } },
        { embed: ['b'], value: { offset: 0n, limit: 1n } },
      ],
    });
  });

  it('filters by any name, even those of JavaScript', () => {
    const { filterNames } = parse('constructor=eq.1&__proto__=eq.2&hasOwnProperty=is.null');
    expect([...filterNames]).toEqual(['constructor', '__proto__', 'hasOwnProperty']);
  });

  it('of a call has the other parameters as arguments', () => {
    expect(parse('a=1&b=eq.2&c=eq().x', true)).toMatchObject({
      args: [
        ['a', '1'],
        ['c', 'eq().x'],
      ],
      filters: [{ value: { field: { name: 'b' } } }],
    });
  });

  it('of a call with an incomplete filter is refused', () => {
    expect(() => parse('a=in.(1', true)).toThrow('failed to parse filter (in.(1)');
  });

  it('names the invalid parameter', () => {
    expect(() => parse('id=zz.1')).toThrow('"failed to parse filter (zz.1)" (line 1, column 1)');
    expect(() => parse('select=a(')).toThrow('failed to parse select parameter (a()');
    expect(() => parse('order=a.up')).toThrow('failed to parse order (a.up)');
    expect(() => parse('or=()')).toThrow('failed to parse logic tree (())');
  });

  it('nested deeper than the stack is refused', () => {
    expect(() => parse(`and=${'(and'.repeat(100_000)}`)).toThrow(ParseError);
  });
});
