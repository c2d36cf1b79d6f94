// What GoTrue answers, by its documentation and source, to requests on accounts of our own. Each
// case is a request and its answer; the accounts are as in accounts.sql at the beginning of each.
import { join } from 'node:path';
import { withClient } from '@parakeet/local-supabase';
import { beforeAll } from 'vitest';
import { tokenOf, useApi } from '../api-under-test.ts';
import { testCases } from '../cases.ts';
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

beforeAll(async () => {
  for (const { database } of [open, confirming, closed]) {
    await withClient(database.adminUrl, (client) =>
      client.query('grant usage on sequence auth.refresh_tokens_id_seq to public'),
    );
  }
});

testCases<AuthCase>({
  groups: {
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
  },
  min: 60,
  path: '/auth/v1',
  rows: join(import.meta.dirname, 'accounts.sql'),
  headersOf({ as }, api) {
    if (as === undefined) return {};
    if (as === 'secret key') return { apikey: api.keys.secretKey };
    return { authorization: `Bearer ${tokenOf(String(as['sub']), api.keys, as)}` };
  },
  isWhole: (status) => status >= 400,
  distinguish: ({ as, leaves }) => [as, leaves?.[0].replaceAll(/\s+/g, ' ')],
});
