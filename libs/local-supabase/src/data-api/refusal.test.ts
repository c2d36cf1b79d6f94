import { describe, expect, it } from 'vitest';
import { httpStatus, refusalOf } from './refusal.ts';

/** PostgREST's documented table, and its source where that has more. */
const documented: readonly (readonly [sqlstate: string, status: number])[] = [
  ['08000', 503],
  ['09000', 500],
  ['0L000', 403],
  ['0P000', 403],
  ['23502', 400],
  ['23503', 409],
  ['23505', 409],
  ['23514', 400],
  ['22P02', 400],
  ['25006', 405],
  ['25000', 500],
  ['28000', 403],
  ['2D000', 500],
  ['38000', 500],
  ['39000', 500],
  ['3B000', 500],
  ['40001', 500],
  ['40P01', 500],
  ['53400', 500],
  ['53300', 503],
  ['54000', 500],
  ['55P03', 500],
  ['57014', 500],
  ['57P01', 503],
  ['58000', 500],
  ['F0000', 500],
  ['HV000', 500],
  ['P0001', 400],
  ['P0002', 500],
  ['XX000', 500],
  ['42883', 404],
  ['42P01', 404],
  ['42P17', 500],
  ['42703', 400],
  ['PK101', 400],
  ['ZZZZZ', 400],
];

describe('the HTTP status of an error of Postgres', () => {
  it.each(documented)('%s is %i', (sqlstate, status) => {
    expect(httpStatus(sqlstate, '', true)).toBe(status);
  });

  it('42501 is 401 for anon, and 403 for other roles', () => {
    expect(httpStatus('42501', '', false)).toBe(401);
    expect(httpStatus('42501', '', true)).toBe(403);
  });

  it.each([
    ['PT402', 402],
    ['PT503', 503],
    ['PT999', 500],
    ['PTabc', 500],
    ['PT100', 500],
  ])('%s chooses %i, where a status can be that', (sqlstate, status) => {
    expect(httpStatus(sqlstate, '', true)).toBe(status);
  });

  it('depends on the message in the cases where PostgREST reads it', () => {
    expect(httpStatus('21000', 'UPDATE requires a WHERE clause', true)).toBe(400);
    expect(httpStatus('21000', 'more than one row returned', true)).toBe(500);
    expect(httpStatus('22023', 'role "x" does not exist', true)).toBe(401);
    expect(httpStatus('22023', 'invalid parameter', true)).toBe(400);
  });
});

it.each(['ECONNREFUSED', 'ECONNRESET', 'CONNECTION_CLOSED', 'CONNECT_TIMEOUT'])(
  'an unreachable server (%s) is 503, with the reason',
  async (code) => {
    const error = Object.assign(new Error('connect 127.0.0.1:54322'), { code });
    const answer = refusalOf(error, { role: 'anon' });
    expect(answer?.status).toBe(503);
    expect(await answer?.json()).toEqual({
      code: 'PGRST000',
      message: 'Database connection error. Retrying the connection.',
      details: 'connect 127.0.0.1:54322',
      hint: null,
    });
  },
);

it('does not handle errors that are not the database’s', () => {
  expect(refusalOf(new TypeError('x is not a function'), { role: 'anon' })).toBeUndefined();
  expect(
    refusalOf(Object.assign(new Error(), { code: 'PGRST100' }), { role: 'anon' }),
  ).toBeUndefined();
});
