import type { Case } from '../case.ts';

const shown = { prefer: 'return=representation' };
const csv = { 'content-type': 'text/csv' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

const post = (path: string, body: unknown, more: Partial<Case>): Case => ({
  request: `POST ${path}`,
  body,
  status: 201,
  ...more,
});
const patch = (path: string, body: unknown, more: Partial<Case>): Case => ({
  request: `PATCH ${path}`,
  body,
  status: 204,
  ...more,
});
const put = (path: string, body: unknown, more: Partial<Case>): Case => ({
  request: `PUT ${path}`,
  body,
  status: 204,
  ...more,
});
const remove = (path: string, more: Partial<Case>): Case => ({
  request: `DELETE ${path}`,
  status: 204,
  ...more,
});

type Leaves = NonNullable<Case['leaves']>;
const newItems = (rows: unknown): Leaves => [
  'select name, qty, note, doc from lab.items where id > 3 order by id',
  rows,
];
const pairs = (rows: unknown): Leaves => ['select * from lab.pairs order by a, b', rows];
const item = (name: string, more: object = {}) => ({
  name,
  qty: 5,
  note: null,
  doc: null,
  ...more,
});

const refused = (code: string, more: object = {}) => ({ answer: { code, ...more } });
const mismatch = refused('PGRST102', { message: 'All object keys must match' });
const invalid = refused('PGRST102', { message: 'Empty or invalid json' });

export const writes: readonly Case[] = [
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
  // what is returned
  post(
    '/items',
    { name: 'x' },
    {
      headers: shown,
      answer: [{ id: 4, name: 'x', qty: 5, note: null, doc: null }],
      answered: {
        'preference-applied': 'return=representation',
        'content-range': '*/*',
        location: null,
      },
    },
  ),
  post('/items?select=id,n:name', { name: 'x' }, { headers: shown, answer: [{ id: 4, n: 'x' }] }),
  post(
    '/items?select=id',
    { name: 'x' },
    {
      headers: { ...shown, accept: 'application/vnd.pgrst.object+json' },
      answer: '{"id":4}',
    },
  ),
  post('/items?select=id', [{ name: 'x' }, { name: 'y' }], {
    headers: { ...shown, accept: 'application/vnd.pgrst.object+json' },
    status: 406,
    ...refused('PGRST116'),
    leaves: newItems([]),
  }),
  post('/items?select=id,name', [{ name: 'x' }, { name: 'y' }], {
    headers: { ...shown, accept: 'text/csv' },
    answer: 'id,name\n4,x\n5,y',
  }),
  post(
    '/films?select=id,directors(name)',
    { id: 9, title: 'T', director_id: 2 },
    {
      headers: shown,
      answer: [{ id: 9, directors: { name: 'Bo' } }],
    },
  ),
  post(
    '/films?select=directors(name)',
    { id: 9, title: 'T', director_id: 2 },
    {
      headers: shown,
      answer: [{ directors: { name: 'Bo' } }],
    },
  ),
  post(
    '/items',
    { name: 'x' },
    {
      headers: { prefer: 'return=minimal' },
      answer: '',
      answered: { 'preference-applied': 'return=minimal', location: null },
    },
  ),
  post(
    '/items',
    { name: 'x' },
    {
      headers: { prefer: 'return=headers-only' },
      answer: '',
      answered: { location: '/items?id=eq.4', 'preference-applied': 'return=headers-only' },
    },
  ),
  post(
    '/pairs',
    { a: 7, b: 8 },
    {
      headers: { prefer: 'return=headers-only' },
      answered: { location: '/pairs?a=eq.7&b=eq.8' },
    },
  ),
  post('/items', [{ name: 'x' }, { name: 'y' }], {
    headers: { prefer: 'return=headers-only' },
    answered: { location: null },
  }),
  post('/items', [{ name: 'x' }, { name: 'y' }], {
    headers: { prefer: 'count=exact' },
    answered: { 'content-range': '*/2', 'preference-applied': 'count=exact' },
  }),
  post(
    '/items',
    { name: 'x' },
    {
      headers: { prefer: 'tx=rollback' },
      answered: { 'preference-applied': null },
      leaves: newItems([item('x')]),
    },
  ),
  // upsert
  post(
    '/pairs',
    { a: 1, b: 1, note: 'x' },
    {
      status: 409,
      ...refused('23505', { details: 'Key (a, b)=(1, 1) already exists.' }),
    },
  ),
  post(
    '/pairs?columns=a,b,note,n',
    [
      { a: 1, b: 1, note: 'new' },
      { a: 2, b: 2, n: 6 },
    ],
    {
      headers: { prefer: 'resolution=merge-duplicates' },
      answered: { 'preference-applied': 'resolution=merge-duplicates' },
      leaves: pairs([
        { a: 1, b: 1, note: 'new', n: null },
        { a: 2, b: 2, note: null, n: 6 },
      ]),
    },
  ),
  post(
    '/pairs',
    { a: 1, b: 1, note: 'new' },
    {
      headers: { prefer: 'resolution=merge-duplicates,return=representation' },
      status: 200,
      answer: [{ a: 1, b: 1, note: 'new', n: 1 }],
      answered: { 'preference-applied': 'resolution=merge-duplicates, return=representation' },
    },
  ),
  post(
    '/pairs',
    { a: 1, b: 1, note: 'new' },
    {
      headers: { prefer: 'resolution=ignore-duplicates,return=representation' },
      status: 201,
      answer: [],
      leaves: pairs([{ a: 1, b: 1, note: 'old', n: 1 }]),
    },
  ),
  post(
    '/pairs',
    [
      { a: 1, b: 1 },
      { a: 3, b: 3 },
    ],
    {
      headers: { prefer: 'resolution=ignore-duplicates' },
      leaves: pairs([
        { a: 1, b: 1, note: 'old', n: 1 },
        { a: 3, b: 3, note: null, n: 5 },
      ]),
    },
  ),
  post(
    '/codes?on_conflict=label',
    { code: 'new', label: 'L1' },
    {
      headers: { prefer: 'resolution=merge-duplicates' },
      status: 200,
      leaves: [`select code from lab.codes where label = 'L1'`, [{ code: 'new' }]],
    },
  ),
  post(
    '/codes?on_conflict=nope',
    { code: 'x' },
    {
      headers: { prefer: 'resolution=merge-duplicates' },
      status: 400,
      ...refused('42703'),
    },
  ),
  post(
    '/items?on_conflict=note',
    { name: 'x', note: 'y' },
    {
      headers: { prefer: 'resolution=merge-duplicates' },
      status: 400,
      ...refused('42P10'),
    },
  ),
  post(
    '/no_key',
    { a: 1 },
    {
      headers: { prefer: 'resolution=merge-duplicates' },
      answered: { 'preference-applied': null },
      leaves: ['select count(*) as n from lab.no_key where a = 1', [{ n: 2 }]],
    },
  ),
  // PUT
  put(
    '/pairs?a=eq.1&b=eq.1',
    { a: 1, b: 1, note: 'put', n: 2 },
    {
      leaves: pairs([{ a: 1, b: 1, note: 'put', n: 2 }]),
    },
  ),
  put(
    '/pairs?a=eq.2&b=eq.2',
    { a: 2, b: 2 },
    {
      headers: shown,
      status: 201,
      answer: [{ a: 2, b: 2, note: null, n: 5 }],
    },
  ),
  put(
    '/pairs?a=eq.1&b=eq.1',
    { a: 1, b: 1, note: 'put' },
    {
      headers: shown,
      status: 200,
      answer: [{ a: 1, b: 1, note: 'put', n: 1 }],
    },
  ),
  put(
    '/pairs?a=eq.1&b=eq.1',
    { a: 2, b: 1 },
    {
      status: 400,
      ...refused('PGRST115', {
        message: 'Payload values do not match URL in primary key column(s)',
      }),
      leaves: pairs([{ a: 1, b: 1, note: 'old', n: 1 }]),
    },
  ),
  put(
    '/pairs?a=eq.1',
    { a: 1, b: 1 },
    {
      status: 405,
      ...refused('PGRST105', {
        message: "Filters must include all and only primary key columns with 'eq' operators",
      }),
    },
  ),
  put('/pairs?a=eq.1&b=gt.1', { a: 1, b: 1 }, { status: 405, ...refused('PGRST105') }),
  put('/pairs?a=eq.1&b=eq.1&note=eq.x', { a: 1, b: 1 }, { status: 405, ...refused('PGRST105') }),
  put(
    '/pairs?a=eq.1&b=eq.1&limit=1',
    { a: 1, b: 1 },
    {
      status: 400,
      ...refused('PGRST114', {
        message: 'limit/offset querystring parameters are not allowed for PUT',
      }),
    },
  ),
  // PATCH
  patch(
    '/items?id=eq.1',
    { qty: 9 },
    {
      answer: '',
      answered: { 'content-range': '0-0/*' },
      leaves: ['select qty from lab.items where id = 1', [{ qty: 9 }]],
    },
  ),
  patch(
    '/items?id=eq.1&select=id,qty',
    { qty: 9 },
    {
      headers: shown,
      status: 200,
      answer: [{ id: 1, qty: 9 }],
    },
  ),
  patch(
    '/items?id=gt.1',
    { qty: 9, note: null },
    {
      headers: { prefer: 'count=exact' },
      answered: { 'content-range': '0-1/2' },
      leaves: [
        'select id, qty, note from lab.items where qty = 9 order by id',
        [
          { id: 2, qty: 9, note: null },
          { id: 3, qty: 9, note: null },
        ],
      ],
    },
  ),
  patch('/items?id=eq.99', { qty: 9 }, { answered: { 'content-range': '*/*' } }),
  patch('/items?id=eq.99', { qty: 9 }, { headers: shown, status: 200, answer: [] }),
  patch('/items?id=eq.1', {}, { answered: { 'content-range': '*/*' } }),
  patch('/items', {}, { status: 204 }),
  patch('/items?id=eq.1', {}, { headers: shown, status: 200, answer: [] }),
  patch('/items?id=eq.1', [], { headers: shown, status: 200, answer: [] }),
  patch('/items?id=eq.1', { nope: 1 }, { status: 400, ...refused('PGRST204') }),
  patch(
    '/items?id=eq.1&columns=qty',
    { qty: 8, name: 'no' },
    {
      leaves: ['select name, qty from lab.items where id = 1', [{ name: 'one', qty: 8 }]],
    },
  ),
  patch(
    '/items?id=eq.1&columns=qty',
    {},
    {
      headers: { prefer: 'missing=default' },
      leaves: ['select qty from lab.items where id = 1', [{ qty: 5 }]],
    },
  ),
  patch(
    '/items?or=(id.eq.1,id.eq.2)',
    { qty: 9 },
    {
      leaves: ['select id from lab.items where qty = 9 order by id', [{ id: 1 }, { id: 2 }]],
    },
  ),
  patch(
    '/items?doc->>a=eq.1',
    { qty: 9 },
    {
      leaves: ['select id from lab.items where qty = 9', [{ id: 1 }]],
    },
  ),
  patch(
    '/items',
    { qty: 9 },
    {
      status: 400,
      ...refused('21000', { message: 'UPDATE requires a WHERE clause' }),
    },
  ),
  patch(
    '/items?id=gt.0',
    { qty: 9 },
    {
      headers: { ...shown, accept: 'application/vnd.pgrst.object+json' },
      status: 406,
      ...refused('PGRST116', { details: 'The result contains 3 rows' }),
      leaves: ['select id from lab.items where qty = 9', []],
    },
  ),
  patch(
    '/items?id=gt.0',
    { qty: 9 },
    {
      headers: { prefer: 'handling=strict,max-affected=2' },
      status: 400,
      ...refused('PGRST124', {
        message: 'Query result exceeds max-affected preference constraint',
        details: 'The query affects 3 rows',
      }),
      leaves: ['select id from lab.items where qty = 9', []],
    },
  ),
  patch(
    '/items?id=gt.1',
    { qty: 9 },
    {
      headers: { prefer: 'handling=strict,max-affected=2' },
      answered: { 'preference-applied': 'handling=strict, max-affected=2' },
    },
  ),
  patch(
    '/items?id=gt.0',
    { qty: 9 },
    {
      headers: { prefer: 'max-affected=2' },
      answered: { 'preference-applied': null },
    },
  ),
  patch(
    '/items?id=gt.0&limit=1',
    { qty: 9 },
    {
      leaves: ['select count(*) as n from lab.items where qty = 9', [{ n: 3 }]],
    },
  ),
  patch(
    '/films?id=eq.1&select=id,directors(name)',
    { year: 1 },
    {
      headers: shown,
      status: 200,
      answer: [{ id: 1, directors: { name: 'Ann' } }],
    },
  ),
  // DELETE
  remove('/items?id=eq.1', {
    answer: '',
    answered: { 'content-range': '*/*' },
    leaves: ['select id from lab.items where id = 1', []],
  }),
  remove('/items?id=gt.1&select=id&order=id.desc', {
    headers: shown,
    status: 200,
    answer: [{ id: 3 }, { id: 2 }],
  }),
  remove('/items?id=gt.1', {
    headers: { prefer: 'count=exact' },
    answered: { 'content-range': '*/2' },
  }),
  remove('/items', {
    status: 400,
    ...refused('21000', { message: 'DELETE requires a WHERE clause' }),
  }),
  remove('/items?id=gt.0', {
    headers: { prefer: 'handling=strict,max-affected=1' },
    status: 400,
    ...refused('PGRST124'),
    leaves: ['select count(*) as n from lab.items', [{ n: 3 }]],
  }),
  remove('/directors?id=eq.1', {
    status: 409,
    ...refused('23503', {
      message:
        'update or delete on table "directors" violates foreign key constraint "films_director_id_fkey" on table "films"',
      details: 'Key (id)=(1) is still referenced from table "films".',
    }),
  }),
  remove('/film_titles?id=eq.3', { leaves: ['select id from lab.films where id = 3', []] }),
  post(
    '/film_titles',
    { id: 8, title: 'by view' },
    {
      leaves: ['select title from lab.films where id = 8', [{ title: 'by view' }]],
    },
  ),
  post('/film_count', { n: 1 }, { status: 500, ...refused('55000') }),
];
