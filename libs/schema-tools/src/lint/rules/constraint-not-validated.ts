import type { SchemaRule } from '../rule.ts';

export const constraintNotValidated: SchemaRule = {
  id: 'constraint-not-validated',
  level: 'warning',
  says: 'A constraint was added NOT VALID, and no migration validates it.',
  why:
    'Older rows may violate it. They fail at their next update, and generated code cannot ' +
    'rely on the constraint.',
  wayOut: 'Fix such rows, and add a migration with alter table … validate constraint ….',
  schema: `
    select r.name || '.' || c.conname as object, 'is still NOT VALID' as says,
      array[c.conname::text] as words
    from pg_constraint c
    join relations r on r.oid = c.conrelid
    where not c.convalidated and c.conparentid = 0 and c.coninhcount = 0`,
  bad: `
    create table public.notes (id bigint primary key, stars integer);
    alter table public.notes add constraint notes_stars_check check (stars < 6) not valid;`,
  good: `
    create table public.notes (id bigint primary key, stars integer);
    alter table public.notes add constraint notes_stars_check check (stars < 6) not valid;
    alter table public.notes validate constraint notes_stars_check;`,
};
