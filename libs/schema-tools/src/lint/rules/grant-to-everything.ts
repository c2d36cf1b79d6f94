import type { Node } from 'libpg-query';
import type { ChangeRule } from '../rule.ts';

export const grantToEverything: ChangeRule = {
  id: 'grant-to-everything',
  level: 'warning',
  says: 'A migration grants clients privileges on all tables of a schema, or on all future tables.',
  why:
    'This includes tables that nobody thought of, and with default privileges every later ' +
    'one. A table is open as soon as somebody forgets its row level security.',
  wayOut: 'Grant on each table by its name, and only the commands that clients use.',
  change: ({ facts: { statement } }) => {
    const { tree } = statement;
    const grant =
      'GrantStmt' in tree
        ? tree.GrantStmt
        : 'AlterDefaultPrivilegesStmt' in tree
          ? tree.AlterDefaultPrivilegesStmt.action
          : undefined;
    if (!grant?.is_grant || grant.objtype !== 'OBJECT_TABLE') return [];
    if (grant.targtype !== 'ACL_TARGET_ALL_IN_SCHEMA' && grant.targtype !== 'ACL_TARGET_DEFAULTS') {
      return [];
    }
    const roles = (grant.grantees ?? []).map(roleOf).filter((role) => clients.has(role));
    if (roles.length === 0) return [];
    const all = grant.targtype === 'ACL_TARGET_DEFAULTS' ? 'every future table' : 'all tables';
    return [{ object: roles.join(', '), says: `gets privileges on ${all}`, at: 0 }];
  },
  bad: 'grant select on all tables in schema public to anon;',
  good: `
    create table public.notes (id bigint primary key);
    alter table public.notes enable row level security;
    grant select on public.notes to anon;`,
};

const clients = new Set(['anon', 'authenticated', 'public']);

function roleOf(node: Node): string {
  if (!('RoleSpec' in node)) return '';
  return node.RoleSpec.roletype === 'ROLESPEC_PUBLIC' ? 'public' : (node.RoleSpec.rolename ?? '');
}
