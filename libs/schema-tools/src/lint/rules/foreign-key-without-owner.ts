import { mentions } from '../../findings/likely-place.ts';
import { ownerColumns } from '../expressions.ts';
import type { Hit, Schema, SchemaRule } from '../rule.ts';

interface Row {
  readonly table: string;
  readonly target: string;
  readonly columns: readonly string[];
  readonly targetColumns: readonly string[];
  /** The conditions of both tables' policies, under which a client reads or changes a row. */
  readonly reads: readonly string[];
  readonly targetReads: readonly string[];
  /** The condition for a row that a client writes. */
  readonly checks: readonly string[];
}

export const foreignKeyWithoutOwner: SchemaRule = {
  id: 'foreign-key-without-owner',
  level: 'warning',
  says: "A user can make their own row refer to another user's row.",
  why:
    'Both tables have an owner by their policies, but the foreign key between them does not ' +
    'include it. Row level security does not apply to foreign keys: a guessed or seen id is ' +
    'enough. Deletes, counts and embeds over that reference then cross users.',
  wayOut:
    'Include the owner in the foreign key: unique (id, user_id) there, and foreign key ' +
    '(x_id, user_id) references it. Or check the reference in the policy for writing.',
  schema: async ({ client }: Schema): Promise<Hit[]> => {
    const { rows } = await client.query<Row>(query);
    const found: Hit[] = [];
    for (const row of rows) {
      const [owner] = await ownersOf(row.reads);
      const owners = await ownersOf(row.targetReads);
      if (owner === undefined || owners.length === 0) continue;
      if (row.columns.includes(owner) || row.targetColumns.some((one) => owners.includes(one)))
        continue;
      // the policy checks it
      if (row.checks.every((check) => row.columns.some((one) => mentions(check, one)))) continue;
      found.push({
        object: `${row.table}.${row.columns[0]}`,
        says:
          `refers to ${row.target} without ${owner}: a user can write there the id of a row that ` +
          'belongs to another',
        words: [row.columns[0] ?? ''],
      });
    }
    return found;
  },
  bad: `
    create table public.lists (id bigint primary key, user_id uuid not null);
    create table public.items (
      id bigint primary key,
      user_id uuid not null,
      list_id bigint not null references public.lists (id)
    );
    alter table public.lists enable row level security;
    alter table public.items enable row level security;
    grant select, insert on public.lists, public.items to authenticated;
    create policy own on public.lists for all to authenticated
      using (user_id = (select auth.uid()));
    create policy own on public.items for all to authenticated
      using (user_id = (select auth.uid()));`,
  good: `
    create table public.lists (id bigint primary key, user_id uuid not null, unique (id, user_id));
    create table public.items (
      id bigint primary key,
      user_id uuid not null,
      list_id bigint not null,
      foreign key (list_id, user_id) references public.lists (id, user_id)
    );
    alter table public.lists enable row level security;
    alter table public.items enable row level security;
    grant select, insert on public.lists, public.items to authenticated;
    create policy own on public.lists for all to authenticated
      using (user_id = (select auth.uid()));
    create policy own on public.items for all to authenticated
      using (user_id = (select auth.uid()));`,
};

async function ownersOf(expressions: readonly string[]): Promise<string[]> {
  const found = await Promise.all(expressions.map((one) => ownerColumns(one)));
  // either every access requires the owner, or the table has none
  return found.length > 0 && found.every((columns) => columns.length > 0)
    ? [...new Set(found.flat())]
    : [];
}

const columnNames = (keys: string, relation: string) => `array(
  select a.attname::text from unnest(${keys}) with ordinality as key (number, place)
  join pg_attribute a on a.attrelid = ${relation} and a.attnum = key.number order by place)`;

const conditions = (relation: string, text: string, commands: string) => `array(
  select distinct ${text} from policies p where p.relation = ${relation} and p.permissive
    and 'authenticated' = any (p.roles) and p.command in (${commands}) and ${text} is not null)`;

const query = `
  select r.name as "table", t.name as target,
    ${columnNames('c.conkey', 'c.conrelid')} as columns,
    ${columnNames('c.confkey', 'c.confrelid')} as "targetColumns",
    ${conditions('r.oid', 'p.using_text', `'SELECT'`)} as reads,
    ${conditions('t.oid', 'p.using_text', `'SELECT'`)} as "targetReads",
    ${conditions('r.oid', 'coalesce(p.check_text, p.using_text)', `'INSERT', 'UPDATE'`)} as checks
  from pg_constraint c
  join relations r on r.oid = c.conrelid and r.secured
  join relations t on t.oid = c.confrelid and t.secured
  where c.contype = 'f' and c.conrelid <> c.confrelid
    and exists (select from grants g where g.relation = r.oid and g.role = 'authenticated'
      and g.command in ('INSERT', 'UPDATE'))
    and exists (select from policies p where p.relation = r.oid and p.permissive
      and 'authenticated' = any (p.roles) and p.command in ('INSERT', 'UPDATE'))`;
