import type { Case } from '../../cases.ts';
import { shown, post, newItems, item, refused } from '../changes.ts';

export const returned: readonly Case[] = [
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
];
