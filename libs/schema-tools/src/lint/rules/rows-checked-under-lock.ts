import { lockModes } from '../../observe/facts.ts';
import type { ChangeRule, Hit } from '../rule.ts';

/** From this lock mode on, writers wait. */
const keepsWritersOut = lockModes.indexOf('SHARE');

export const rowsCheckedUnderLock: ChangeRule = {
  id: 'rows-checked-under-lock',
  level: 'warning',
  says: 'A migration makes Postgres check every row of a table while nobody can write to it.',
  why:
    'A new CHECK or foreign key, or SET NOT NULL, reads the table under its strong lock. ' +
    'VALIDATE CONSTRAINT needs only a weak lock; but in the transaction that added the ' +
    'constraint, the strong lock is still held.',
  wayOut:
    'Add the constraint NOT VALID, and validate it in a second migration. SET NOT NULL reads ' +
    'no row if a valid CHECK (… is not null) exists.',
  change: ({ facts, isOld }) => {
    // a refusal by rows has its own finding
    if (!('AlterTableStmt' in facts.statement.tree) || facts.refusal) return [];
    const copied = [
      ...facts.rewrites,
      ...facts.builds.map(({ table = '', ...one }) => ({ ...one, name: table })),
    ];
    return facts.scans.flatMap(({ schema, name, isWhole }): Hit[] => {
      const isSame = (other: { schema: string; name: string }) =>
        other.schema === schema && other.name === name;
      // rewrites and indexes have their own rules
      if (!isWhole || !isOld({ schema, name }) || copied.some(isSame)) return [];
      const lock = [...facts.locks, ...facts.held].find(
        (one) => isSame(one) && lockModes.indexOf(one.mode) >= keepsWritersOut,
      );
      if (!lock) return [];
      const who = lock.mode === 'ACCESS EXCLUSIVE' ? 'readers and writers wait' : 'writers wait';
      const says = `is read row by row under ${lock.mode}: ${who}`;
      return [{ object: `${schema}.${name}`, says }];
    });
  },
  bad: {
    landed: 'create table public.notes (id bigint primary key, stars integer);',
    sql: 'alter table public.notes add constraint notes_stars_check check (stars < 6);',
  },
  good: {
    landed: `
      create table public.notes (id bigint primary key, stars integer);
      alter table public.notes add constraint notes_stars_check check (stars < 6) not valid;`,
    sql: 'alter table public.notes validate constraint notes_stars_check;',
  },
};
