import { expect, it } from 'vitest';
import { explainFailure } from './failures.ts';

const failed = (code: string, message = 'x') => Object.assign(new Error(message), { code });

it.each([
  ['a refused connection', failed('ECONNREFUSED'), 'gone'],
  ['a server that shuts down', failed('57P01'), 'gone'],
  ['a lost connection', new Error('Connection terminated unexpectedly'), 'gone'],
  ['a full disk of the server', failed('53100'), 'no room'],
  ['a server without memory', failed('53200'), 'no room'],
  ['too many open files of our own', failed('EMFILE'), undefined],
])('distinguishes a lost server from one without space: %s', (_, error, kind) => {
  expect(explainFailure(error)).toMatchObject({ message: expect.any(String) });
  expect(explainFailure(error)?.kind).toBe(kind);
});

it('does not explain an error of the SQL (42601)', () => {
  expect(explainFailure(failed('42601'))).toBeUndefined();
});
