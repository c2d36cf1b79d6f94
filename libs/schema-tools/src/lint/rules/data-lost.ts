import type { Node } from 'libpg-query';
import { namesOf } from '../expressions.ts';
import type { ChangeRule, Hit } from '../rule.ts';

export const dataLost: ChangeRule = {
  id: 'data-lost',
  level: 'warning',
  alsoAllowedBy: ['table-no-delete', 'column-no-delete', 'rows'],
  says: 'A migration deletes an existing table, a column, or all rows of a table.',
  why: 'Migrations only go forward: only a backup brings the data back.',
  wayOut: 'Say in the migration why nobody needs it any more, or keep it until nobody does.',
  change: ({ facts: { statement }, isOld }) =>
    lostBy(statement.tree).flatMap(({ schema, name, column, says }): Hit[] => {
      if (!isOld({ schema, name })) return [];
      const object = `${schema}.${name}${column === undefined ? '' : `.${column}`}`;
      return [{ object, says, words: [column ?? name] }];
    }),
  bad: {
    landed: 'create table public.notes (id bigint primary key, title text);',
    sql: 'alter table public.notes drop column title;',
  },
  good: {
    landed: 'create table public.notes (id bigint primary key, title text);',
    sql: `
      create table public.drafts (id bigint primary key);
      drop table public.drafts;`,
  },
};

interface Lost {
  readonly schema: string;
  readonly name: string;
  readonly column?: string;
  readonly says: string;
}

function lostBy(tree: Node): Lost[] {
  const named = ({ schemaname = 'public', relname = '' }) => ({
    schema: schemaname,
    name: relname,
  });
  const rangeOf = (node: Node) => ('RangeVar' in node ? [named(node.RangeVar)] : []);
  if ('DropStmt' in tree) {
    const { removeType, objects = [] } = tree.DropStmt;
    if (removeType !== 'OBJECT_TABLE') return [];
    return objects.map((node) => {
      const [name = '', schema = 'public'] = namesOf(node).toReversed();
      return { schema, name, says: 'is dropped with its rows' };
    });
  }
  if ('TruncateStmt' in tree) {
    const { relations = [] } = tree.TruncateStmt;
    return relations.flatMap(rangeOf).map((one) => ({ ...one, says: 'loses all its rows' }));
  }
  if ('DeleteStmt' in tree) {
    const { relation, whereClause, usingClause } = tree.DeleteStmt;
    if (!relation || whereClause || usingClause) return [];
    return [{ ...named(relation), says: 'loses all its rows' }];
  }
  if (!('AlterTableStmt' in tree)) return [];
  const { relation, cmds = [] } = tree.AlterTableStmt;
  if (!relation) return [];
  return cmds.flatMap((node) => {
    if (!('AlterTableCmd' in node) || node.AlterTableCmd.subtype !== 'AT_DropColumn') return [];
    const column = node.AlterTableCmd.name ?? '';
    return [{ ...named(relation), column, says: 'is dropped with its contents' }];
  });
}
