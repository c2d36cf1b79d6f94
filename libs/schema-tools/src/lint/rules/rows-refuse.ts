import type { ChangeRule, Hit } from '../rule.ts';

export const rowsRefuse: ChangeRule = {
  id: 'rows-refuse',
  level: 'warning',
  says: 'Rows that the schema allows make a migration fail.',
  why:
    'The rule ran the migration on a table with a few valid rows, and Postgres refused it ' +
    "because of them. Without rows it succeeds, as on every developer's machine.",
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
