import { expect } from 'vitest';
import { password, refusesBody, type AuthCase } from '../auth-case.ts';

const email = 'lifter@parakeet.test';
const users = 'select count(*)::int as n from auth.users';

/** With enable_confirmations = false. */
export const signUp: readonly AuthCase[] = [
  {
    request: 'POST /signup',
    body: { email: 'Lifter@Parakeet.test', password, data: { a: 1 } },
    status: 200,
    answer: {
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'bearer',
      expires_in: 3600,
      expires_at: expect.any(Number),
      refresh_token: expect.stringMatching(/^[a-z\d]{12}$/),
      user: {
        email,
        aud: 'authenticated',
        role: 'authenticated',
        phone: '',
        is_anonymous: false,
        app_metadata: { provider: 'email', providers: ['email'] },
        user_metadata: { a: 1, email, email_verified: true, phone_verified: false },
        identities: [{ provider: 'email', email }],
      },
    },
    answered: { 'content-type': 'application/json' },
  },
  // an account that has not confirmed its address yet is confirmed by signing up again
  {
    request: 'POST /signup',
    body: { email: 'new@parakeet.test', password: 'whatever-it-is' },
    status: 200,
    answer: { user: { email: 'new@parakeet.test' } },
    leaves: [users, [{ n: 4 }]],
  },
  refusesBody(
    '/signup',
    { email: 'maya@parakeet.test', password },
    [422, 'user_already_exists', 'User already registered'],
    {
      leaves: [
        `select payload ->> 'action' as action, payload ->> 'log_type' as type
         from auth.audit_log_entries`,
        [{ action: 'user_repeated_signup', type: 'user' }],
      ],
    },
  ),
  refusesBody('/signup', { email }, [400, 'validation_failed', 'Signup requires a valid password']),
  refusesBody('/signup', { email: 'no-address', password }, [
    400,
    'validation_failed',
    'Unable to validate email address: invalid format',
  ]),
  refusesBody('/signup', { email, phone: '4912345', password }, [
    400,
    'validation_failed',
    'Only an email address or phone number should be provided on signup.',
  ]),
  refusesBody('/signup', { phone: '4912345', password }, [
    400,
    'phone_provider_disabled',
    'Phone signups are disabled',
  ]),
  {
    request: 'POST /signup',
    body: { email, password: 'short' },
    status: 422,
    answer: {
      code: 422,
      error_code: 'weak_password',
      msg: 'Password should be at least 6 characters.',
      weak_password: { reasons: ['length'] },
    },
    answered: { 'x-sb-error-code': 'weak_password' },
  },
  refusesBody('/signup', { email, password: 'p'.repeat(73) }, [
    400,
    'validation_failed',
    'Password cannot be longer than 72 characters',
  ]),
  refusesBody('/signup', { email, password, code_challenge: 'x' }, [
    400,
    'validation_failed',
    'PKCE flow requires code_challenge_method and code_challenge',
  ]),
  refusesBody('/signup', { email, password, code_challenge: 'x', code_challenge_method: 's256' }, [
    400,
    'validation_failed',
    'code challenge has to be between 43 and 128 characters',
  ]),
  refusesBody('/signup', {}, [
    422,
    'anonymous_provider_disabled',
    'Anonymous sign-ins are disabled',
  ]),
  refusesBody('/signup', { email: 1, password }, [
    400,
    'bad_json',
    'Could not parse request body as JSON: json: cannot unmarshal number into Go struct field SignupParams.email of type string',
  ]),
  refusesBody('/signup', '', [
    400,
    'bad_json',
    'Could not parse request body as JSON: unexpected end of JSON input',
  ]),
  refusesBody('/signup', `{"email": "${'x'.repeat(1_048_576)}"}`, [
    413,
    'request_entity_too_large',
    'Request body too large (max 1048576 bytes)',
  ]),
];

/** With enable_confirmations = true. */
export const confirmedSignUp: readonly AuthCase[] = [
  {
    request: 'POST /signup',
    body: { email, password },
    status: 200,
    answer: {
      id: expect.any(String),
      email,
      role: 'authenticated',
      confirmation_sent_at: expect.any(String),
    },
    leaves: ['select count(*)::int as n from auth.sessions', [{ n: 3 }]],
  },
  // an address that has an account looks like a new one
  {
    request: 'POST /signup',
    body: { email: 'maya@parakeet.test', password },
    status: 200,
    answer: { email: 'maya@parakeet.test', role: '', identities: [], user_metadata: {} },
    leaves: [users, [{ n: 4 }]],
  },
  refusesBody('/token?grant_type=password', { email: 'new@parakeet.test', password }, [
    400,
    'email_not_confirmed',
    'Email not confirmed',
  ]),
];

/** With enable_signup = false. */
export const closedSignUp: readonly AuthCase[] = [
  refusesBody('/signup', { email, password }, [
    422,
    'signup_disabled',
    'Signups not allowed for this instance',
  ]),
  refusesBody('/otp', { email }, [422, 'signup_disabled', 'Signups not allowed for this instance']),
];
