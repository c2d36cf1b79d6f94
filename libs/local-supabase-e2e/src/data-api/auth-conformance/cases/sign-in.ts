import { expect } from 'vitest';
import { ids, password, refusesBody, sessions, type AuthCase } from '../auth-case.ts';

const grant = '/token?grant_type=password';
const refresh = '/token?grant_type=refresh_token';
const email = 'maya@parakeet.test';
const wrong = [400, 'invalid_credentials', 'Invalid login credentials'] as const;

const tokensOfMaya = `
  select token, revoked from auth.refresh_tokens
  where session_id = '${sessions.maya}' and token like 'maya%' order by id`;

export const signIn: readonly AuthCase[] = [
  {
    request: `POST ${grant}`,
    body: { email: 'MAYA@parakeet.test', password },
    status: 200,
    answer: {
      token_type: 'bearer',
      expires_in: 3600,
      user: { id: ids.maya, email, last_sign_in_at: expect.stringMatching(/Z$/) },
    },
    leaves: [
      `select payload ->> 'action' as action, payload ->> 'log_type' as type
       from auth.audit_log_entries`,
      [{ action: 'login', type: 'account' }],
    ],
  },
  refusesBody(grant, { email, password: 'wrong' }, wrong),
  refusesBody(grant, { email: 'nobody@parakeet.test', password }, wrong),
  refusesBody(grant, { email }, wrong),
  refusesBody(grant, { password }, [400, 'validation_failed', 'missing email or phone']),
  refusesBody(grant, { phone: '4912345', password }, [
    422,
    'phone_provider_disabled',
    'Phone logins are disabled',
  ]),
  refusesBody(grant, { email, phone: '4912345', password }, [
    400,
    'validation_failed',
    'Only an email address or phone number should be provided on login.',
  ]),
  refusesBody(grant, { email: 'new@parakeet.test', password }, [
    400,
    'email_not_confirmed',
    'Email not confirmed',
  ]),
  // told before the password is looked at
  refusesBody(grant, { email: 'bad@parakeet.test', password: 'wrong' }, [
    400,
    'user_banned',
    'User is banned',
  ]),
  refusesBody('/token', { email, password }, [
    400,
    'invalid_credentials',
    'unsupported_grant_type',
  ]),
  refusesBody('/token?grant_type=magic', {}, [
    400,
    'invalid_credentials',
    'unsupported_grant_type',
  ]),
  refusesBody('/token?grant_type=web3', {}, [
    422,
    'web3_provider_disabled',
    'Web3 provider is disabled',
  ]),
  refusesBody('/token?grant_type=pkce', { auth_code: 'x' }, [
    400,
    'validation_failed',
    'invalid request: both auth code and code verifier should be non-empty',
  ]),
  refusesBody('/token?grant_type=pkce', { auth_code: 'x', code_verifier: 'y' }, [
    404,
    'flow_state_not_found',
    'invalid flow state, no valid flow state found',
  ]),
];

export const refreshing: readonly AuthCase[] = [
  {
    request: `POST ${refresh}`,
    body: { refresh_token: 'mayathird003' },
    status: 200,
    answer: {
      token_type: 'bearer',
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^[a-z\d]{12}$/),
      user: { id: ids.maya },
    },
    leaves: [
      `select payload ->> 'action' as action, payload ->> 'log_type' as type
       from auth.audit_log_entries order by 1`,
      [
        { action: 'token_refreshed', type: 'token' },
        { action: 'token_revoked', type: 'token' },
      ],
    ],
  },
  // the parent of the newest token: its answer was lost
  {
    request: `POST ${refresh}`,
    body: { refresh_token: 'mayasecond02' },
    status: 200,
    answer: { refresh_token: 'mayathird003' },
  },
  refusesBody(
    refresh,
    { refresh_token: 'mayafirst001' },
    [400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used'],
    {
      leaves: [
        tokensOfMaya,
        [
          { token: 'mayafirst001', revoked: true },
          { token: 'mayasecond02', revoked: true },
          { token: 'mayathird003', revoked: true },
        ],
      ],
    },
  ),
  refusesBody(
    refresh,
    { refresh_token: 'mayafirst001' },
    [400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used'],
    {
      leaves: [
        `select revoked from auth.refresh_tokens where token = 'otherfirst01'`,
        [{ revoked: false }],
      ],
    },
  ),
  refusesBody(refresh, { refresh_token: 'nosuchtoken1' }, [
    400,
    'refresh_token_not_found',
    'Invalid Refresh Token: Refresh Token Not Found',
  ]),
  refusesBody(refresh, { refresh_token: 'bannedfirst1' }, [
    400,
    'user_banned',
    'Invalid Refresh Token: User Banned',
  ]),
  ...['', 'short', 'NotLowerCase', `twelve char`, 'x'.repeat(40)].map((token) =>
    refusesBody(refresh, { refresh_token: token }, [
      400,
      'validation_failed',
      'Refresh token is not valid',
    ]),
  ),
];
