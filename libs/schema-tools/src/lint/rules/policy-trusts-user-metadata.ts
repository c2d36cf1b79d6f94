import type { SchemaRule } from '../rule.ts';

export const policyTrustsUserMetadata: SchemaRule = {
  id: 'policy-trusts-user-metadata',
  level: 'error',
  advisor: '0015',
  says: 'A policy trusts what users write about themselves.',
  why:
    'A signed-in user changes user_metadata with auth.updateUser(). If a policy reads a role ' +
    'or a tenant from it, every user can choose their own.',
  wayOut: 'Keep such facts in app_metadata, which only the server writes, or in a table.',
  schema: `
    select name as object, 'reads user_metadata, which the user can change' as says,
      array[policy] as words
    from policies
    where concat(using_text, ' ', check_text) ~* 'raw_user_meta_data'
      or concat(using_text, ' ', check_text) ~* '(jwt|claims).*user_metadata'
    group by name, policy`,
  bad: `
    create table public.notes (id bigint primary key);
    alter table public.notes enable row level security;
    create policy admins on public.notes for select to authenticated
      using ((select auth.jwt() -> 'user_metadata' ->> 'role') = 'admin');`,
  good: `
    create table public.notes (id bigint primary key);
    alter table public.notes enable row level security;
    create policy admins on public.notes for select to authenticated
      using ((select auth.jwt() -> 'app_metadata' ->> 'role') = 'admin');`,
};
