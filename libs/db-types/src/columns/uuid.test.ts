import { expect, it } from 'vitest';
import { uuid } from './uuid.ts';

it.each([
  '6f9619ff-8b86-d011-b42d-00c04fc964ff', // no version that RFC 9562 knows
  '6F9619FF-8B86-4011-B42D-00C04FC964FF',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
])('takes %s', (value) => {
  expect(uuid.parse(value)).toBe(value);
});

it.each([
  '6f9619ff-8b86-d011-b42d-00c04fc964f',
  '6f9619ff-8b86-d011-b42d-00c04fc964fff',
  '6f9619ff-8b86-d011-b42d-00c04fc964fg',
  '6f9619ff-8b86-d011-b42d-00c04fc964ff\n',
  // Postgres takes these two, and nobody writes them
  '6f9619ff8b86d011b42d00c04fc964ff',
  '{6f9619ff-8b86-d011-b42d-00c04fc964ff}',
  '',
  7,
  null,
])('refuses %j', (value) => {
  const { error } = uuid.safeParse(value);
  expect(error?.issues).toHaveLength(1);
  expect(error?.issues[0]?.message).toMatch(/^expected a UUID such as .+, got /);
});
