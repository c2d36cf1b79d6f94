import type { Hit, Schema, SchemaRule } from '../rule.ts';

interface Row {
  readonly table: string;
  readonly role: 'anon' | 'authenticated';
  readonly commands: readonly string[];
}

export const accessNotAsDeclared: SchemaRule = {
  id: 'access-not-as-declared',
  level: 'error',
  says: 'A role may do more or less with a table than the config declares.',
  why:
    'The config of schema-tools can declare, under lint.access, the rights of each role on ' +
    'each table. A role may do what its grants and a permissive policy allow. Without a ' +
    'declaration the rule compares nothing.',
  wayOut: 'Change the grant or the policy, or lint.access in the config.',
  schema: async ({ client, config }: Schema): Promise<Hit[]> => {
    const { access } = config;
    if (!access) return [];
    const { rows } = await client.query<Row>(`
      select r.name as "table", role, array(
          select lower(g.command) from grants g
          where g.relation = r.oid and g.role = each_role.role
            and (not r.secured or r.kind <> 'table' or g.by_policy)) as commands
      from relations r, unnest(array['anon', 'authenticated']) as each_role (role)`);
    const known = new Set(rows.map(({ table }) => table));
    const gone = Object.keys(access).filter((table) => table !== '*' && !known.has(table));
    const found: Hit[] = gone.map((object) => ({
      object,
      says: 'is declared in lint.access of the config, but does not exist',
    }));
    for (const { table, role, commands } of rows) {
      const declared = (access[table] ?? access['*'])?.[role];
      if (!access[table] && !access['*']) continue;
      const wanted: readonly string[] = declared ?? [];
      const more = commands.filter((one) => !wanted.includes(one));
      const less = wanted.filter((one) => !commands.includes(one));
      const says = [
        ...(more.length > 0 ? [`${role} may ${more.join(', ')}, which is not declared`] : []),
        ...(less.length > 0 ? [`${role} may not ${less.join(', ')}, which is declared`] : []),
      ];
      if (says.length > 0) found.push({ object: table, says: says.join('; ') });
    }
    return found;
  },
  bad: {
    lint: { access: { 'public.notes': { authenticated: ['select'] } } },
    sql: `
      create table public.notes (id bigint primary key, user_id uuid not null);
      alter table public.notes enable row level security;
      grant select, delete on public.notes to authenticated;
      create policy own on public.notes for all to authenticated
        using (user_id = (select auth.uid()));`,
  },
  good: {
    config: '[api]\nauto_expose_new_tables = false\n',
    lint: { access: { 'public.notes': { authenticated: ['select'] } } },
    sql: `
      create table public.notes (id bigint primary key, user_id uuid not null);
      alter table public.notes enable row level security;
      grant select on public.notes to authenticated;
      create policy own on public.notes for all to authenticated
        using (user_id = (select auth.uid()));`,
  },
};
