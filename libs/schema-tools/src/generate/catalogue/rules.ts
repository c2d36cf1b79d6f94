import type pg from 'pg';
import type { CommentedRule } from '../model.ts';

/**
 * The CHECKs, foreign keys and unique indexes of schemas with a comment. Those of contracts have
 * their own page.
 */
export async function readCommentedRules(
  client: pg.ClientBase,
  schemas: readonly string[] = ['public'],
): Promise<CommentedRule[]> {
  const { rows } = await client.query<CommentedRule>(
    `
    select * from (
      select
        case contype when 'c' then '23514' when 'f' then '23503' else '23505' end as code,
        relname as table, conname as name, obj_description(k.oid, 'pg_constraint') as comment
      from pg_constraint as k
      join pg_class as c on c.oid = conrelid join pg_namespace as n on n.oid = connamespace
      where n.nspname = any ($1) and contype in ('c', 'f', 'u')
        and conname not like '%\\_contract'
      union all
      select '23505', t.relname, i.relname, obj_description(indexrelid, 'pg_class')
      from pg_index
      join pg_class as i on i.oid = indexrelid join pg_class as t on t.oid = indrelid
      join pg_namespace as n on n.oid = i.relnamespace
      where indisunique and n.nspname = any ($1)
    ) as rules
    where comment is not null
    order by code, "table", name`,
    [schemas],
  );
  return rows;
}
