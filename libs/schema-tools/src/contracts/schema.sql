create schema if not exists contracts;
comment on schema contracts is 'What the CHECKs of JSONB columns ask: functions compiled from the contracts of @parakeet/db-types. Not exposed to the Data API.';
grant usage on schema contracts to public;
