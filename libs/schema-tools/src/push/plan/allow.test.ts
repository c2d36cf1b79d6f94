import { expect, it } from 'vitest';
import { readAllowed, requireAllowed, unusedAllowed, withAllowed } from './allow.ts';
import type { Finding, Plan } from './plan.ts';

const lost: Finding = {
  rule: 'rows-lost',
  object: 'public.logs',
  level: 'refuse',
  says: 'drops public.logs',
  next: 'Keep the rows.',
};
const planOf = (findings: readonly Finding[]): Plan => ({
  target: 'postgresql://h/d',
  applied: [],
  files: [],
  findings,
  unseen: [],
});

it('an allowance is a rule, an object and a reason', () => {
  expect(readAllowed(['function-volatility public.f(a int, b text): it: only reads'])).toEqual([
    {
      rule: 'function-volatility',
      object: 'public.f(a int, b text)',
      reason: 'it: only reads',
    },
  ]);
  for (const text of ['rows-lost public.logs', 'rows-lost: old', 'rows-lost public.logs: ', '']) {
    expect(() => readAllowed([text]), text).toThrow('--allow=');
  }
});

it('stops a push until each finding that refuses is allowed, by its rule and its object', () => {
  const allow = (text: string) => withAllowed([lost], readAllowed([text]), []);
  expect(() => requireAllowed(planOf([lost]))).toThrow('rows-lost public.logs');
  expect(() => requireAllowed(planOf(allow('rows-lost public.sets: old')))).toThrow('refused');
  expect(() => requireAllowed(planOf(allow('rows-break public.logs: old')))).toThrow('refused');
  expect(() => requireAllowed(planOf(allow('rows-lost public.logs: old')))).not.toThrow();
  expect(() => requireAllowed(planOf([{ ...lost, level: 'note' }]))).not.toThrow();
});

it('names an allowance that no finding needs', () => {
  const given = readAllowed(['rows-lost public.sets: a slip', 'rows-lost public.logs: old']);
  expect(unusedAllowed([lost], given).map(({ object }) => object)).toEqual(['public.sets']);
});
