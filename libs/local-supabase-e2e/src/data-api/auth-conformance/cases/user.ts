import { expect } from 'vitest';
import {
  ids,
  maya,
  password,
  refuses,
  refusesBody,
  sessions,
  type AuthCase,
} from '../auth-case.ts';

const sessionsOfMaya = (left: readonly number[]) =>
  [
    `select right(id::text, 1)::int as n from auth.sessions where user_id = '${ids.maya}'
     order by id`,
    left.map((n) => ({ n })),
  ] as const;

export const user: readonly AuthCase[] = [
  {
    request: 'GET /user',
    as: maya,
    status: 200,
    answer: {
      id: ids.maya,
      email: 'maya@parakeet.test',
      created_at: '2026-01-01T10:00:00Z',
      identities: [{ id: ids.maya, user_id: ids.maya, provider: 'email' }],
    },
  },
  // a token without a session is valid as long as the account exists
  { request: 'GET /user', as: { sub: ids.maya, session_id: undefined }, status: 200 },
  refuses('GET /user', [403, 'bad_jwt', 'invalid claim: missing sub claim']),
  refuses('GET /user', [401, 'no_authorization', 'This endpoint requires a valid Bearer token'], {
    headers: { authorization: 'Basic bWF5YTp4' },
  }),
  refuses(
    'GET /user',
    [
      403,
      'bad_jwt',
      'invalid JWT: unable to parse or verify signature, token is malformed: token contains an invalid number of segments',
    ],
    { headers: { authorization: 'Bearer none' } },
  ),
  refuses(
    'GET /user',
    [
      403,
      'bad_jwt',
      'invalid JWT: unable to parse or verify signature, token has invalid claims: token is expired',
    ],
    { as: { ...maya, exp: 1 } },
  ),
  refuses('GET /user', [400, 'bad_jwt', 'invalid claim: sub claim must be a UUID'], {
    as: { sub: '1234567890' },
  }),
  refuses('GET /user', [403, 'user_not_found', 'User from sub claim in JWT does not exist'], {
    as: { sub: ids.nobody },
  }),
  refuses(
    'GET /user',
    [403, 'session_not_found', 'Session from session_id claim in JWT does not exist'],
    { as: { sub: ids.maya, session_id: sessions.over } },
  ),
  refuses('GET /user', [403, 'bad_jwt', 'invalid claim: session_id claim must be a UUID'], {
    as: { sub: ids.maya, session_id: 'x' },
  }),
  refuses('GET /user', [403, 'user_banned', 'User is banned'], {
    as: { sub: ids.banned, session_id: undefined },
  }),
  // the same refusal, in the form of the API version that supabase-js asks for
  {
    request: 'GET /user',
    as: { sub: ids.nobody },
    headers: { 'x-supabase-api-version': '2024-01-01' },
    status: 403,
    answer: { code: 'user_not_found', message: 'User from sub claim in JWT does not exist' },
    answered: { 'x-supabase-api-version': '2024-01-01', 'x-sb-error-code': 'user_not_found' },
  },
  {
    request: 'GET /user',
    as: { sub: ids.nobody },
    headers: { 'x-supabase-api-version': '2023-12-31' },
    status: 403,
    answer: {
      code: 403,
      error_code: 'user_not_found',
      msg: 'User from sub claim in JWT does not exist',
    },
    answered: { 'x-supabase-api-version': null },
  },
];

export const userChanges: readonly AuthCase[] = [
  {
    request: 'PUT /user',
    as: maya,
    body: { data: { display_name: null, units: 'kg' } },
    status: 200,
    answer: { id: ids.maya, user_metadata: { units: 'kg' } },
  },
  {
    request: 'PUT /user',
    as: maya,
    body: { password: 'another-one' },
    status: 200,
    answer: { id: ids.maya },
    leaves: sessionsOfMaya([1]),
  },
  {
    request: 'PUT /user',
    as: maya,
    body: { email: 'Changed@parakeet.test' },
    status: 200,
    answer: { email: 'maya@parakeet.test', new_email: 'changed@parakeet.test' },
  },
  refuses(
    'PUT /user',
    [422, 'same_password', 'New password should be different from the old password.'],
    { as: maya, body: { password } },
  ),
  refuses(
    'PUT /user',
    [422, 'email_exists', 'A user with this email address has already been registered'],
    { as: maya, body: { email: 'new@parakeet.test' } },
  ),
  refuses('PUT /user', [403, 'not_admin', 'Updating app_metadata requires admin privileges'], {
    as: maya,
    body: { app_metadata: { plan: 'pro' } },
  }),
  refuses(
    'PUT /user',
    [
      422,
      'validation_failed',
      'Updating password of an anonymous user without an email or phone is not allowed',
    ],
    { as: { sub: ids.anonymous, session_id: undefined }, body: { password } },
  ),
];

export const signOut: readonly AuthCase[] = [
  { request: 'POST /logout', as: maya, status: 204, answer: '', leaves: sessionsOfMaya([]) },
  { request: 'POST /logout?scope=global', as: maya, status: 204, leaves: sessionsOfMaya([]) },
  { request: 'POST /logout?scope=local', as: maya, status: 204, leaves: sessionsOfMaya([2]) },
  { request: 'POST /logout?scope=others', as: maya, status: 204, leaves: sessionsOfMaya([1]) },
  // without a session in the token, all
  {
    request: 'POST /logout?scope=local',
    as: { sub: ids.maya, session_id: undefined },
    status: 204,
    leaves: sessionsOfMaya([]),
  },
  refuses(
    'POST /logout?scope=some',
    [400, 'validation_failed', 'Unsupported logout scope "some"'],
    { as: maya, leaves: sessionsOfMaya([1, 2]) },
  ),
  refuses('POST /logout', [403, 'bad_jwt', 'invalid claim: missing sub claim']),
];

/** What is off. */
export const features: readonly AuthCase[] = [
  refusesBody(
    '/factors',
    { factor_type: 'totp' },
    [422, 'mfa_totp_enroll_not_enabled', 'MFA enroll is disabled for TOTP'],
    { as: maya },
  ),
  refusesBody(
    '/factors',
    { factor_type: 'x' },
    [400, 'validation_failed', 'factor_type needs to be totp, phone, or webauthn'],
    { as: maya },
  ),
  refuses('DELETE /factors/x', [404, 'validation_failed', 'factor_id must be an UUID'], {
    as: maya,
  }),
  refuses('POST /sso', [404, 'saml_provider_disabled', 'SAML 2.0 is disabled']),
  refuses('POST /passkeys/authentication/options', [
    404,
    'passkey_disabled',
    'Passkeys are disabled',
  ]),
  refuses('POST /oauth/token', [404, 'feature_disabled', 'OAuth server is disabled']),
  refuses('GET /authorize?provider=github', [
    400,
    'validation_failed',
    'Unsupported provider: provider is not enabled',
  ]),
  refuses('GET /authorize?provider=parrot', [
    400,
    'validation_failed',
    'Unsupported provider: Provider parrot could not be found',
  ]),
  refuses(
    `DELETE /user/identities/${ids.maya}`,
    [404, 'manual_linking_disabled', 'Manual linking is disabled'],
    { as: maya },
  ),
  { request: 'GET /nowhere', status: 404, answer: '404 page not found\n' },
  {
    request: 'GET /health',
    status: 200,
    answer: {
      name: 'GoTrue',
      description: 'GoTrue is a user registration and authentication API',
      version: expect.any(String),
    },
  },
  {
    request: 'GET /settings',
    status: 200,
    answer: {
      external: { email: true, phone: false, anonymous_users: false, github: false },
      disable_signup: false,
      mailer_autoconfirm: true,
      phone_autoconfirm: false,
      saml_enabled: false,
    },
  },
  {
    request: 'GET /.well-known/jwks.json',
    status: 200,
    answer: { keys: [{ kty: 'EC', alg: 'ES256', use: 'sig', key_ops: ['verify'] }] },
    answered: { 'cache-control': 'public, max-age=600' },
  },
];
