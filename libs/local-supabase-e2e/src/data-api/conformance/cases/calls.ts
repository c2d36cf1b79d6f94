import type { Case } from '../../cases.ts';
import { reads, refuses } from '../case.ts';

const post = (name: string, body: unknown, more: Partial<Case>): Case => ({
  request: `POST /rpc/${name}`,
  body,
  status: 200,
  ...more,
});
const text = { 'content-type': 'text/plain' };
const strict = { prefer: 'handling=strict,max-affected=1' };
const alpha = { id: 1, title: 'Alpha' };

export const calls: readonly Case[] = [
  reads('/rpc/answer', '42'),
  post('answer', {}, { answer: '42' }),
  post('answer', '', { answer: '42' }),
  reads('/rpc/no_number', 'null'),
  reads('/rpc/add?a=1&b=2', '3'),
  reads('/rpc/add?a=1', '11'),
  reads('/rpc/add?b=2&a=1', '3'),
  post('add', { a: 1, b: 2 }, { answer: '3' }),
  post('add', { b: 2, a: '1' }, { answer: '3' }),
  post('add?columns=a', { a: 1, b: 2 }, { answer: '11' }),
  post('add', 'a=1&b=2', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    answer: '3',
  }),
  post('add', { a: 'x' }, { status: 400, answer: { code: '22P02' } }),
  refuses('/rpc/add?a=x', 400, '22P02'),
  post('nothing', {}, { status: 204, answer: '', answered: { 'content-type': null } }),
  { request: 'GET /rpc/nothing', status: 204, answer: '' },
  reads('/rpc/get_film?film=1&select=id,title', alpha),
  post('get_film?select=id,title', { film: 1 }, { answer: alpha }),
  reads('/rpc/get_film?film=9&select=id', { id: null }),
  reads('/rpc/films_after?since=1995&select=id', [{ id: 2 }]),
  reads('/rpc/films_after?since=1980&select=id,title&id=eq.1', [alpha]),
  reads('/rpc/films_after?since=1980&select=id&order=id.desc', [{ id: 2 }, { id: 1 }]),
  reads('/rpc/films_after?since=1980&select=id&order=id&limit=1', [{ id: 1 }]),
  reads('/rpc/films_after?since=1980&select=id&or=(id.eq.2,id.eq.3)', [{ id: 2 }]),
  reads('/rpc/films_after?since=1980&select=id&title=like.A*', [{ id: 1 }]),
  reads('/rpc/films_after?since=1995&select=id,directors(name)', [
    { id: 2, directors: { name: 'Ann' } },
  ]),
  reads('/rpc/films_after?since=1995&select=id,actors(name)', [
    { id: 2, actors: [{ name: 'Xi' }] },
  ]),
  reads('/rpc/films_after?since=1995&select=id,...directors(name)', [{ id: 2, name: 'Ann' }]),
  post('films_after?select=id', { since: 1995 }, { answer: [{ id: 2 }] }),
  post(
    'films_after?select=id',
    { since: 1995 },
    {
      headers: { accept: 'application/vnd.pgrst.object+json' },
      answer: '{"id":2}',
    },
  ),
  post(
    'films_after?select=id,title',
    { since: 1980 },
    {
      headers: { accept: 'application/vnd.pgrst.object+json' },
      status: 406,
      answer: { code: 'PGRST116' },
    },
  ),
  post(
    'films_after',
    { since: 1980 },
    {
      headers: strict,
      status: 400,
      answer: { code: 'PGRST124' },
    },
  ),
  post(
    'answer',
    {},
    {
      headers: strict,
      status: 400,
      answer: {
        code: 'PGRST128',
        message:
          'Function must return SETOF or TABLE when max-affected preference is used with handling=strict',
      },
    },
  ),
  reads('/rpc/numbers?n=3', '[1, 2, 3]'),
  reads('/rpc/numbers?n=0', '[]'),
  reads('/rpc/totals', '[{"kind":"films","n":3}, \n {"kind":"actors","n":9007199254740993}]'),
  reads('/rpc/totals?kind=eq.films&select=n', [{ n: 3 }]),
  reads('/rpc/outs', { x: 1, y: 'one' }),
  reads('/rpc/sum_all?n=1&n=2&n=3', '6'),
  post('sum_all', { n: [1, 2, 3] }, { answer: '6' }),
  post('sum_all', 'n=1&n=2', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    answer: '3',
  }),
  reads('/rpc/same_json?given={"a":1}', '{"a":1}'),
  post('same_json', { given: '[1]' }, { answer: '"[1]"' }),
  post('same_json', { given: [1, { b: 2 }] }, { answer: [1, { b: 2 }] }),
  post('same_json', '{"given":9007199254740993}', { answer: '9007199254740993' }),
  reads('/rpc/same_list?given={a,"b,c"}', ['a', 'b,c']),
  post('same_list', { given: ['a', 'b,c', null] }, { answer: ['a', 'b,c', null] }),
  reads('/rpc/overloaded?a=1', '"one"'),
  reads('/rpc/overloaded?a=1&b=2', '"two"'),
  post('overloaded', { a: 1, b: 2 }, { answer: '"two"' }),
  refuses('/rpc/unclear?a=1', 300, 'PGRST203', {
    message:
      'Could not choose the best candidate function between: lab.unclear(a => integer), lab.unclear(a => text)',
    hint: 'Try renaming the parameters or the function itself in the database so function overloading can be resolved',
  }),
  post('take_json', { a: 1 }, { answer: { a: 1 } }),
  post('take_json', [1, 2], { status: 400 }),
  post('take_json', [{ a: 1 }, { a: 2 }], { answer: [{ a: 1 }, { a: 2 }] }),
  post('take_text', 'hello', { headers: text, answer: '"hello"' }),
  post('take_bytea', 'abc', {
    headers: { 'content-type': 'application/octet-stream' },
    answer: '"616263"',
  }),
  { request: 'HEAD /rpc/answer', status: 200, answer: '' },
  // headers and status that a function sets
  post(
    'say',
    { header: '[{"X-One": "1"}, {"Set-Cookie": "a=b"}]', status: '202' },
    {
      status: 202,
      answer: '"said"',
      answered: { 'x-one': '1', 'set-cookie': 'a=b' },
    },
  ),
  post(
    'say',
    { header: '[{"Content-Type": "text/x"}]' },
    {
      answered: { 'content-type': 'text/x' },
    },
  ),
  post('say', { header: '{"X": "1"}' }, { status: 500, answer: { code: 'PGRST111' } }),
  post('say', { header: '[{"X": 1}]' }, { status: 500, answer: { code: 'PGRST111' } }),
  post('say', { header: '[{"X y": "1"}]' }, { status: 500, answer: { code: 'PGRST111' } }),
  post('say', { header: '[]', status: '99' }, { status: 500, answer: { code: 'PGRST112' } }),
  post('say', { header: '[]', status: 'x' }, { status: 500, answer: { code: 'PGRST112' } }),
  // preferences
  post(
    'zone',
    {},
    {
      headers: { prefer: 'timezone=America/Los_Angeles' },
      answer: '"America/Los_Angeles"',
      answered: { 'preference-applied': 'timezone=America/Los_Angeles' },
    },
  ),
  post(
    'zone',
    {},
    {
      headers: { prefer: 'timezone=Nowhere/City' },
      answer: '"UTC"',
      answered: { 'preference-applied': null },
    },
  ),
  post(
    'zone',
    {},
    {
      headers: { prefer: 'handling=strict,timezone=Nowhere/City' },
      status: 400,
      answer: { code: 'PGRST122', details: 'Invalid preferences: timezone=Nowhere/City' },
    },
  ),
  post('add_item?select=id,name', { name: 'x' }, { answer: [{ id: 4, name: 'x' }] }),
  refuses('/rpc/add_item?name=x', 405, '25006', {
    message: 'cannot execute INSERT in a read-only transaction',
  }),
  post(
    'slow',
    {},
    {
      status: 500,
      answer: { code: '57014', message: 'canceling statement due to statement timeout' },
    },
  ),
  // what is not there
  refuses('/rpc/nope', 404, 'PGRST202', {
    message: 'Could not find the function lab.nope without parameters in the schema cache',
    details:
      'Searched for the function lab.nope without parameters, but no matches were found in the schema cache.',
    hint: null,
  }),
  refuses('/rpc/answe?a=1', 404, 'PGRST202', {
    message: 'Could not find the function lab.answe(a) in the schema cache',
    details:
      'Searched for the function lab.answe with parameter a, but no matches were found in the schema cache.',
    hint: 'Perhaps you meant to call the function lab.answer',
  }),
  post(
    'answe',
    { b: 1, a: 1 },
    {
      status: 404,
      answer: {
        code: 'PGRST202',
        message: 'Could not find the function lab.answe(a, b) in the schema cache',
        details:
          'Searched for the function lab.answe with parameters a, b or with a single unnamed json/jsonb parameter, but no matches were found in the schema cache.',
      },
    },
  ),
  refuses('/rpc/add?a=1&c=2', 404, 'PGRST202', {
    hint: 'Perhaps you meant to call the function lab.add(a, b)',
  }),
  refuses('/rpc/add?b=2', 404, 'PGRST202'),
  post('answe', 'x', {
    headers: text,
    status: 404,
    answer: {
      message: 'Could not find the function lab.answe in the schema cache',
      details:
        'Searched for the function lab.answe with a single unnamed text parameter, but no matches were found in the schema cache.',
      hint: null,
    },
  }),
  refuses('/rpc/films_after?since=1980&select=nope', 400, '42703', {
    message: 'column pgrst_call.nope does not exist',
  }),
];
