import type { SchemaRule } from '../rule.ts';

export const foreignKeyWithoutIndex: SchemaRule = {
  id: 'foreign-key-without-index',
  level: 'warning',
  // the same index fixes both
  unless: ['policy-column-without-index'],
  advisor: '0001',
  says: 'A foreign key has no index that begins with one of its columns.',
  why:
    'To delete a referenced row, or to change its key, Postgres looks for the rows that ' +
    'refer to it. Without an index it reads the whole table each time, and holds its locks ' +
    'meanwhile. Joins and embeds from the other side also read the whole table.',
  wayOut: 'Create an index whose first column is one of the columns of the foreign key.',
  schema: `
    select r.name || '.' || a.attname as object,
      'refers to ' || c.confrelid::regclass || ', and no index begins with ' ||
        case cardinality(c.conkey) when 1 then 'it' else 'a column of that foreign key' end as says,
      array[a.attname::text] as words
    from pg_constraint c
    join relations r on r.oid = c.conrelid
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.conparentid = 0
      and not exists (
        select from pg_index i
        where i.indrelid = c.conrelid and i.indkey[0] = any (c.conkey)
          -- a partial index helps if it leaves out only what has no reference
          and (i.indpred is null
            or pg_get_expr(i.indpred, i.indrelid) ~ '^[(]?"?\\w+"? IS NOT NULL[)]?$'))`,
  bad: `
    create table public.lists (id bigint primary key);
    create table public.items (
      id bigint primary key,
      list_id bigint not null references public.lists (id) on delete cascade
    );`,
  good: `
    create table public.lists (id bigint primary key);
    create table public.items (
      id bigint primary key,
      list_id bigint not null references public.lists (id) on delete cascade
    );
    create index items_list_id_idx on public.items (list_id);`,
};
