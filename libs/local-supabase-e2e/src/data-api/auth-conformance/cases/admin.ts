import { expect } from 'vitest';
import { ids, maya, password, refuses, refusesBody, type AuthCase } from '../auth-case.ts';

const as = 'secret key';
const notAdmin = [403, 'not_admin', 'User not allowed'] as const;
const email = 'lifter@parakeet.test';
const exists = [
  422,
  'email_exists',
  'A user with this email address has already been registered',
] as const;

export const admin: readonly AuthCase[] = [
  refuses('GET /admin/users', notAdmin),
  refuses('GET /admin/users', notAdmin, { as: maya }),
  refuses('GET /admin/oauth/clients', notAdmin),
  refuses('GET /admin/oauth/clients', [404, 'feature_disabled', 'OAuth server is disabled'], {
    as,
  }),
  { request: 'POST /admin/token', as, status: 404, answer: '404 page not found\n' },
  { request: 'GET /admin/authorize', as, status: 404, answer: '404 page not found\n' },
  {
    request: 'GET /admin/users?page=2&per_page=1',
    as,
    status: 200,
    answer: { aud: 'authenticated', users: [{ id: ids.banned }] },
    answered: {
      'x-total-count': '4',
      link: '</admin/users?page=3&per_page=1>; rel="next", </admin/users?page=4&per_page=1>; rel="last"',
    },
  },
  {
    request: 'GET /admin/users',
    as,
    status: 200,
    answer: {
      users: [ids.anonymous, ids.banned, ids.unconfirmed, ids.maya].map((id) => ({ id })),
    },
    answered: { 'x-total-count': '4', link: '</admin/users?page=1>; rel="last"' },
  },
  {
    request: 'GET /admin/users?filter=maya@',
    as,
    status: 200,
    answer: { users: [{ id: ids.maya }] },
    answered: { 'x-total-count': '1' },
  },
  refuses(
    'GET /admin/users?page=x',
    [
      400,
      'validation_failed',
      'Bad Pagination Parameters: strconv.ParseUint: parsing "x": invalid syntax',
    ],
    { as },
  ),
  refuses(
    'GET /admin/users?sort=email',
    [400, 'validation_failed', "Bad Sort Parameters: bad field for sort 'email'"],
    { as },
  ),
  refuses(
    'GET /admin/users?sort=created_at+up',
    [
      400,
      'validation_failed',
      "Bad Sort Parameters: bad direction for sort 'up', only 'asc' and 'desc' allowed",
    ],
    { as },
  ),
  {
    request: `GET /admin/users/${ids.maya}`,
    as,
    status: 200,
    answer: { id: ids.maya, user_metadata: { display_name: 'Maya' } },
  },
  refuses('GET /admin/users/x', [404, 'validation_failed', 'user_id must be an UUID'], { as }),
  refuses(`GET /admin/users/${ids.nobody}`, [404, 'user_not_found', 'User not found'], { as }),
  {
    request: 'POST /admin/users',
    as,
    body: { email, password, email_confirm: true, user_metadata: { a: 1 }, role: 'coach' },
    status: 200,
    answer: {
      email,
      role: 'coach',
      app_metadata: { provider: 'email', providers: ['email'] },
      user_metadata: { a: 1, email_verified: true },
      email_confirmed_at: expect.any(String),
    },
  },
  refusesBody(
    '/admin/users',
    {},
    [400, 'validation_failed', 'Cannot create a user without either an email or phone'],
    { as },
  ),
  refusesBody('/admin/users', { email: 'maya@parakeet.test' }, exists, { as }),
  refusesBody(
    '/admin/users',
    { email, password, password_hash: 'x' },
    [400, 'validation_failed', 'Only a password or a password hash should be provided'],
    { as },
  ),
  refusesBody(
    '/admin/users',
    { email, password: 'p'.repeat(73) },
    [400, 'validation_failed', 'bcrypt: password length exceeds 72 bytes'],
    { as },
  ),
  refusesBody(
    '/admin/users',
    { email, id: 'x' },
    [400, 'validation_failed', 'ID must conform to the uuid v4 format'],
    { as },
  ),
  refusesBody(
    '/admin/users',
    { email, ban_duration: 'x' },
    [400, 'validation_failed', 'invalid format for ban duration: time: invalid duration "x"'],
    { as },
  ),
  {
    request: `PUT /admin/users/${ids.maya}`,
    as,
    body: { password: 'another-one', app_metadata: { plan: 'pro' } },
    status: 200,
    answer: { app_metadata: { provider: 'email', plan: 'pro' } },
    leaves: [`select from auth.sessions where user_id = '${ids.maya}'`, []],
  },
  {
    request: `DELETE /admin/users/${ids.maya}`,
    as,
    status: 200,
    answer: {},
    leaves: [`select from auth.users where id = '${ids.maya}'`, []],
  },
  {
    request: `DELETE /admin/users/${ids.maya}`,
    as,
    body: { should_soft_delete: true },
    status: 200,
    answer: {},
    leaves: [
      `select deleted_at is not null as deleted, email like '%parakeet%' as told,
              raw_user_meta_data as data
       from auth.users where id = '${ids.maya}'`,
      [{ deleted: true, told: false, data: {} }],
    ],
  },
  {
    request: 'POST /invite',
    as,
    body: { email, data: { team: 'blue' } },
    status: 200,
    answer: {
      email,
      invited_at: expect.any(String),
      confirmation_sent_at: expect.any(String),
      user_metadata: { team: 'blue' },
    },
  },
  refusesBody('/invite', { email: 'maya@parakeet.test' }, exists, { as }),
  {
    request: 'POST /admin/generate_link',
    as,
    body: { type: 'recovery', email: 'maya@parakeet.test' },
    status: 200,
    answer: {
      id: ids.maya,
      action_link: expect.stringMatching(/\/auth\/v1\/verify\?token=[\da-f]{56}&type=recovery&/),
      email_otp: expect.stringMatching(/^\d{6}$/),
      hashed_token: expect.stringMatching(/^[\da-f]{56}$/),
      verification_type: 'recovery',
      redirect_to: 'http://app.parakeet.test',
    },
  },
  refusesBody(
    '/admin/generate_link',
    { type: 'recovery', email },
    [404, 'user_not_found', 'User with this email not found'],
    { as },
  ),
  refusesBody(
    '/admin/generate_link',
    { type: 'signup', email: 'maya@parakeet.test', password },
    exists,
    { as },
  ),
  refusesBody(
    '/admin/generate_link',
    { type: 'signup', email },
    [400, 'validation_failed', 'Signup requires a valid password'],
    { as },
  ),
  refusesBody(
    '/admin/generate_link',
    { type: 'x', email: 'maya@parakeet.test' },
    [400, 'validation_failed', 'Invalid email action link type requested: x'],
    { as },
  ),
];
