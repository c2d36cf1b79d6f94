import { expect, it } from 'vitest';
import { likely, nearest } from './nearest.ts';

const names = ['films', 'directors', 'film_titles', 'a'];

it.each([
  ['film', 'films'],
  ['FILMS', 'films'],
  ['directosr', 'directors'],
  ['film_title', 'film_titles'],
])('%s is most like %s', (wanted, name) => {
  expect(nearest(names, wanted, likely)).toBe(name);
});

it.each(['zzz', '', 'fil', 'constructor'])('%j is like none', (wanted) => {
  expect(nearest(names, wanted, likely)).toBeUndefined();
});
