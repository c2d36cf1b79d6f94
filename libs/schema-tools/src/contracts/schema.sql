create schema if not exists contracts;
comment on schema contracts is :comment;
grant usage on schema contracts to public;
