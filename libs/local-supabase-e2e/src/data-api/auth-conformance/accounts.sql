-- The accounts at the beginning of each case. The codes of all mails are 123456.
delete from auth.users;
delete from auth.flow_state;
delete from auth.audit_log_entries;

insert into auth.users
  (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, banned_until,
   is_anonymous, raw_app_meta_data, raw_user_meta_data, created_at, updated_at,
   confirmation_token, recovery_token, email_change, email_change_token_new)
select
  '00000000-0000-0000-0000-000000000000', id::uuid, 'authenticated', 'authenticated', email,
  extensions.crypt('a-long-enough-one', extensions.gen_salt('bf', 4)),
  case when confirmed then now() end, banned_until::timestamptz, email is null,
  case when email is null then '{}' else '{"provider":"email","providers":["email"]}' end::jsonb,
  '{"display_name":"Maya"}', created_at::timestamptz, now(), '', '', '', ''
from (values
  ('10000000-0000-4000-8000-000000000001', 'maya@parakeet.test', true, null, '2026-01-01 10:00Z'),
  ('10000000-0000-4000-8000-000000000002', 'new@parakeet.test', false, null, '2026-01-02 10:00Z'),
  ('10000000-0000-4000-8000-000000000003', 'bad@parakeet.test', true, 'infinity', '2026-01-03 10:00Z'),
  ('10000000-0000-4000-8000-000000000004', null, false, null, '2026-01-04 10:00Z')
) as made (id, email, confirmed, banned_until, created_at);

insert into auth.identities
  (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
select id, id, jsonb_build_object('sub', id, 'email', email), 'email', now(), now(), now()
from auth.users where email is not null;

insert into auth.sessions (id, user_id, aal, created_at, updated_at)
values
  ('20000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001', 'aal1', now(), now()),
  ('20000000-0000-4000-8000-000000000002', '10000000-0000-4000-8000-000000000001', 'aal1', now(), now()),
  ('20000000-0000-4000-8000-000000000003', '10000000-0000-4000-8000-000000000003', 'aal1', now(), now());
insert into auth.mfa_amr_claims (id, session_id, authentication_method, created_at, updated_at)
select gen_random_uuid(), id, 'password', now(), now() from auth.sessions;

insert into auth.refresh_tokens
  (instance_id, token, parent, user_id, session_id, revoked, created_at, updated_at)
select '00000000-0000-0000-0000-000000000000', token, parent, user_id, session_id::uuid, revoked,
  used, used
from (values
  ('mayafirst001', null, '10000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', true, now() - interval '1 hour'),
  ('mayasecond02', 'mayafirst001', '10000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', true, now() - interval '1 hour'),
  ('mayathird003', 'mayasecond02', '10000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', false, now()),
  ('otherfirst01', null, '10000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000002', false, now()),
  ('bannedfirst1', null, '10000000-0000-4000-8000-000000000003', '20000000-0000-4000-8000-000000000003', false, now())
) as made (token, parent, user_id, session_id, revoked, used);

-- a mail of each kind: a token is the hash of the address and the code
update auth.users set
  recovery_token = encode(extensions.digest(email || '123456', 'sha224'), 'hex'),
  recovery_sent_at = now() - interval '1 minute'
where email in ('maya@parakeet.test', 'bad@parakeet.test');
update auth.users set
  confirmation_token = encode(extensions.digest(email || '123456', 'sha224'), 'hex'),
  confirmation_sent_at = now() - interval '1 minute'
where email = 'new@parakeet.test';
