import type { SchemaRule } from '../rule.ts';

export const timestampWithoutTimeZone: SchemaRule = {
  id: 'timestamp-without-time-zone',
  level: 'warning',
  says: 'A column stores a local time without its time zone.',
  why:
    'timestamp drops the offset that a client sends, and now() becomes the time in the ' +
    "session's zone. Two clients read the same value as different moments.",
  wayOut:
    "Use timestamptz. To change a column that was written in UTC: using … at time zone 'utc'.",
  schema: `
    select r.name || '.' || a.attname as object, 'is ' ||
      format_type(a.atttypid, a.atttypmod) as says, array[a.attname::text] as words
    from relations r
    join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    where r.kind = 'table' and a.atttypid in ('timestamp'::regtype, 'timestamp[]'::regtype)`,
  bad: 'create table public.notes (id bigint primary key, made timestamp default now());',
  good: 'create table public.notes (id bigint primary key, made timestamptz default now());',
};
