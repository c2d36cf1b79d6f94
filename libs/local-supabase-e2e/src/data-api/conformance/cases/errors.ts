import type { Case } from '../../cases.ts';
import { refuses } from '../case.ts';

const raises = (
  code: string,
  status: number,
  more: object = {},
  answer: object = { code },
): Case => ({
  request: 'POST /rpc/fail',
  body: { code, ...more },
  status,
  answer,
});

const method = (request: string, code: string, message: string): Case => ({
  request,
  status: 405,
  answer: { code, message, details: null, hint: null },
});

const deep = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

export const errors: readonly Case[] = [
  refuses('/nope', 404, 'PGRST205', {
    message: "Could not find the table 'lab.nope' in the schema cache",
    details: null,
    hint: null,
  }),
  refuses('/film', 404, 'PGRST205', { hint: "Perhaps you meant the table 'lab.films'" }),
  refuses('/Films', 404, 'PGRST205', { hint: "Perhaps you meant the table 'lab.films'" }),
  refuses('/%ff', 404, 'PGRST205'),
  refuses('/%zz', 404, 'PGRST205', {
    message: "Could not find the table 'lab.%zz' in the schema cache",
  }),
  refuses('/constructor', 404, 'PGRST205'),
  refuses('/__proto__', 404, 'PGRST205'),
  refuses('/films/1', 404, 'PGRST125', { message: 'Invalid path specified in request URL' }),
  refuses('/films/', 404, 'PGRST125'),
  refuses('/rpc/add/x', 404, 'PGRST125'),
  {
    request: 'GET /films',
    headers: { 'accept-profile': 'nope' },
    status: 406,
    answer: {
      code: 'PGRST106',
      message: 'Invalid schema: nope',
      hint: 'Only the following schemas are exposed: lab, lab_other',
    },
  },
  {
    request: 'POST /films',
    headers: { 'content-profile': 'nope' },
    body: {},
    status: 406,
    answer: { code: 'PGRST106' },
  },
  method('PUT /rpc/add', 'PGRST101', 'Cannot use the PUT method on RPC'),
  method('DELETE /rpc/add', 'PGRST101', 'Cannot use the DELETE method on RPC'),
  method('PATCH /rpc/add', 'PGRST101', 'Cannot use the PATCH method on RPC'),
  method('POST /', 'PGRST117', 'Unsupported HTTP method: POST'),
  method('DELETE /', 'PGRST117', 'Unsupported HTTP method: DELETE'),
  {
    request: 'GET /films',
    headers: { prefer: 'handling=strict, anything, count=exact' },
    status: 400,
    answer: {
      code: 'PGRST122',
      message: 'Invalid preferences given with handling=strict',
      details: 'Invalid preferences: anything',
      hint: null,
    },
  },
  { request: 'GET /films', headers: { prefer: 'handling=lenient, anything' }, status: 200 },
  { request: 'GET /films', headers: { prefer: 'handling=strict, tx=rollback' }, status: 200 },
  raises('P0001', 400),
  raises('23514', 400),
  raises('42501', 403),
  raises('40001', 500),
  raises('PT402', 402, {}, { code: 'PT402', message: 'no', hint: 'h' }),
  raises('PT999', 500),
  raises(
    'PGRST',
    429,
    {
      message: '{"code": "SLOW", "message": "later", "hint": "wait"}',
      detail: '{"status": 429, "headers": {"Retry-After": "9"}}',
    },
    { code: 'SLOW', message: 'later', details: null, hint: 'wait' },
  ),
  raises(
    'PGRST',
    500,
    { message: 'x' },
    {
      code: 'PGRST121',
      message: `Could not parse JSON in the "RAISE SQLSTATE 'PGRST'" error`,
      details: "Invalid JSON value for MESSAGE: 'x'",
      hint: "MESSAGE must be a JSON object with obligatory keys: 'code', 'message' and optional keys: 'details', 'hint'.",
    },
  ),
  raises(
    'PGRST',
    500,
    { message: '{"code":"1","message":"2"}', detail: '{"a":1}' },
    {
      code: 'PGRST121',
      details: `Invalid JSON value for DETAIL: '{"a":1}'`,
      hint: "DETAIL must be a JSON object with obligatory keys: 'status', 'headers' and optional key: 'status_text'.",
    },
  ),
  // deep JSON is JSON
  {
    request: 'POST /items',
    body: `{"name":"x","doc":${deep(1000)}}`,
    status: 201,
    leaves: ['select name from lab.items where id > 3', [{ name: 'x' }]],
  },
  {
    request: 'POST /items',
    body: `{"name":"x","doc":${deep(10_000)}}`,
    status: 201,
  },
  {
    request: 'POST /rpc/answer',
    body: deep(10_000),
    status: 400,
    answer: { code: 'PGRST102', message: 'All object keys must match' },
  },
  {
    request: `GET /films?${'and=(and(id.eq.1))&'.repeat(20)}select=id`,
    status: 200,
    answer: [{ id: 1 }],
  },
];
