import type { ChangeRule, Hit } from '../rule.ts';

export const workUnderLock: ChangeRule = {
  id: 'work-under-lock',
  level: 'warning',
  says: 'A migration reads or writes rows while its transaction locks readers out of a table.',
  why:
    'ALTER TABLE needs its lock for a moment, and the transaction of the file keeps it until the ' +
    'end. An UPDATE of many rows after it makes every reader wait for all of them.',
  wayOut: 'Change rows in a separate migration, before or after the one that alters the table.',
  change: ({ facts, isOld }) => {
    const { tree } = facts.statement;
    const isWork =
      'UpdateStmt' in tree || 'DeleteStmt' in tree || 'InsertStmt' in tree || 'DoStmt' in tree;
    if (!isWork) return [];
    const held = facts.held.filter(
      (lock) => lock.kind === 'table' && lock.mode === 'ACCESS EXCLUSIVE' && isOld(lock),
    );
    const work = new Set(
      [
        ...facts.changes.filter(
          ({ updated, deleted, rows }) => rows > 0 && updated + deleted >= rows,
        ),
        ...facts.scans.filter(({ isWhole }) => isWhole),
      ]
        .filter(({ schema, name }) => isOld({ schema, name }))
        .map(({ schema, name }) => `${schema}.${name}`),
    );
    if (held.length === 0) return [];
    const locked = held.map(({ schema, name }) => `${schema}.${name}`).join(', ');
    return Array.from(work, (object): Hit => {
      return { object, says: `is gone through while nobody can read ${locked}` };
    });
  },
  bad: {
    landed: 'create table public.notes (id bigint primary key, title text);',
    sql: `
      alter table public.notes add column words integer;
      update public.notes set words = length(title);`,
  },
  good: {
    landed: 'create table public.notes (id bigint primary key, title text, words integer);',
    sql: 'update public.notes set words = length(title);',
  },
};
