import { expect, it } from 'vitest';
import { readTarget } from './target.ts';

it.each([
  [{}, 'There is no address to read.', /Set PROD_DB_URL .* or give --db-url=/s],
  // production's address in the environment is not meant there
  [{ option: 'from-db-url', isTyped: true }, 'no address to read.', /^Give --from-db-url=/],
])('says how to give the address that is missing (%o)', (asked, message, next) => {
  expect(() => readTarget('', 'read', asked)).toThrow(
    expect.objectContaining({
      message: expect.stringContaining(message),
      next: expect.stringMatching(next),
    }),
  );
});

it('names the option whose address is none', () => {
  expect(() => readTarget('shop', 'read', { option: 'from-db-url' })).toThrow('--from-db-url');
});
