import type { ChangeRule, Hit } from '../rule.ts';

export const indexBuiltUnderLock: ChangeRule = {
  id: 'index-built-under-lock',
  level: 'warning',
  says: 'A migration builds an index of a table that may have rows while nobody can write to it.',
  why:
    'CREATE INDEX reads the whole table and keeps writers out meanwhile; so does a unique or ' +
    'primary key constraint. It lasts as long as the table is large.',
  wayOut:
    'create index concurrently, in a migration of its own. A constraint then takes the index: ' +
    'add constraint … unique using index ….',
  change: ({ facts: { builds, transaction }, isOld }) => {
    if (transaction === 'outside') return [];
    return builds.flatMap(({ schema, name, table = '' }): Hit[] => {
      if (!isOld({ schema, name: table })) return [];
      const says = `is built over ${schema}.${table}, whose writers wait`;
      return [{ object: `${schema}.${name}`, says, words: [name] }];
    });
  },
  bad: {
    landed: 'create table public.notes (id bigint primary key, title text);',
    sql: 'create index notes_title_idx on public.notes (title);',
  },
  good: {
    landed: 'create table public.notes (id bigint primary key, title text);',
    sql: 'create index concurrently notes_title_idx on public.notes (title);',
  },
};
