import type { Case } from '../../cases.ts';
import { reads } from '../case.ts';

const type = (column: string, text: string): Case =>
  reads(`/every_type?id=eq.1&select=${column}`, `[{"${column}":${text}}]`);

const accepts = (accept: string, path: string, more: Partial<Case>): Case => ({
  request: `GET ${path}`,
  headers: { accept },
  status: 200,
  ...more,
});

const object = 'application/vnd.pgrst.object+json';
const array = 'application/vnd.pgrst.array+json';

export const formats: readonly Case[] = [
  // each type as Postgres writes it in JSON
  type('a_smallint', '-3'),
  type('a_bigint', '9007199254740993'),
  type('a_numeric', '12345678901234567890.5000'),
  type('a_fixed', '8.50'),
  type('a_real', '0.1'),
  type('a_double', '1e+100'),
  type('a_money', '"$12.34"'),
  type('a_boolean', 'true'),
  type('a_text', String.raw`"é \"q\" \\ ž"`),
  type('a_char', '"ab "'),
  type('a_date', '"2026-02-22"'),
  type('a_time', '"10:11:12.5"'),
  type('a_timetz', '"10:11:12+02"'),
  type('a_timestamp', '"2026-02-22T20:42:00.123456"'),
  type('a_timestamptz', '"2026-02-22T18:42:00+00:00"'),
  type('an_interval', '"1 day 02:03:04"'),
  type('a_uuid', '"00000000-0000-4000-8000-00000000000a"'),
  type('a_bytea', String.raw`"\\xdeadbeef"`),
  type('a_bit', '"101"'),
  type('an_inet', '"10.0.0.1/24"'),
  type('a_cidr', '"10.0.0.0/8"'),
  type('a_macaddr', '"08:00:2b:01:02:03"'),
  type('a_point', '"(1,2)"'),
  type('a_box', '"(1,1),(0,0)"'),
  type('a_json', '{"b" : 1,  "a":[1.50]}'),
  type('a_jsonb', '{"a": [1.50], "b": 1}'),
  type('an_xml', '"<a>x</a>"'),
  type('a_tsvector', `"'cat':1"`),
  type('an_int4range', '"[1,5)"'),
  type('a_tstzrange', String.raw`"[\"2026-01-01 00:00:00+00\",)"`),
  type('a_multirange', '"{[1,3),[5,7)}"'),
  type('a_mood', '"calm"'),
  type('a_score', '77'),
  type('a_pair', '{"x":1,"y":2.50}'),
  type('integers', '[1,null,3]'),
  type('texts', '["a","b c",null,"NULL"]'),
  type('moods', '["sad","glad"]'),
  type('pairs', '[{"x":1,"y":2.50},{"x":null,"y":null}]'),
  type('jsons', '[{"a": 1},null]'),
  reads('/every_type?id=eq.1&select=a_pair->y', '[{"y":2.50}]'),
  // one object
  accepts(object, '/films?id=eq.1&select=id', {
    answer: '{"id":1}',
    answered: { 'content-type': `${object}; charset=utf-8` },
  }),
  accepts(object, '/films?select=id', {
    status: 406,
    answer: {
      code: 'PGRST116',
      message: 'Cannot coerce the result to a single JSON object',
      details: 'The result contains 3 rows',
      hint: null,
    },
    answered: {
      'content-type': 'application/json; charset=utf-8',
      'proxy-status': 'PostgREST; error=PGRST116',
    },
  }),
  accepts(object, '/films?id=eq.9', {
    status: 406,
    answer: { code: 'PGRST116', details: 'The result contains 0 rows' },
  }),
  accepts('application/vnd.pgrst.object', '/films?id=eq.1&select=id', { answer: '{"id":1}' }),
  accepts(`${object};nulls=stripped`, '/films?id=eq.3&select=id,year,tags', {
    answer: '{"id":3}',
    answered: { 'content-type': `${object};nulls=stripped; charset=utf-8` },
  }),
  accepts(`${array};nulls=stripped`, '/films?id=eq.3&select=id,year', {
    answer: '[{"id":3}]',
    answered: { 'content-type': `${array};nulls=stripped; charset=utf-8` },
  }),
  accepts(array, '/films?id=eq.3&select=id,year', {
    answer: '[{"id":3,"year":null}]',
    answered: { 'content-type': 'application/json; charset=utf-8' },
  }),
  // CSV
  accepts('text/csv', '/films?select=id,title,tags,year&order=id', {
    answer:
      'id,title,tags,year\n1,Alpha,"{old,good}",1990\n2,"Beta, again",{new},2000\n3,"Gamma ""G""",,',
    answered: { 'content-type': 'text/csv; charset=utf-8' },
  }),
  accepts('text/csv', '/every_type?id=eq.1&select=a_boolean,a_timestamptz,a_jsonb,a_double', {
    answer:
      'a_boolean,a_timestamptz,a_jsonb,a_double\nt,"2026-02-22 18:42:00+00","{""a"": [1.50], ""b"": 1}",1e+100',
  }),
  accepts('text/csv', '/films?id=eq.9', { answer: '\n' }),
  // negotiation
  accepts('*/*', '/films?id=eq.1&select=id', {
    answered: { 'content-type': 'application/json; charset=utf-8' },
  }),
  accepts('text/html,*/*;q=0.8', '/films?id=eq.1&select=id', { answer: '[{"id":1}]' }),
  accepts('text/csv;q=0.5,application/json', '/films?id=eq.1&select=id', { answer: '[{"id":1}]' }),
  accepts('text/csv,application/json;q=0.5', '/films?id=eq.1&select=id', { answer: 'id\n1' }),
  accepts('Application/JSON', '/films?id=eq.1&select=id', { answer: '[{"id":1}]' }),
  accepts('image/png', '/films', {
    status: 406,
    answer: {
      code: 'PGRST107',
      message: 'None of these media types are available: image/png',
      details: null,
      hint: null,
    },
  }),
  accepts('text/html, image/png', '/films', {
    status: 406,
    answer: { message: 'None of these media types are available: text/html, image/png' },
  }),
  accepts('application/vnd.pgrst.plan+json', '/films', { status: 406 }),
  accepts('image/png', '/', { status: 406, answer: { code: 'PGRST107' } }),
  accepts('application/openapi+json', '/', {
    answered: { 'content-type': 'application/openapi+json; charset=utf-8' },
  }),
  // where an answer is from
  {
    request: 'GET /films?select=id&id=eq.1&order=id',
    status: 200,
    answered: {
      'content-location': '/films?id=eq.1&order=id&select=id',
      'content-profile': 'lab',
    },
  },
  { request: 'GET /films', status: 200, answered: { 'content-location': '/films' } },
  {
    request: 'GET /notes',
    headers: { 'accept-profile': 'lab_other' },
    status: 200,
    answer: [{ id: 1, body: 'elsewhere' }],
    answered: { 'content-profile': 'lab_other' },
  },
  {
    request: 'POST /notes',
    headers: { 'content-profile': 'lab_other' },
    body: { id: 2 },
    status: 201,
    leaves: ['select id from lab_other.notes where id = 2', [{ id: 2 }]],
  },
  // OPTIONS
  {
    request: 'OPTIONS /films',
    status: 200,
    answered: { allow: 'OPTIONS,GET,HEAD,POST,PUT,PATCH,DELETE' },
  },
  {
    request: 'OPTIONS /no_key',
    status: 200,
    answered: { allow: 'OPTIONS,GET,HEAD,POST,PATCH,DELETE' },
  },
  { request: 'OPTIONS /film_count', status: 200, answered: { allow: 'OPTIONS,GET,HEAD' } },
  {
    request: 'OPTIONS /film_titles',
    status: 200,
    answered: { allow: 'OPTIONS,GET,HEAD,POST,PUT,PATCH,DELETE' },
  },
  { request: 'OPTIONS /rpc/answer', status: 200, answered: { allow: 'OPTIONS,GET,HEAD,POST' } },
  { request: 'OPTIONS /rpc/nothing', status: 200, answered: { allow: 'OPTIONS,POST' } },
  { request: 'OPTIONS /', status: 200, answered: { allow: 'OPTIONS,GET,HEAD' } },
];
