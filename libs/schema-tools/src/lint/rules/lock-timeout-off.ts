import type { ChangeRule } from '../rule.ts';

export const lockTimeoutOff: ChangeRule = {
  id: 'lock-timeout-off',
  level: 'error',
  says: 'A migration waits for locks without end.',
  why:
    'push gives each statement three seconds for its lock and tries again. With lock_timeout 0 ' +
    'a statement waits for the oldest transaction, and every client that comes later waits ' +
    'behind it.',
  wayOut: `Leave lock_timeout alone, or set a short one: set local lock_timeout = '10s'.`,
  change: ({ facts: { statement }, isFirst }) => {
    if (isFirst) return [];
    const { tree } = statement;
    if (!('VariableSetStmt' in tree)) return [];
    const { name, args = [], kind } = tree.VariableSetStmt;
    const [value] = args;
    const constant = value && 'A_Const' in value ? value.A_Const : undefined;
    const text = constant?.sval?.sval ?? String(constant?.ival?.ival ?? 0);
    const isOff = kind === 'VAR_SET_VALUE' && constant !== undefined && /^0\s*[a-z]*$/.test(text);
    if (name !== 'lock_timeout' || !isOff) return [];
    return [{ object: 'lock_timeout', says: 'is switched off', at: 0 }];
  },
  bad: {
    landed: 'create table public.notes (id bigint primary key);',
    sql: 'set lock_timeout = 0; alter table public.notes add title text;',
  },
  good: {
    landed: 'create table public.notes (id bigint primary key);',
    sql: `set lock_timeout = '10s'; alter table public.notes add title text;`,
  },
};
