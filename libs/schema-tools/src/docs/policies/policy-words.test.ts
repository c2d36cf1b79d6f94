import { expect, it } from 'vitest';
import { conditionWords, policyWords } from './policy-words.ts';

const policy = { command: 'SELECT', isPermissive: true, roles: ['authenticated'] };
const rowsOf = async (using: string) => (await policyWords({ ...policy, using })).rows['SELECT'];

// as pg_get_expr writes them
it.each([
  ['true', 'every row'],
  ['false', 'no row'],
  ['(user_id = ( SELECT auth.uid() AS uid))', 'rows whose `user_id` is theirs'],
  ['(auth.uid() = id)', 'rows whose `id` is theirs'],
  ['((auth.uid())::text = owner)', 'rows whose `owner` is theirs'],
  ['(auth.uid() IS NOT NULL)', 'every row, if they are signed in'],
  [`(auth.role() = 'authenticated'::text)`, 'every row, if their role is `authenticated`'],
  [
    `((is_public AND (NOT is_deleted)) OR (user_id = auth.uid()))`,
    'rows either whose `is_public` is true and whose `is_deleted` is false, or whose `user_id` is theirs',
  ],
  [`(status = ANY (ARRAY['a'::text, 'b'::text]))`, 'rows whose `status` is `a` or `b`'],
  [`((status)::text = 'a'::text)`, 'rows whose `status` is `a`'],
  [`(day > '2026-01-05'::date)`, 'rows whose `day` is more than `2026-01-05`'],
  [
    `(((auth.jwt() ->> 'team'::text))::integer = team)`,
    'rows whose `team` is `team` of their token',
  ],
  [
    `((price > 1) AND (2 >= effort))`,
    'rows whose `price` is more than 1 and whose `effort` is at most 2',
  ],
  ['(char_length(note) <= 20)', 'rows whose length of `note` is at most 20'],
  ['(deleted_at IS NULL)', 'rows whose `deleted_at` is null'],
  [`((auth.jwt() ->> 'email'::text) = email)`, 'rows whose `email` is `email` of their token'],
  ['public.is_member(team_id)', 'rows for which `public.is_member(team_id)` is true'],
  ['public.is_admin(auth.uid())', 'every row, if `public.is_admin(auth.uid())` is true'],
  [
    '(EXISTS ( SELECT 1 FROM public.parents p WHERE ((p.id = orders.parent_id) AND (p.user_id = auth.uid()))))',
    'rows whose `parent_id` is the `id` of a row of `public.parents` whose `user_id` is theirs',
  ],
  [
    '(team_id IN ( SELECT m.team FROM members m WHERE (m.user_id = ( SELECT auth.uid() AS uid))))',
    'rows whose `team_id` is the `team` of a row of `members` whose `user_id` is theirs',
  ],
  [
    `(EXISTS ( SELECT 1 FROM admins WHERE (admins.id = auth.uid())))`,
    'every row, if there is a row of `admins` whose `id` is theirs',
  ],
])('%s: %s', async (expression, words) => {
  expect(await rowsOf(expression)).toBe(words);
});

it.each([
  '(user_id > auth.uid())',
  '(NOT (user_id = auth.uid()))',
  '(id IN ( SELECT m.team FROM (members m JOIN teams t ON ((t.id = m.team)))))',
  '(EXISTS ( SELECT 1 FROM parents p WHERE (p.size > orders.size)))',
  '(EXISTS ( SELECT count(*) AS count FROM parents p GROUP BY p.id HAVING (count(*) > 1)))',
  '((is_public = true) OR (auth.uid() IS NOT NULL))',
  "((metadata ->> 'owner'::text) = (auth.uid())::text)",
  '(lower(name) = name)',
  'public.fits(length(note))',
  '(length(code) IN ( SELECT t.size FROM teams t))',
  '(EXISTS ( SELECT 1 FROM teams t WHERE (length(t.code) = orders.size)))',
  '(EXISTS ( SELECT 1 FROM admins OFFSET 1))',
  '(EXISTS ( WITH a AS ( SELECT 1 FROM admins) SELECT 1 FROM a))',
  "((written_at)::date = '2026-01-05'::date)",
  '((price)::integer = 3)',
  '((price)::numeric(5,1) = 3.5)',
  '(day <= (now())::date)',
  'no SQL at all (',
])('has no words for %s', async (expression) => {
  expect(await rowsOf(expression)).toBeUndefined();
});

it('names the role and the command, and the condition on new rows', async () => {
  const own = '(user_id = auth.uid())';
  const sentence = async (facts: object) => (await policyWords({ ...policy, ...facts })).sentence;
  expect(await sentence({ using: own })).toBe(
    'A signed-in user may read rows whose `user_id` is theirs.',
  );
  expect(await sentence({ command: 'INSERT', check: own, roles: ['public'] })).toBe(
    'Anybody may add rows whose `user_id` is theirs.',
  );
  expect(await sentence({ command: 'UPDATE', using: own, check: '(a < 2)' })).toBe(
    'A signed-in user may change rows whose `user_id` is theirs, to rows whose `a` is less than 2.',
  );
  expect(await sentence({ command: 'ALL', using: own, roles: ['anon', 'clerk'] })).toBe(
    'Somebody who is not signed in or the role `clerk` may read, add, change and delete rows whose `user_id` is theirs.',
  );
  expect(await sentence({ command: 'ALL', using: 'true', check: own })).toBe(
    'A signed-in user may read and delete every row; add rows whose `user_id` is theirs; change every row, to rows whose `user_id` is theirs.',
  );
  expect(await sentence({ using: own, isPermissive: false })).toBe(
    'A signed-in user may read only rows whose `user_id` is theirs.',
  );
  expect(await sentence({ using: 'false', isPermissive: false })).toBe(
    'A signed-in user may read no row.',
  );
  expect(await sentence({ command: 'ALL', using: own, check: '(lower(a) = b)' })).toBeUndefined();
});

it.each([
  ['((day >= 1) AND (day <= 7))', '`day` is at least 1 and `day` is at most 7'],
  ['(char_length(note) <= 20)', 'The length of `note` is at most 20'],
  ['((a IS NULL) OR (a > b))', 'Either `a` is null, or `a` is more than its `b`'],
  [
    `((steps IS NOT NULL) = (NOT (protocol IS DISTINCT FROM 'custom'::text)))`,
    '`steps` is not null exactly if `protocol` is `custom`',
  ],
  [
    '(is_correction = (log_id IS NOT NULL))',
    '`is_correction` is true exactly if `log_id` is not null',
  ],
  ['(auth.uid() IS NOT NULL)', undefined],
  ['contracts.sets(sets)', undefined],
  ['true', undefined],
])('a CHECK as a sentence: %s', async (expression, words) => {
  expect(await conditionWords(expression)).toBe(words);
});
