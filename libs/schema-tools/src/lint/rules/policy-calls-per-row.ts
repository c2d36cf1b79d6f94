import { parseExpression } from '../../generate/catalogue/value-lists.ts';
import { texts, walk } from '../expressions.ts';
import type { Hit, Schema, SchemaRule } from '../rule.ts';

interface Row {
  readonly name: string;
  readonly policy: string;
  readonly expression: string;
}

export const policyCallsPerRow: SchemaRule = {
  id: 'policy-calls-per-row',
  level: 'warning',
  advisor: '0003',
  says: 'A policy looks up the caller once for each row.',
  why:
    'Postgres calls auth.uid() for every row that it reads. Written as (select auth.uid()) ' +
    'it runs once for the statement. On a million rows without an index the first ' +
    'form cost 41 times as much, the second 1.04 times.',
  wayOut: 'Write (select auth.uid()) in the policy, in place of auth.uid().',
  schema: async ({ client }: Schema): Promise<Hit[]> => {
    // a WITH CHECK runs only for written rows
    const { rows } = await client.query<Row>(`
      select distinct name, policy, using_text as expression
      from policies
      where using_text is not null and roles <> '{}'`);
    const found: Hit[] = [];
    for (const { name, policy, expression } of rows) {
      const calls = new Set(await callsPerRow(expression));
      if (calls.size === 0) continue;
      found.push({
        object: name,
        says: `calls ${[...calls].join(' and ')} for each row`,
        words: [policy],
      });
    }
    return found;
  },
  bad: `
    create table public.notes (id bigint primary key, user_id uuid not null);
    alter table public.notes enable row level security;
    create policy own on public.notes for select to authenticated using (user_id = auth.uid());`,
  good: `
    create table public.notes (id bigint primary key, user_id uuid not null);
    alter table public.notes enable row level security;
    create policy own on public.notes for select to authenticated
      using (user_id = (select auth.uid()));
    create policy add on public.notes for insert to authenticated
      with check (user_id = auth.uid());`,
};

const names = new Set(['uid', 'jwt', 'role', 'email']);

/** The calls of auth's functions in an expression that are not inside a `select`. */
async function callsPerRow(expression: string): Promise<string[]> {
  const found: string[] = [];
  walk(await parseExpression(expression), (type, node, outer) => {
    if (type !== 'FuncCall') return;
    const [schema, name = ''] = texts(node['funcname']);
    if (schema !== 'auth' || !names.has(name)) return;
    // `(select auth.uid())`, or with more around the call: `(select auth.jwt() ->> 'role')`
    const select = outer.lastIndexOf('SelectStmt');
    const inTarget = select !== -1 && outer[select + 1] === 'ResTarget';
    if (!inTarget) found.push(`auth.${name}()`);
  });
  return found;
}
