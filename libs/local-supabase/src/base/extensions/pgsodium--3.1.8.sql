-- There is no key outside the database to encrypt with: each call raises an error that says so.
-- Only the functions that hosted granted to roles are here: dumps name them in their grants.

create function pgsodium.crypto_aead_det_keygen() returns bytea
  language plpgsql
as $$
begin
  raise exception 'pgsodium is a stand-in here: it has no keys'
    using errcode = '0A000', hint = 'reset --engine=container has the real pgsodium';
end
$$;

create function pgsodium.crypto_aead_det_encrypt(
  message bytea, additional bytea, key_uuid uuid, nonce bytea default null
) returns bytea
  language plpgsql
as $$
begin
  raise exception 'pgsodium is a stand-in here: it has no keys'
    using errcode = '0A000', hint = 'reset --engine=container has the real pgsodium';
end
$$;

create function pgsodium.crypto_aead_det_decrypt(
  message bytea, additional bytea, key_uuid uuid, nonce bytea default null
) returns bytea
  language plpgsql
as $$
begin
  raise exception 'pgsodium is a stand-in here: it has no keys'
    using errcode = '0A000', hint = 'reset --engine=container has the real pgsodium';
end
$$;

grant usage on schema pgsodium to ":owner" with grant option;
