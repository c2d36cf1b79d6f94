// What GoTrue answers, by its documentation and source, to requests on accounts of our own. Each
// case is a request and its answer; the accounts are as in accounts.sql at the beginning of each.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withClient } from '@parakeet/local-supabase';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tokenOf, useApi, type ApiUnderTest } from '../api-under-test.ts';
import type { AuthCase } from './auth-case.ts';
import { admin } from './cases/admin.ts';
import { mail } from './cases/mail.ts';
import { refreshing, signIn } from './cases/sign-in.ts';
import { closedSignUp, confirmedSignUp, signUp } from './cases/sign-up.ts';
import { features, signOut, user, userChanges } from './cases/user.ts';

const settings = {
  mailInterval: 0,
  siteUrl: 'http://app.parakeet.test',
  redirectUrls: ['http://app.parakeet.test/**'],
};
const open = useApi(settings);
const confirming = useApi({ ...settings, enableConfirmations: true });
const closed = useApi({ ...settings, enableSignup: false });

const groups: Record<string, [api: ApiUnderTest, cases: readonly AuthCase[]]> = {
  'sign-up': [open, signUp],
  'sign-up with confirmations': [confirming, confirmedSignUp],
  'sign-up that is closed': [closed, closedSignUp],
  'sign-in': [open, signIn],
  refresh: [open, refreshing],
  mail: [open, mail],
  user: [open, user],
  'user changes': [open, userChanges],
  'sign-out': [open, signOut],
  features: [open, features],
  admin: [open, admin],
};

let accounts: string;
beforeAll(async () => {
  accounts = await readFile(join(import.meta.dirname, 'accounts.sql'), 'utf8');
  for (const { database } of [open, confirming, closed]) {
    await withClient(database.adminUrl, (client) =>
      client.query('grant usage on sequence auth.refresh_tokens_id_seq to public'),
    );
  }
});

async function send(api: ApiUnderTest, { request, as, headers, body }: AuthCase) {
  const [method = '', path = ''] = request.split(/ (.*)/s);
  const isSecret = as === 'secret key';
  const token = as === undefined || isSecret ? undefined : tokenOf(String(as['sub']), api.keys, as);
  return api.request(`/auth/v1${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(isSecret ? { apikey: api.keys.secretKey } : {}),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

describe.each(Object.entries(groups))('%s', (_, [api, cases]) => {
  beforeEach(async () => {
    await api.sql.query(accounts);
  });

  it.each(cases.map((one) => [title(one).slice(0, 200), one] as const))(
    '%s',
    async (_title, one) => {
      const response = await send(api, one);
      const text = await response.text();
      expect(response.status, text).toBe(one.status);
      if (typeof one.answer === 'string') expect(text).toBe(one.answer);
      else if (one.answer !== undefined) {
        const answer: unknown = JSON.parse(text);
        if (one.status >= 400) expect(answer).toEqual(one.answer);
        else expect(answer).toMatchObject(one.answer as object);
      }
      for (const [name, value] of Object.entries(one.answered ?? {})) {
        const found = response.headers.get(name);
        if (value instanceof RegExp) expect(found, name).toMatch(value);
        else expect(found, name).toBe(value);
      }
      if (one.leaves) {
        const [query, wanted] = one.leaves;
        const [found] = await api.sql.query<{ rows: unknown }>(
          `select coalesce(json_agg(t), '[]') as rows from (${query}) as t`,
        );
        expect(found?.rows).toEqual(wanted);
      }
    },
  );
});

const title = ({ request, as, headers, body, leaves }: AuthCase) =>
  [request, as, headers, body, leaves?.[0].replaceAll(/\s+/g, ' ')]
    .filter((part) => part !== undefined)
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
    .join(' ');

it('there are at least 60 cases, and none twice', () => {
  const titles = Object.entries(groups).flatMap(([group, [, cases]]) =>
    cases.map((one) => `${group}: ${title(one)}`),
  );
  expect(titles.length).toBeGreaterThanOrEqual(60);
  expect(titles.filter((one, at) => titles.indexOf(one) !== at)).toEqual([]);
});
