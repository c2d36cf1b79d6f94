import { expect, it } from 'vitest';
import { chooseTarget, readTarget } from './target.ts';

it.each([
  [{}, 'There is no address to read.', /Set PROD_DB_URL .* or give --db-url=/s],
  // production's address in the environment is not meant there
  [{ option: 'from-db-url', isTyped: true }, 'no address to read.', /^Give --from-db-url=/],
])('says how to give a missing address (%o)', (asked, message, next) => {
  expect(() => readTarget('', 'read', asked)).toThrow(
    expect.objectContaining({
      message: expect.stringContaining(message),
      next: expect.stringMatching(next),
    }),
  );
});

it('names the option with an invalid address', () => {
  expect(() => readTarget('shop', 'read', { option: 'from-db-url' })).toThrow('--from-db-url');
});

const targets = { staging: { env: 'STAGING_DB_URL' }, production: { env: 'PROD_DB_URL' } };
const environment = {
  STAGING_DB_URL: 'postgresql://postgres:sesame@staging.test:5432/postgres',
  PROD_DB_URL: 'postgresql://postgres:sesame@production.test:5432/postgres',
};

it('a target is chosen by its name in the config', () => {
  for (const name of ['staging', 'production']) {
    expect(chooseTarget({ name }, 'push to', targets, environment)).toMatchObject({
      name,
      host: `${name}.test`,
    });
  }
});

it('an address, or PROD_DB_URL if the config has no names, is a target without a name', () => {
  const url = 'postgresql://postgres@other.test/postgres';
  expect(chooseTarget({ url }, 'push to', targets, environment)).not.toHaveProperty('name');
  const plain = chooseTarget({}, 'push to', {}, environment);
  expect(plain).toMatchObject({ host: 'production.test' });
  expect(plain).not.toHaveProperty('name');
});

it.each([
  ['no name where there are some', {}, environment, 'Which target to push to?'],
  ['a name that is not known', { name: 'prod' }, environment, '--target=prod is not known.'],
  ['a name whose variable is not set', { name: 'staging' }, {}, 'STAGING_DB_URL is not set'],
  [
    'a name and an address',
    { name: 'staging', url: 'postgresql://postgres@other.test/postgres' },
    environment,
    'give one',
  ],
  [
    'a pooler in transaction mode, by its port',
    { name: 'staging' },
    { STAGING_DB_URL: 'postgresql://postgres:sesame@pooler.test:6543/postgres' },
    'is a pooler in transaction mode',
  ],
])('refuses %s, without a password', (_title, given, variables, message) => {
  const choose = () => chooseTarget(given, 'push to', targets, variables);
  expect(choose).toThrow(message);
  expect(choose).not.toThrow('sesame');
});
