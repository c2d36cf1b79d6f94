import type { SchemaRule } from '../rule.ts';

export const embedAmbiguous: SchemaRule = {
  id: 'embed-ambiguous',
  level: 'note',
  says: 'Two foreign keys lead from one table to the same other table.',
  why:
    'A request that embeds the other table by its name alone gets PGRST201 (300). An app ' +
    'that did so with one foreign key fails when the second one lands.',
  wayOut: 'Name the foreign key in the embed: select=*,profiles!messages_sender_id_fkey(*).',
  schema: `
    select r.name as object, 'refers to ' || t.name || ' by ' ||
      string_agg(c.conname, ' and ' order by c.oid) || ': an embed has to name one' as says,
      array[(array_agg(c.conname::text order by c.oid desc))[1]] as words
    from pg_constraint c
    join relations r on r.oid = c.conrelid
    join relations t on t.oid = c.confrelid
    where c.contype = 'f' and c.conparentid = 0
      and exists (select from grants g where g.relation = r.oid and g.command = 'SELECT')
      and exists (select from grants g where g.relation = t.oid and g.command = 'SELECT')
    group by r.name, t.name
    having count(*) > 1`,
  bad: `
    create table public.people (id bigint primary key);
    create table public.messages (
      id bigint primary key,
      sender_id bigint references public.people (id),
      receiver_id bigint references public.people (id)
    );
    grant select on public.people, public.messages to authenticated;`,
  good: `
    create table public.people (id bigint primary key);
    create table public.messages (
      id bigint primary key,
      sender_id bigint references public.people (id),
      receiver text
    );
    grant select on public.people, public.messages to authenticated;`,
};
