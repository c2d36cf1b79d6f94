import { type Session } from '@parakeet/db-harness';
import { specification } from '../specification/statement.ts';

/**
 * The rules without a comment, in tables that the specification lacks. An additional rule in a
 * table of the specification is a difference, and another check finds it.
 *
 * @returns one finding for each rule, with the statement to write
 */
export async function findUncommented(db: Session): Promise<string[]> {
  const rows = await db.query<{ kind: string; table: string; name: string }>(
    `select 'constraint' as kind, relname as table, conname as name
     from pg_constraint as k join pg_class as c on c.oid = conrelid
     where connamespace = 'public'::regnamespace and obj_description(k.oid, 'pg_constraint') is null
       and (contype = 'c' and conname not like '%\\_contract'
         -- a list of words says itself what it takes
         and pg_get_constraintdef(k.oid) !~ '^CHECK \\(\\(\\w+ = ANY \\(ARRAY\\['
         or contype = 'f' and cardinality(conkey) > 1)
     union all
     select 'index', t.relname, c.relname
     from pg_index as x join pg_class as c on c.oid = indexrelid join pg_class as t on t.oid = indrelid
     where c.relnamespace = 'public'::regnamespace and indisunique
       and obj_description(indexrelid, 'pg_class') is null
       and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
       -- with the primary key in it, it cannot be broken
       and not exists (
         select from pg_attribute where attrelid = indrelid and attname = 'id' and attnum = any (indkey))
     order by 2, 3`,
  );
  return rows
    .filter(({ table }) => !(table in specification))
    .map(({ kind, table, name }) => {
      const object =
        kind === 'index' ? `index public.${name}` : `constraint ${name} on public.${table}`;
      return `public.${table}: ${name} does not say what it is for. Write:\n  comment on ${object} is '…';`;
    });
}
