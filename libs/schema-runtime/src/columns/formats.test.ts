import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import {
  bit,
  bytea,
  cidr,
  inet,
  lsn,
  macaddr,
  macaddr8,
  oid,
  tid,
  varbit,
  vector,
  xid8,
} from './formats.ts';
import { box, circle, line, lseg, path, point, polygon } from './geometry.ts';
import { multirange, range } from './ranges.ts';

describe.each<[name: string, schema: z.ZodType, taken: string[], refused: string[]]>([
  ['bytea', bytea, [String.raw`\x`, String.raw`\x00Ff`], [String.raw`\x0`, '00', '']],
  ['bit(3)', bit(3), ['101'], ['10', '1010', '102']],
  ['varbit', varbit(), ['', '1'.repeat(99)], ['2']],
  ['varbit(2)', varbit(2), ['', '10'], ['101']],
  [
    'inet',
    inet,
    ['192.168.0.1', '192.168.0.1/24', '::1', 'fe80::1/64', '::ffff:1.2.3.4', '1:2:3:4:5:6:7:8'],
    ['192.168.0', '256.1.1.1', '1.2.3.4/33', '1:2:3:4:5:6:7:8:9', ':::1', '::1/129', '1.2.3.4/08'],
  ],
  [
    'cidr',
    cidr,
    ['10.0.0.0/8', '::/0', '2001:db8::/32', '::ffff:1.2.3.0/120'],
    // bits to the right of the mask (22P02)
    ['10.0.0.1/8', '10.0.0.0', '2001:db8::1/32'],
  ],
  ['macaddr', macaddr, ['08:00:2b:01:02:03'], ['08:00:2b:01:02', '08002b010203']],
  ['macaddr8', macaddr8, ['08:00:2b:01:02:03:04:05'], ['08:00:2b:01:02:03']],
  ['oid', oid, ['0', '4294967295'], ['4294967296', '-1', '010']],
  ['xid8', xid8, ['18446744073709551615'], ['18446744073709551616', '010']],
  ['tid', tid, ['(4294967295,65535)'], ['(0,65536)', '0,1']],
  ['lsn', lsn, ['16/B374D848'], ['16', '16/123456789']],
  ['vector(3)', vector(3), ['[1,2.5,-3e-05]'], ['[1,2]', '[1,2,NaN]', '[1,2,1e39]', '1,2,3']],
  ['vector', vector(), ['[1]', '[1,2]'], ['[]']],
  ['point', point, ['(1,2.5)', '(NaN,-Infinity)'], ['(1e999,1)', '(1,1e-999)', '1,2']],
  ['line', line, ['{1,-1,0}'], ['{0,0,1}']],
  ['lseg', lseg, ['[(0,0),(1,1)]'], ['[(0,0)]']],
  ['box', box, ['(1,1),(0,0)'], ['(1,1)']],
  ['path', path, ['[(0,0),(1,1)]', '((0,0))'], ['[(0,0),(1,1))', '[]']],
  ['polygon', polygon, ['((0,0),(1,1),(1,0))'], ['[(0,0)]']],
  ['circle', circle, ['<(0,0),1>', '<(0,0),0>'], ['<(0,0),-1>']],
  [
    'int4range',
    range('int4'),
    ['empty', '[1,6)', '(,)', '[-2147483648,2147483647)', '[5,5]'],
    // the last two have no next number (22003)
    ['[6,1)', '[a,b)', '[1,6', '[1,2147483648)', '[1,2147483647]', '(2147483647,)'],
  ],
  [
    'int8range',
    range('int8'),
    ['[-9223372036854775808,9223372036854775807)'],
    ['[1,9223372036854775808)'],
  ],
  ['numrange', range('num'), ['(1.5,2]', '[1,Infinity]'], ['[1e5,2)', '[NaN,)']],
  [
    'daterange',
    range('date'),
    ['[2026-01-01,)', '["0044-03-15 BC",infinity]'],
    ['[2026-02-30,)', '[2026-01-02,2026-01-01)'],
  ],
  ['tsrange', range('ts'), ['["2026-01-01 00:00:00",)'], ['["2026-01-01 00:00:00+00",)']],
  ['tstzrange', range('tstz'), ['["2026-01-01 00:00:00+00",infinity)'], ['[2026-01-01,)']],
  [
    'int4multirange',
    multirange('int4'),
    ['{}', '{[1,2),[5,7)}', '{(,)}'],
    ['{[1,2),}', '{[1,2)[5,7)}', '{[2,1)}', '[1,2)'],
  ],
  [
    'tsmultirange',
    multirange('ts'),
    ['{["2026-01-01 00:00:00","2026-01-02 00:00:00"],["2027-01-01 00:00:00",infinity)}'],
    ['{["2026-01-01 00:00:00"]}'],
  ],
])('%s', (_name, schema, taken, refused) => {
  const takes = (values: readonly unknown[]) =>
    values.filter((value) => schema.safeParse(value).success);

  it('takes what Postgres has, and nothing else', () => {
    expect(takes(taken)).toEqual(taken);
    expect(takes([...refused, 5, null, undefined])).toEqual([]);
  });

  it('says what it expected', () => {
    const messages = ['~', null].map((value) => schema.safeParse(value).error?.issues[0]?.message);
    expect(messages).toEqual([
      expect.stringMatching(/^expected .+, got "~"$/),
      expect.stringMatching(/^expected .+, got null$/),
    ]);
  });
});
