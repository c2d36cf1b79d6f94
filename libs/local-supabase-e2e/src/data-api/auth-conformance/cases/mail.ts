import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { ids, refuses, refusesBody, type AuthCase } from '../auth-case.ts';

const email = 'maya@parakeet.test';
const hashOf = (address: string) => createHash('sha224').update(`${address}123456`).digest('hex');
const expired = [403, 'otp_expired', 'Token has expired or is invalid'] as const;
const linkExpired = [403, 'otp_expired', 'Email link is invalid or has expired'] as const;

export const mail: readonly AuthCase[] = [
  ...['magiclink', 'recovery', 'email'].map((type): AuthCase => ({
    request: 'POST /verify',
    body: { type, email, token: '123456' },
    status: 200,
    answer: { token_type: 'bearer', user: { id: ids.maya } },
    leaves: [
      `select recovery_token as token from auth.users where id = '${ids.maya}'`,
      [{ token: '' }],
    ],
  })),
  {
    request: 'POST /verify',
    body: { type: 'recovery', token_hash: hashOf(email) },
    status: 200,
    answer: { user: { id: ids.maya } },
  },
  {
    request: 'POST /verify',
    body: { type: 'signup', email: 'New@parakeet.test', token: '123456' },
    status: 200,
    answer: { user: { id: ids.unconfirmed, email_confirmed_at: expect.any(String) } },
  },
  refusesBody('/verify', { type: 'magiclink', email, token: '654321' }, expired),
  refusesBody('/verify', { type: 'signup', email, token: '123456' }, expired),
  refusesBody(
    '/verify',
    { type: 'magiclink', email: 'nobody@parakeet.test', token: '123456' },
    expired,
  ),
  refusesBody('/verify', { type: 'magiclink', token_hash: 'x' }, linkExpired),
  refusesBody('/verify', { type: 'magiclink', email: 'bad@parakeet.test', token: '123456' }, [
    403,
    'user_banned',
    'User is banned',
  ]),
  refusesBody('/verify', { type: 'sms', phone: '+49 12345678', token: '123456' }, expired),
  refusesBody('/verify', { type: 'sms', phone: 'phone', token: '123456' }, [
    400,
    'validation_failed',
    'Invalid phone number format (E.164 required)',
  ]),
  refusesBody('/verify', { email, token: '123456' }, [
    400,
    'validation_failed',
    'Verify requires a verification type',
  ]),
  refusesBody('/verify', { type: 'magiclink', email }, [
    400,
    'validation_failed',
    'Verify requires either a token or a token hash',
  ]),
  refusesBody('/verify', { type: 'magiclink', email, token: '1', token_hash: '2' }, [
    400,
    'validation_failed',
    'Verify requires either a token or a token hash',
  ]),
  refusesBody('/verify', { type: 'magiclink', email, token_hash: '2' }, [
    400,
    'validation_failed',
    'Only the token_hash and type should be provided',
  ]),
  refusesBody('/verify', { type: 'magiclink', token: '123456' }, [
    400,
    'validation_failed',
    'Only an email address or phone number should be provided on verify',
  ]),
  refusesBody('/verify', { type: 'magiclink', email: 'no-address', token: '123456' }, [
    422,
    'validation_failed',
    'Invalid email format',
  ]),
  refusesBody('/verify', { type: 'x', token_hash: '2' }, [
    400,
    'validation_failed',
    'Invalid email verification type',
  ]),
  // links
  {
    request: `GET /verify?type=magiclink&token=${hashOf(email)}&redirect_to=http://app.parakeet.test/x?y=1`,
    status: 303,
    answered: {
      location:
        /^http:\/\/app\.parakeet\.test\/x\?y=1#access_token=[\w.-]+&expires_at=\d+&expires_in=3600&refresh_token=[a-z\d]{12}&sb=&token_type=bearer&type=magiclink$/,
    },
  },
  {
    request: 'GET /verify?type=magiclink&token=x&redirect_to=http://app.parakeet.test/x?y=1',
    status: 303,
    answered: {
      location:
        'http://app.parakeet.test/x?y=1#error=access_denied&error_code=otp_expired&error_description=Email+link+is+invalid+or+has+expired&sb=',
    },
  },
  {
    request: 'GET /verify?type=magiclink&token=pkce_x',
    status: 303,
    answered: {
      location:
        'http://app.parakeet.test/?error=access_denied&error_code=otp_expired&error_description=Email+link+is+invalid+or+has+expired#error=access_denied&error_code=otp_expired&error_description=Email+link+is+invalid+or+has+expired&sb=',
    },
  },
  refuses('GET /verify?type=magiclink', [
    400,
    'validation_failed',
    'Verify requires a token or a token hash',
  ]),
  // mails that are asked for
  { request: 'POST /otp', body: { email }, status: 200, answer: {} },
  { request: 'POST /recover', body: { email: 'nobody@parakeet.test' }, status: 200, answer: {} },
  refusesBody('/otp', {}, [400, 'validation_failed', 'One of email or phone must be set']),
  refusesBody('/otp', { email: 'nobody@parakeet.test', create_user: false }, [
    422,
    'otp_disabled',
    'Signups not allowed for otp',
  ]),
  refusesBody('/otp', { phone: '4912345' }, [
    400,
    'phone_provider_disabled',
    'Unsupported phone provider',
  ]),
  refusesBody('/otp', { email, phone: '4912345' }, [
    400,
    'validation_failed',
    'Only an email address or phone number should be provided',
  ]),
  refusesBody('/otp', { email, channel: 'sms' }, [
    400,
    'validation_failed',
    'Channel should only be specified with Phone OTP',
  ]),
  refusesBody('/recover', {}, [400, 'validation_failed', 'Password recovery requires an email']),
  refusesBody('/resend', { email }, [
    400,
    'validation_failed',
    'Missing one of these types: signup, email_change, sms, phone_change',
  ]),
  refusesBody('/resend', { type: 'signup' }, [
    400,
    'validation_failed',
    'Type provided requires an email address',
  ]),
  refusesBody('/resend', { type: 'sms' }, [
    400,
    'validation_failed',
    'Type provided requires a phone number',
  ]),
  refusesBody('/resend', { type: 'email_change' }, [
    400,
    'validation_failed',
    'Missing email address or phone number',
  ]),
  refusesBody('/resend', { type: 'sms', phone: '4912345' }, [
    400,
    'phone_provider_disabled',
    'Phone logins are disabled',
  ]),
];
