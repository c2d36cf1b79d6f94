import type { Case } from '../../cases.ts';

const exact = { prefer: 'count=exact' };

/** A read, the status, and the rows and the total that Content-Range names. */
const page = (
  path: string,
  headers: Readonly<Record<string, string>>,
  status: number,
  range: string,
  more: Partial<Case> = {},
): Case => ({
  request: `GET ${path}`,
  headers,
  status,
  answered: { 'content-range': range },
  ...more,
});

const ids = (...of: number[]) => ({ answer: of.map((id) => ({ id })) });
const films = '/films?select=id&order=id';

export const pages: readonly Case[] = [
  page(films, {}, 200, '0-2/*'),
  page(`${films}&limit=2`, {}, 200, '0-1/*', ids(1, 2)),
  page(`${films}&limit=2&offset=1`, {}, 200, '1-2/*', ids(2, 3)),
  page(`${films}&offset=2`, {}, 200, '2-2/*', ids(3)),
  page(`${films}&offset=9`, {}, 200, '*/*', ids()),
  page(`${films}&limit=0`, {}, 200, '*/*', ids()),
  page(`${films}&limit=x`, {}, 200, '0-2/*', ids(1, 2, 3)),
  page(films, { range: '0-0' }, 200, '0-0/*', ids(1)),
  page(films, { range: '1-' }, 200, '1-2/*', ids(2, 3)),
  page(films, { range: '1-1', 'range-unit': 'items' }, 200, '1-1/*', ids(2)),
  page(films, { range: 'rows=1' }, 200, '0-2/*', ids(1, 2, 3)),
  page(`${films}&limit=2`, { range: '1-2' }, 200, '1-1/*', ids(2)),
  page(films, exact, 200, '0-2/3', { answered: { 'preference-applied': 'count=exact' } }),
  page(`${films}&limit=2`, exact, 206, '0-1/3', ids(1, 2)),
  page(`${films}&limit=2&offset=2`, exact, 206, '2-2/3', ids(3)),
  page(`${films}&limit=3`, exact, 200, '0-2/3'),
  page(`${films}&offset=3`, exact, 206, '*/3', ids()),
  page(`${films}&limit=0`, exact, 206, '*/3', ids()),
  page(films, { ...exact, range: '0-1' }, 206, '0-1/3', ids(1, 2)),
  page(`${films}&id=eq.9`, exact, 200, '*/0', ids()),
  page(`${films}&id=gt.1&limit=1`, exact, 206, '0-0/2', ids(2)),
  page('/directors?select=id,films!inner()&order=id', exact, 200, '0-1/2', ids(1, 2)),
  page('/directors?select=id,films()&films=is.null', exact, 200, '0-0/1', ids(3)),
  page('/directors?select=id,films(id)&films.limit=1&limit=1', exact, 206, '0-0/3'),
  {
    request: `GET ${films}&offset=4`,
    headers: exact,
    status: 416,
    answer: {
      code: 'PGRST103',
      message: 'Requested range not satisfiable',
      details: 'An offset of 4 was requested, but there are only 3 rows.',
      hint: null,
    },
  },
  {
    request: `GET ${films}`,
    headers: { range: '2-1' },
    status: 416,
    answer: {
      code: 'PGRST103',
      details:
        'The lower boundary must be lower than or equal to the upper boundary in the Range header.',
    },
  },
  {
    request: `GET ${films}&limit=-1`,
    status: 416,
    answer: {
      code: 'PGRST103',
      details: 'Limit should be greater than or equal to zero.',
    },
  },
  page(films, { prefer: 'count=estimated' }, 200, '0-2/3', {
    answered: { 'preference-applied': 'count=estimated' },
  }),
  page(`${films}&limit=1`, { prefer: 'count=estimated' }, 206, '0-0/3', ids(1)),
  {
    request: 'GET /films?id=eq.1&select=id',
    headers: { prefer: 'count=planned' },
    status: 200,
    answered: { 'content-range': '0-0/1', 'preference-applied': 'count=planned' },
  },
  {
    request: `HEAD ${films}`,
    headers: exact,
    status: 200,
    answer: '',
    answered: { 'content-range': '0-2/3' },
  },
  {
    request: `HEAD ${films}&limit=1`,
    headers: { ...exact, range: '2-2' },
    status: 206,
    answer: '',
    answered: { 'content-range': '0-0/3' },
  },
  page('/rpc/films_after?since=1980&select=id&order=id', exact, 200, '0-1/2', ids(1, 2)),
  page('/rpc/films_after?since=1980&select=id,year&order=year&limit=1', exact, 206, '0-0/2'),
  page('/rpc/numbers?n=3', { range: '1-1' }, 200, '1-1/*', { answer: [2] }),
];
