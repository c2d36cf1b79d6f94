import type { ChangeRule, Hit } from '../rule.ts';

export const tableRewritten: ChangeRule = {
  id: 'table-rewritten',
  level: 'warning',
  says: 'A migration rewrites every row of a table while nobody can read it.',
  why:
    'A change of a type, a volatile default, or VACUUM FULL makes Postgres copy the table ' +
    'and all its indexes, under its strongest lock.',
  wayOut:
    'Add a new column, fill it in batches, and switch readers over. Or say in the migration ' +
    'how large the table is.',
  change: ({ facts: { rewrites }, isOld }) =>
    rewrites.flatMap((relation): Hit[] => {
      if (relation.kind !== 'table' || !isOld(relation)) return [];
      return [
        {
          object: `${relation.schema}.${relation.name}`,
          says: 'is copied, and nobody can read it',
        },
      ];
    }),
  bad: {
    landed: 'create table public.notes (id integer primary key, title text);',
    sql: 'alter table public.notes alter column id type bigint;',
  },
  good: {
    landed: 'create table public.notes (id integer primary key, title varchar(10));',
    sql: 'alter table public.notes alter column title type varchar(20);',
  },
};
