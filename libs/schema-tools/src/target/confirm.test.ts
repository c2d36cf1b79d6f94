import { expect, it } from 'vitest';
import { isYes, questionOf } from './confirm.ts';

it('a named target must be confirmed with its name, and nothing else', () => {
  const production = { name: 'production', database: 'postgres' };
  expect(questionOf('Apply 2 migrations to', production)).toBe(
    'Apply 2 migrations to production? Type production to go on: ',
  );
  expect(['production', ' production\n'].map((answer) => isYes(production, answer))).toEqual([
    true,
    true,
  ]);
  for (const answer of ['y', 'yes', '', 'staging', 'Production']) {
    expect(isYes(production, answer), answer).toBe(false);
  }
});

it('a target without a name must be confirmed with its database', () => {
  const nameless = { database: 'postgres' };
  expect(questionOf('Apply 1 migration to', nameless)).toBe(
    'Apply 1 migration to the database postgres? [y/N] ',
  );
  expect(['y', 'YES', 'n', '', 'postgres'].map((answer) => isYes(nameless, answer))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
