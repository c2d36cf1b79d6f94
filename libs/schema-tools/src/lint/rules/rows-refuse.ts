import type { ChangeRule, Hit } from '../rule.ts';

export const rowsRefuse: ChangeRule = {
  id: 'rows-refuse',
  level: 'warning',
  says: 'Rows that the schema allows make a migration fail.',
  why:
    'The migration was run on a table with a few rows that the schema takes, and Postgres ' +
    'refused it because of them. Without rows it went through, as on every machine of a ' +
    'developer.',
  wayOut: 'Give the column a default, change the rows first, or add the constraint NOT VALID.',
  change: ({ facts: { refusal }, isOld }): Hit[] => {
    const [schema = '', name = ''] = refusal?.table?.split('.') ?? [];
    if (!refusal || !isOld({ schema, name })) return [];
    const part = refusal.column ?? refusal.constraint;
    return [
      {
        object: part === undefined ? `${schema}.${name}` : `${schema}.${name}.${part}`,
        says: `is refused by rows: ${refusal.message} (${refusal.code})`,
        ...(part === undefined ? {} : { words: [part] }),
      },
    ];
  },
  bad: {
    landed: 'create table public.notes (id bigint primary key);',
    sql: 'alter table public.notes add column title text not null;',
  },
  good: {
    landed: 'create table public.notes (id bigint primary key);',
    sql: `alter table public.notes add column title text not null default '';`,
  },
};
