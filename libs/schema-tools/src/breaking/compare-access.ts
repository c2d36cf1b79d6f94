import { appRoles, type Named, type PolicyFacts, type Relation } from '../facts/facts.ts';
import { differing } from './differing.ts';
import type { Difference } from './rules.ts';

/** A role may do something that it could not. */
export function granted(object: string, role: string, privileges: readonly string[]): Difference {
  return { rule: 'grant-add', object, says: `${role} may ${privileges.join(', ')} now` };
}

/** What differs between the privileges of the apps' roles on a relation and on its columns. */
export function compareAccess(name: string, old: Relation, now: Relation): Difference[] {
  const found: Difference[] = [];
  const compare = (
    object: string,
    role: string,
    had: readonly string[],
    has: readonly string[],
  ) => {
    const { gained, lost } = differing(had, has);
    if (lost.length > 0) {
      found.push({
        rule: 'grant-no-delete',
        object,
        says: `${role} may not ${lost.join(', ')} any more`,
        ...(lost.includes('SELECT') ? {} : { effects: { readers: 'safe', types: 'safe' } }),
      });
    }
    if (gained.length > 0) found.push(granted(object, role, gained));
  };
  for (const role of appRoles) {
    const [had, has] = [old.privileges[role] ?? [], now.privileges[role] ?? []];
    /** What is given to each column of before is as good as to the table. */
    const everywhere = Object.keys(old.columns).map(
      (column) => now.columns[column]?.privileges[role] ?? [],
    );
    const spread = had.filter((one) => everywhere.every((list) => list.includes(one)));
    compare(name, role, had, [...has, ...spread]);
    for (const [column, facts] of Object.entries(old.columns)) {
      const other = now.columns[column];
      if (!other) continue;
      compare(
        `${name}.${column}`,
        role,
        (facts.privileges[role] ?? []).filter((one) => !has.includes(one)),
        (other.privileges[role] ?? []).filter((one) => !had.includes(one)),
      );
    }
  }
  return found;
}

/** What differs between the policies of a relation. */
export function comparePolicies(name: string, old: Relation, now: Relation): Difference[] {
  if (old.isSecured && !now.isSecured) {
    return [{ rule: 'rls-off', object: name, says: 'row level security is off now' }];
  }
  if (!old.isSecured && now.isSecured) {
    return [{ rule: 'rls-on', object: name, says: 'row level security is on now' }];
  }
  // without it no policy is asked
  if (!now.isSecured) return [];
  const found: Difference[] = [];
  for (const [policy, facts] of Object.entries(old.policies)) {
    if (isIn(now.policies, facts)) continue;
    const object = `${name}.${policy}`;
    const other = now.policies[policy];
    if (other && hasSameHead(other, facts)) {
      const says = `${headOf(facts)}: ${ruleOf(other)} now, and ${ruleOf(facts)} before`;
      found.push({ rule: 'policy-undecided', object, says });
    } else {
      const rule = facts.isPermissive ? 'policy-narrow' : 'policy-widen';
      found.push({ rule, object, says: `is gone (${headOf(facts)})` });
    }
  }
  for (const [policy, facts] of Object.entries(now.policies)) {
    const other = old.policies[policy];
    if (isIn(old.policies, facts) || (other && hasSameHead(other, facts))) continue;
    const rule = facts.isPermissive ? 'policy-widen' : 'policy-narrow';
    found.push({ rule, object: `${name}.${policy}`, says: `is new (${headOf(facts)})` });
  }
  return found;
}

const headOf = ({ command, roles }: PolicyFacts) => `${command} of ${roles.join(', ')}`;

function hasSameHead(one: PolicyFacts, other: PolicyFacts): boolean {
  return headOf(one) === headOf(other) && one.isPermissive === other.isPermissive;
}

/** Whether one of the policies means the same, whatever its name. */
function isIn(policies: Named<PolicyFacts>, policy: PolicyFacts): boolean {
  const meaning = ({ command, isPermissive, roles, using, check }: PolicyFacts) =>
    JSON.stringify([command, isPermissive, roles, plain(using), plain(check)]);
  return Object.values(policies).some((one) => meaning(one) === meaning(policy));
}

const ruleOf = ({ using, check }: PolicyFacts) => plain(using ?? check) ?? 'always';

/** Two ways of writing the same: who calls is asked once a statement, or once a row. */
const plain = (expression: string | undefined) =>
  expression?.replaceAll(/\( SELECT (auth\.\w+\(\)) AS \w+\)/g, '$1');
