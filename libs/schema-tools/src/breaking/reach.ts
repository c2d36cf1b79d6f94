import { appRoles, type Facts, type Relation } from '../facts/facts.ts';

/** The possible actions of apps on a relation. */
export interface Reach {
  readonly reads: boolean;
  /** Write rows with their own values. */
  readonly gives: boolean;
  readonly inserts: boolean;
  readonly deletes: boolean;
}

/**
 * The possible actions of apps on a relation, by its grants and policies, and through views and
 * functions.
 */
export function reachOf(relation: Relation): Reach {
  const isLent = (relation.lentBy ?? []).length > 0;
  const may = (command: string) =>
    isLent || appRoles.some((role) => mayDo(relation, role, command));
  return {
    reads: may('SELECT'),
    gives: ['INSERT', 'UPDATE'].some(may),
    inserts: may('INSERT'),
    deletes: may('DELETE'),
  };
}

/** Whether one role may read both relations, so it can embed one in the other. */
export function areReadTogether({ relations }: Facts, one: string, other: string): boolean {
  return appRoles.some((role) =>
    [relations[one], relations[other]].every(
      (relation) => relation && mayDo(relation, role, 'SELECT'),
    ),
  );
}

/** Whether a role may do something with some rows of a relation, by grants and policies. */
export function mayDo(relation: Relation, role: string, command: string): boolean {
  const { privileges, columns, isSecured, policies } = relation;
  const all = [privileges, ...Object.values(columns).map((column) => column.privileges)];
  const isGranted = all.some((one) => one[role]?.includes(command));
  const isFor = (roles: readonly string[]) => roles.includes(role) || roles.includes('public');
  return (
    isGranted &&
    (!isSecured ||
      Object.values(policies).some(
        (one) => one.isPermissive && isFor(one.roles) && ['ALL', command].includes(one.command),
      ))
  );
}
