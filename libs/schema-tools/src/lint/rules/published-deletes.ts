import { ownerColumns } from '../expressions.ts';
import type { Hit, Schema, SchemaRule } from '../rule.ts';

export const publishedDeletes: SchemaRule = {
  id: 'published-deletes',
  level: 'note',
  says: 'Realtime sends the deleted rows of all users to every subscriber.',
  why:
    'Realtime applies the policies to new and changed rows. It cannot apply them to a ' +
    'deleted row: its primary key goes to everybody who listens to deletes.',
  wayOut:
    'Use primary keys without a meaning, such as random UUIDs. Or mark rows as deleted ' +
    'instead of deleting them, or send broadcasts.',
  schema: async ({ client }: Schema): Promise<Hit[]> => {
    const { rows } = await client.query<{ name: string; reads: readonly string[] }>(`
      select r.name, array_agg(p.using_text) as reads
      from pg_publication_tables t
      join relations r on r.schema = t.schemaname and r.relation = t.tablename
      join policies p on p.relation = r.oid and p.command = 'SELECT'
      join pg_publication b on b.pubname = t.pubname and b.pubdelete
      where t.pubname = 'supabase_realtime' and r.secured and p.using_text is not null
        and exists (select from pg_index i
          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
          where i.indrelid = r.oid and i.indisprimary and a.atttypid <> 'uuid'::regtype)
      group by r.name`);
    const found: Hit[] = [];
    for (const { name, reads } of rows) {
      const owners = (await Promise.all(reads.map((one) => ownerColumns(one)))).flat();
      if (owners.length === 0) continue;
      found.push({ object: name, says: 'shows the keys of deleted rows to every subscriber' });
    }
    return found;
  },
  bad: `
    create table public.notes (day date, user_id uuid, primary key (user_id, day));
    alter table public.notes enable row level security;
    create policy own on public.notes for select to authenticated
      using (user_id = (select auth.uid()));
    alter publication supabase_realtime add table public.notes;`,
  good: `
    create table public.notes (id uuid primary key, user_id uuid);
    create index notes_user_id_idx on public.notes (user_id);
    alter table public.notes enable row level security;
    create policy own on public.notes for select to authenticated
      using (user_id = (select auth.uid()));
    alter publication supabase_realtime add table public.notes;`,
};
