import type { SchemaRule } from '../rule.ts';

export const indexTwice: SchemaRule = {
  id: 'index-twice',
  level: 'warning',
  advisor: '0009',
  says: 'Two indexes of a table are the same.',
  why: 'Each write updates both, and reads use only one.',
  wayOut: 'Drop the one that no constraint needs.',
  schema: `
    select r.schema || '.' || c.relname as object,
      'is the same index as ' || string_agg(o.relname, ', ' order by o.relname) as says,
      array[c.relname::text] as words
    from pg_index i
    join relations r on r.oid = i.indrelid
    join pg_class c on c.oid = i.indexrelid
    join pg_index other on other.indrelid = i.indrelid and other.indexrelid <> i.indexrelid
    join pg_class o on o.oid = other.indexrelid and o.relam = c.relam
    where (other.indkey::text, other.indclass::text, other.indcollation::text,
        other.indoption::text, coalesce(pg_get_expr(other.indexprs, i.indrelid), ''),
        coalesce(pg_get_expr(other.indpred, i.indrelid), ''))
      = (i.indkey::text, i.indclass::text, i.indcollation::text, i.indoption::text,
        coalesce(pg_get_expr(i.indexprs, i.indrelid), ''),
        coalesce(pg_get_expr(i.indpred, i.indrelid), ''))
      and i.indnkeyatts = other.indnkeyatts
      -- of two, the one to go: no unique one because of a plain one, none of a constraint
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
      and (not i.indisunique or other.indisunique)
      and (i.indexrelid > other.indexrelid or other.indisunique and not i.indisunique
        or exists (select from pg_constraint k where k.conindid = other.indexrelid))
      and not (other.indexrelid > i.indexrelid and i.indisunique = other.indisunique
        and not exists (select from pg_constraint k where k.conindid = other.indexrelid))
    group by r.schema, c.relname`,
  bad: `
    create table public.notes (id bigint primary key, slug text unique);
    create index notes_slug_idx on public.notes (slug);`,
  good: `
    create table public.notes (id bigint primary key, slug text unique, title text);
    create index notes_title_idx on public.notes (title);
    create index notes_title_slug_idx on public.notes (title, slug);`,
};
