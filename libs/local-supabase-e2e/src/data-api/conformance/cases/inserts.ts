import type { Case } from '../../cases.ts';
import { shown, csv, form, post, newItems, item, refused, mismatch, invalid } from '../changes.ts';

export const inserts: readonly Case[] = [
  // rows, missing keys and defaults
  post('/items', { name: 'x' }, { answer: '', leaves: newItems([item('x')]) }),
  post('/items', [{ name: 'x' }, { name: 'y' }], { leaves: newItems([item('x'), item('y')]) }),
  post('/items', { name: 'x', qty: null }, { leaves: newItems([item('x', { qty: null })]) }),
  post('/items', [{ name: 'x', qty: 1 }, { name: 'y' }], { status: 400, ...mismatch }),
  post('/items', [{ name: 'x' }, 1], { status: 400, ...mismatch }),
  post('/items?columns=name,qty', [{ name: 'x' }, { name: 'y', qty: 9 }], {
    leaves: newItems([item('x', { qty: null }), item('y', { qty: 9 })]),
  }),
  post('/items?columns=name,qty', [{ name: 'x' }, { name: 'y', qty: 9 }], {
    headers: { prefer: 'missing=default' },
    answered: { 'preference-applied': 'missing=default' },
    leaves: newItems([item('x'), item('y', { qty: 9 })]),
  }),
  post('/items?columns=name', { name: 'x', qty: 9 }, { leaves: newItems([item('x')]) }),
  post('/items?columns="name"', { name: 'x' }, { leaves: newItems([item('x')]) }),
  post(
    '/items?columns=name,nope',
    { name: 'x' },
    {
      status: 400,
      ...refused('PGRST204', {
        message: "Could not find the 'nope' column of 'items' in the schema cache",
      }),
    },
  ),
  post('/items', { name: 'x', nope: 1 }, { status: 400, ...refused('PGRST204') }),
  post('/items', { name: 'x', __proto: 1 }, { status: 400, ...refused('PGRST204') }),
  post('/items', '{"name":"x","__proto__":1}', { status: 400, ...refused('PGRST204') }),
  post('/items', [], { answer: '', leaves: newItems([]) }),
  post('/items', [], { headers: shown, answer: [] }),
  post('/items', 'null', { leaves: newItems([]) }),
  post('/items', '5', { leaves: newItems([]) }),
  post(
    '/items',
    {},
    {
      status: 400,
      ...refused('23502', {
        message: 'null value in column "name" of relation "items" violates not-null constraint',
      }),
    },
  ),
  post(
    '/no_key',
    {},
    { leaves: ['select * from lab.no_key where a is null', [{ a: null, b: null }]] },
  ),
  post('/no_key', [{}, {}], {
    leaves: ['select count(*) as n from lab.no_key where a is null', [{ n: 2 }]],
  }),
  post('/items', '', { status: 400, ...invalid }),
  post('/items', '{"name":', { status: 400, ...invalid }),
  post('/items?columns=name', '{"name":', {
    status: 400,
    ...refused('22P02', { message: 'invalid input syntax for type json' }),
  }),
  post(
    '/items',
    { name: 'x' },
    {
      headers: { 'content-type': 'image/png' },
      status: 400,
      ...refused('PGRST102', { message: 'Content-Type not acceptable: image/png' }),
    },
  ),
  // values reach Postgres as they are
  post(
    '/items',
    { name: 'x', doc: '{"a":1}' },
    { leaves: newItems([item('x', { doc: '{"a":1}' })]) },
  ),
  post('/items', { name: 'x', doc: '5' }, { leaves: newItems([item('x', { doc: '5' })]) }),
  post('/items', { name: 'x', doc: 'null' }, { leaves: newItems([item('x', { doc: 'null' })]) }),
  post(
    '/items',
    { name: 'x', doc: [1, { b: null }] },
    {
      leaves: newItems([item('x', { doc: [1, { b: null }] })]),
    },
  ),
  post('/items', '{"name":"x","doc":{"n":9007199254740993}}', {
    leaves: ["select doc->>'n' as n from lab.items where id > 3", [{ n: '9007199254740993' }]],
  }),
  post('/items', { name: { b: 1 } }, { leaves: newItems([item('{"b":1}')]) }),
  post('/items', { name: 5 }, { leaves: newItems([item('5')]) }),
  post('/items', { name: 'x', qty: '7' }, { leaves: newItems([item('x', { qty: 7 })]) }),
  post(
    '/items',
    { name: 'x', qty: 'seven' },
    {
      status: 400,
      ...refused('22P02', { message: 'invalid input syntax for type integer: "seven"' }),
    },
  ),
  post('/items', '{"name":"x","qty":1.5}', { status: 400, ...refused('22P02') }),
  post('/every_type', '{"id":9,"a_bigint":9007199254740993,"a_numeric":0.10000000000000000001}', {
    leaves: [
      'select a_bigint::text as b, a_numeric::text as n from lab.every_type where id = 9',
      [{ b: '9007199254740993', n: '0.10000000000000000001' }],
    ],
  }),
  post(
    '/every_type',
    {
      id: 9,
      texts: ['a', 'b,c', null],
      integers: [
        [1, 2],
        [3, 4],
      ],
    },
    {
      leaves: [
        'select texts, integers from lab.every_type where id = 9',
        [
          {
            texts: ['a', 'b,c', null],
            integers: [
              [1, 2],
              [3, 4],
            ],
          },
        ],
      ],
    },
  ),
  post(
    '/every_type',
    { id: 9, texts: '{a,b}' },
    {
      leaves: ['select texts from lab.every_type where id = 9', [{ texts: ['a', 'b'] }]],
    },
  ),
  post(
    '/every_type',
    { id: 9, a_pair: { x: 1 }, pairs: [{ x: 1, y: 2 }] },
    {
      leaves: [
        'select a_pair, pairs from lab.every_type where id = 9',
        [{ a_pair: { x: 1, y: null }, pairs: [{ x: 1, y: 2 }] }],
      ],
    },
  ),
  post('/every_type', { id: 9, a_varchar: 'abcdef' }, { status: 400, ...refused('22001') }),
  post('/every_type', { id: 9, a_score: 101 }, { status: 400, ...refused('23514') }),
  post(
    '/every_type',
    { id: 9, a_mood: 'glad', a_uuid: null },
    {
      leaves: ['select a_mood from lab.every_type where id = 9', [{ a_mood: 'glad' }]],
    },
  ),
  post('/items', String.raw`{"name":"a\u0000b"}`, { status: 400, ...refused('22P05') }),
  post(
    '/codes',
    { code: 'z', 'odd, name': 'v' },
    {
      leaves: [`select "odd, name" as v from lab.codes where code = 'z'`, [{ v: 'v' }]],
    },
  ),
  // CSV and forms
  post('/items', 'name,qty\nx,1\n"y, z",NULL', {
    headers: csv,
    leaves: newItems([item('x', { qty: 1 }), item('y, z', { qty: null })]),
  }),
  post('/items', 'name,note\r\n"say ""hi""",\r\n', {
    headers: csv,
    leaves: newItems([item('say "hi"', { note: '' })]),
  }),
  post('/items', 'name,qty\nx', {
    headers: csv,
    status: 400,
    ...refused('PGRST102', { message: 'All lines must have same number of fields' }),
  }),
  post('/items', 'name=x+y&note=a%26b', {
    headers: form,
    leaves: newItems([item('x y', { note: 'a&b' })]),
  }),
];
