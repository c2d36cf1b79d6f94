import { expect, it } from 'vitest';
import { repeatWords } from './repeat.ts';

const text = (name: string) => ({ name, type: 'text', isOptional: false });
const facts = {
  args: [text('id'), text('note')],
  result: 'void',
  columns: {},
  volatility: 'volatile',
  isDefiner: false,
  roles: [],
  language: 'sql',
  raises: [],
  inside: new Map(),
  goesTo: new Map(),
} as const;

it.each([
  ['insert into notes (id, note) values (id, note) on conflict (id) do nothing', true],
  [
    'insert into notes (owner, note) values ((select auth.uid()), $2) on conflict (owner) do nothing',
    true,
  ],
  ['insert into notes (note) values (note)', false],
  ['insert into notes (note) values (note) on conflict (id) do nothing', false],
  [
    'insert into notes (id, note) values (gen_random_uuid(), note) on conflict (id) do nothing',
    false,
  ],
  ['insert into notes (id) values (id) on conflict do nothing', false],
  ['insert into n (id, c) values (id, 1) on conflict (id) do update set c = n.c + 1', false],
  ['insert into notes (id) values (id) on conflict (id) do nothing; update n set c = c + 1', false],
  ['not SQL', false],
])('%s: %s', async (body, isSafe) => {
  const words = await repeatWords({ ...facts, body });
  expect(words.startsWith('Safe to send twice: a row')).toBe(isSafe);
  if (!isSafe) expect(words).toBe('Nothing says whether it is safe to send twice.');
});

it.each(['id', '$1'])('does not count on a key that the caller may leave out: %s', async (key) => {
  const args = facts.args.map((one) => ({ ...one, isOptional: one.name === 'id' }));
  const body = `insert into notes (id, note) values (${key}, note) on conflict (id) do nothing`;
  expect(await repeatWords({ ...facts, args, body })).toBe(
    'Nothing says whether it is safe to send twice.',
  );
});

it('quotes a comment that says it, and believes what only reads', async () => {
  const plpgsql = { ...facts, language: 'plpgsql' };
  expect(await repeatWords({ ...plpgsql, volatility: 'stable' })).toContain('it only reads');
  const comment = 'Logs a session. A call with the id of a log\nreturns that log. Raises.';
  expect(await repeatWords({ ...plpgsql, comment })).toBe(
    'Safe to send twice, as its comment says: “A call with the id of a log returns that log.”',
  );
  for (const other of ['Adds one. Try again later.', 'Sending it twice is never safe.']) {
    expect(await repeatWords({ ...plpgsql, comment: other })).toContain('Nothing says');
  }
});
