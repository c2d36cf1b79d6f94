import type { Case } from '../../cases.ts';
import { shown, post, put, pairs, refused } from '../changes.ts';

export const upserts: readonly Case[] = [
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
];
