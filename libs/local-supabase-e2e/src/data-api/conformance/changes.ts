import type { Case } from '../cases.ts';

export const shown = { prefer: 'return=representation' };
export const csv = { 'content-type': 'text/csv' };
export const form = { 'content-type': 'application/x-www-form-urlencoded' };

export const post = (path: string, body: unknown, more: Partial<Case>): Case => ({
  request: `POST ${path}`,
  body,
  status: 201,
  ...more,
});
export const patch = (path: string, body: unknown, more: Partial<Case>): Case => ({
  request: `PATCH ${path}`,
  body,
  status: 204,
  ...more,
});
export const put = (path: string, body: unknown, more: Partial<Case>): Case => ({
  request: `PUT ${path}`,
  body,
  status: 204,
  ...more,
});
export const remove = (path: string, more: Partial<Case>): Case => ({
  request: `DELETE ${path}`,
  status: 204,
  ...more,
});

type Leaves = NonNullable<Case['leaves']>;
export const newItems = (rows: unknown): Leaves => [
  'select name, qty, note, doc from lab.items where id > 3 order by id',
  rows,
];
export const pairs = (rows: unknown): Leaves => ['select * from lab.pairs order by a, b', rows];
export const item = (name: string, more: object = {}) => ({
  name,
  qty: 5,
  note: null,
  doc: null,
  ...more,
});

export const refused = (code: string, more: object = {}) => ({ answer: { code, ...more } });
export const mismatch = refused('PGRST102', { message: 'All object keys must match' });
export const invalid = refused('PGRST102', { message: 'Empty or invalid json' });
