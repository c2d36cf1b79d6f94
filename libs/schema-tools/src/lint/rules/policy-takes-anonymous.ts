import { configValue } from '@parakeet/local-supabase';
import type { Hit, Schema, SchemaRule } from '../rule.ts';

export const policyTakesAnonymous: SchemaRule = {
  id: 'policy-takes-anonymous',
  level: 'note',
  advisor: '0012',
  says: 'Anonymous sign-ins are on, and a policy for writing also accepts anonymous users.',
  why:
    'A user who signed in anonymously has the role authenticated. A policy for that role ' +
    'lets everybody write without an e-mail address or a password.',
  wayOut:
    `Compare (select (auth.jwt() ->> 'is_anonymous')::boolean), in a restrictive policy for all ` +
    'commands or in this one.',
  schema: async ({ client, settings }: Schema): Promise<Hit[]> => {
    if (configValue(settings, 'auth', 'enable_anonymous_sign_ins') !== true) return [];
    const { rows } = await client.query<Hit>(`
      select relation_name as object,
        'takes what anonymous users ' || string_agg(distinct lower(command), ' and ') as says
      from policies p
      where permissive and command <> 'SELECT' and roles = array['authenticated']
        and concat(using_text, ' ', check_text) !~ 'is_anonymous'
        and not exists (select from policies r where r.relation = p.relation and not r.permissive
          and concat(r.using_text, ' ', r.check_text) ~ 'is_anonymous')
      group by relation_name`);
    return rows;
  },
  bad: {
    config: '[auth]\nenable_anonymous_sign_ins = true\n',
    sql: `
      create table public.notes (id bigint primary key, user_id uuid not null);
      alter table public.notes enable row level security;
      create policy add on public.notes for insert to authenticated
        with check (user_id = (select auth.uid()));`,
  },
  good: {
    config: '[auth]\nenable_anonymous_sign_ins = true\n',
    sql: `
      create table public.notes (id bigint primary key, user_id uuid not null);
      alter table public.notes enable row level security;
      create policy add on public.notes for insert to authenticated
        with check (user_id = (select auth.uid())
          and not (select (auth.jwt() ->> 'is_anonymous')::boolean));`,
  },
};
