import { ownerColumns } from '../expressions.ts';
import type { Hit, Schema, SchemaRule } from '../rule.ts';

interface Row {
  readonly table: string;
  readonly policies: readonly string[];
  readonly using: string;
  /** Columns that an index begins with. */
  readonly indexed: readonly string[];
}

export const policyColumnWithoutIndex: SchemaRule = {
  id: 'policy-column-without-index',
  level: 'warning',
  says: 'A policy compares a column with the caller, and no index begins with that column.',
  why:
    'Each read, update and delete of a client has the condition of the policy. Without an ' +
    'index it reads the rows of all users to find those of one.',
  wayOut: 'Create an index that begins with the column.',
  schema: async ({ client }: Schema): Promise<Hit[]> => {
    const { rows } = await client.query<Row>(`
      select relation_name as table, using_text as using,
        array_agg(distinct policy) as policies,
        array(select a.attname::text from pg_index i
          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
          where i.indrelid = p.relation) as indexed
      from policies p
      where using_text is not null and permissive and roles <> '{}'
      group by relation_name, relation, using_text`);
    const found = new Map<string, Hit>();
    for (const { table, policies, using, indexed } of rows) {
      for (const column of await ownerColumns(using)) {
        if (indexed.includes(column)) continue;
        const object = `${table}.${column}`;
        const says = `is compared with the caller by ${policies.join(', ')}, without an index`;
        if (!found.has(object)) found.set(object, { object, says, words: [column] });
      }
    }
    return [...found.values()];
  },
  bad: `
    create table public.notes (id bigint primary key, user_id uuid not null);
    alter table public.notes enable row level security;
    create policy own on public.notes for select to authenticated
      using (user_id = (select auth.uid()));`,
  good: `
    create table public.notes (id bigint primary key, user_id uuid not null);
    create index notes_user_id_idx on public.notes (user_id);
    alter table public.notes enable row level security;
    create policy own on public.notes for select to authenticated
      using (user_id = (select auth.uid()));`,
};
