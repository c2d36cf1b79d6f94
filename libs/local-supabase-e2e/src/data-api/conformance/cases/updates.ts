import type { Case } from '../../cases.ts';
import { shown, patch, refused } from '../changes.ts';

export const updates: readonly Case[] = [
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
];
