import { expect, it } from 'vitest';
import { raisesOf } from './raises.ts';

it.each([
  [`raise exception 'no %: 100 %%', id using errcode = 'AB001'`, 'AB001', 'no …: 100 %'],
  [`raise exception 'it''s; gone'`, 'P0001', "it's; gone"],
  [`if a then raise 'no' using errcode = 'unique_violation'`, 'unique_violation', 'no'],
  [`raise sqlstate 'AB002' using message = format('%I of %2$s', a, b)`, 'AB002', '… of …'],
  [
    `raise exception using errcode = 'AB003', message = case when a then 'b' end`,
    'AB003',
    undefined,
  ],
])('reads %s', (statement, code, message) => {
  const body = `begin -- raise exception 'never';\n ${statement}; return null; end`;
  expect(raisesOf(body)).toEqual([{ code, ...(message === undefined ? {} : { message }) }]);
});

it('takes neither notices, nor comments, nor a code that is computed', () => {
  expect(
    raisesOf(`begin raise notice 'no'; /* raise exception 'no'; */
      raise exception using errcode = code; raise; end`),
  ).toEqual([]);
});

it('has an error of two places once, with its hint', () => {
  const raise = `raise exception 'no' using errcode = 'AB001', hint = 'Send %s again.';`;
  const found = { code: 'AB001', message: 'no', hint: 'Send … again.' };
  expect(raisesOf(raise + raise)).toEqual([found]);
});
