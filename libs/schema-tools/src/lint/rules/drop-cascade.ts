import { namesOf } from '../expressions.ts';
import type { ChangeRule, Hit } from '../rule.ts';

export const dropCascade: ChangeRule = {
  id: 'drop-cascade',
  level: 'warning',
  says: 'A migration drops dependent objects without naming them.',
  why:
    'CASCADE also drops policies, views, functions and foreign keys that the author may not ' +
    'know. On production there may be other ones than here.',
  wayOut: 'Drop each of them by its name, and the object last, without CASCADE.',
  change: ({ facts: { statement }, isFirst }) => {
    if (isFirst) return [];
    const { tree } = statement;
    const at = Math.max(statement.text.search(/\bcascade\b/i), 0);
    const says = 'is dropped with all that depends on it';
    if ('DropStmt' in tree) {
      const { behavior, objects = [], removeType } = tree.DropStmt;
      if (behavior !== 'DROP_CASCADE' || removeType === 'OBJECT_EXTENSION') return [];
      return objects.map((node): Hit => {
        const parts = namesOf(node);
        const isWhole = removeType === 'OBJECT_SCHEMA' || parts.length > 1;
        return { object: `${isWhole ? '' : 'public.'}${parts.join('.')}`, says, at };
      });
    }
    if (!('AlterTableStmt' in tree)) return [];
    const { relation, cmds = [] } = tree.AlterTableStmt;
    return cmds.flatMap((node): Hit[] => {
      if (!('AlterTableCmd' in node) || !relation) return [];
      const { behavior, subtype = '', name = '' } = node.AlterTableCmd;
      if (behavior !== 'DROP_CASCADE' || !subtype.startsWith('AT_Drop')) return [];
      const table = `${relation.schemaname ?? 'public'}.${relation.relname}`;
      return [{ object: `${table}.${name}`, says, at }];
    });
  },
  bad: {
    landed: `
      create table public.notes (id bigint primary key);
      create view public.note_ids as select id from public.notes;`,
    sql: 'drop table public.notes cascade;',
  },
  good: {
    landed: `
      create table public.notes (id bigint primary key);
      create view public.note_ids as select id from public.notes;`,
    sql: 'drop view public.note_ids; drop table public.notes;',
  },
};
