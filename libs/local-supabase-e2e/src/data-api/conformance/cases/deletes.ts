import type { Case } from '../../cases.ts';
import { shown, post, remove, refused } from '../changes.ts';

export const deletes: readonly Case[] = [
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
