import { configValue } from '@parakeet/local-supabase';
import type { Hit, Schema, SchemaRule } from '../rule.ts';

export const grantWithoutPolicy: SchemaRule = {
  id: 'grant-without-policy',
  level: 'warning',
  says: 'A role has a privilege on a table, but no policy lets it use that privilege.',
  why:
    'An insert is refused with 42501, and a read, an update or a delete finds no row, ' +
    'without an error. The rule applies only with auto_expose_new_tables = false, when ' +
    'grants are written by hand.',
  wayOut: 'Write the policy, or revoke the privilege.',
  schema: async ({ client, settings }: Schema): Promise<Hit[]> => {
    // if everything is granted by default, a privilege shows no intention
    if (configValue(settings, 'api', 'auto_expose_new_tables') !== false) return [];
    const { rows } = await client.query<Hit>(`
      select name as object, string_agg(says, '; ' order by says) as says
      from (
        select r.name, g.role || ' may ' || lower(string_agg(g.command, ', ' order by g.command)) ||
          ' by grant, and by no policy' as says
        from relations r
        join grants g on g.relation = r.oid
        where r.secured and not g.by_policy
          and exists (select from pg_policy p where p.polrelid = r.oid)
        group by r.name, g.role
      ) as each
      group by name`);
    return rows;
  },
  bad: {
    config: '[api]\nauto_expose_new_tables = false\n',
    sql: `
      create table public.notes (id bigint primary key, user_id uuid not null);
      alter table public.notes enable row level security;
      grant select, delete on public.notes to authenticated;
      create policy own on public.notes for select to authenticated
        using (user_id = (select auth.uid()));`,
  },
  good: {
    config: '[api]\nauto_expose_new_tables = false\n',
    sql: `
      create table public.notes (id bigint primary key, user_id uuid not null);
      alter table public.notes enable row level security;
      grant select on public.notes to authenticated;
      create policy own on public.notes for select to authenticated
        using (user_id = (select auth.uid()));`,
  },
};
