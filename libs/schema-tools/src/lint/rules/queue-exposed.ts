import type { Hit, Schema, SchemaRule } from '../rule.ts';

export const queueExposed: SchemaRule = {
  id: 'queue-exposed',
  level: 'error',
  advisor: '0019',
  says: 'Clients reach a queue of pgmq whose table has no row level security.',
  why:
    'The functions of pgmq_public run as their caller. A role with a privilege on the table ' +
    'of a queue reads, deletes or sends all of its messages.',
  wayOut:
    'alter table pgmq.q_… enable row level security, with a policy for each role that is to use ' +
    'it; or revoke its privileges; or take pgmq_public out of [api] schemas.',
  schema: async ({ client, schemas }: Schema): Promise<Hit[]> => {
    if (!schemas.some((schema) => schema === 'pgmq_public' || schema === 'pgmq')) return [];
    const { rows } = await client.query<Hit>(`
      select format('%I.%I', n.nspname, c.relname) as object,
        'has no row level security, and is used by ' ||
          string_agg(role, ' and ' order by role) as says
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace,
        unnest(array['anon', 'authenticated']) as role
      where n.nspname = 'pgmq' and c.relkind in ('r', 'p') and c.relname like 'q\\_%'
        and not c.relrowsecurity and not c.relispartition
        and has_schema_privilege(role, n.oid, 'usage')
        and has_table_privilege(role, c.oid, 'select, insert, update, delete')
      group by n.nspname, c.relname`);
    return rows;
  },
  bad: {
    config: '[api]\nschemas = ["public", "pgmq_public"]\n',
    sql: `
      create extension pgmq;
      create schema pgmq_public;
      select pgmq.create('jobs');
      grant usage on schema pgmq to authenticated;
      grant select, delete on pgmq.q_jobs to authenticated;`,
  },
  good: {
    config: '[api]\nschemas = ["public", "pgmq_public"]\n',
    sql: `
      create extension pgmq;
      create schema pgmq_public;
      select pgmq.create('jobs');
      alter table pgmq.q_jobs enable row level security;
      grant usage on schema pgmq to authenticated;
      grant select, delete on pgmq.q_jobs to authenticated;
      select pgmq.create('inside');`,
  },
};
