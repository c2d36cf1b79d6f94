import type { SchemaRule } from '../rule.ts';

export const triggerDisabled: SchemaRule = {
  id: 'trigger-disabled',
  level: 'warning',
  says: 'A migration disables a trigger, and no migration enables it again.',
  why: 'From then on, no write runs the trigger, and there is no error.',
  wayOut: 'alter table … enable trigger …; or drop the trigger.',
  schema: `
    select r.name || '.' || t.tgname as object, 'is disabled' as says,
      array[t.tgname::text] as words
    from pg_trigger t
    join relations r on r.oid = t.tgrelid
    where t.tgenabled = 'D' and not t.tgisinternal`,
  bad: `
    create table public.notes (id bigint primary key);
    create function public.refuse() returns trigger language plpgsql as 'begin return null; end';
    create trigger refuse before insert on public.notes
      for each row execute function public.refuse();
    alter table public.notes disable trigger refuse;`,
  good: `
    create table public.notes (id bigint primary key);
    create function public.refuse() returns trigger language plpgsql as 'begin return null; end';
    create trigger refuse before insert on public.notes
      for each row execute function public.refuse();
    alter table public.notes disable trigger refuse;
    alter table public.notes enable trigger refuse;`,
};
