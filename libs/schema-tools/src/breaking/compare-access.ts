import {
  appRoles,
  type Facts,
  type Named,
  type PolicyFacts,
  type Relation,
} from '../facts/facts.ts';
import { differing } from './differing.ts';
import type { TryChecks } from './trial.ts';
import { mayDo } from './reach.ts';
import { columnsIn, relatedTo, typesOf } from './related.ts';
import type { Difference, RuleId } from './rules.ts';

/** A role may do something that it could not. */
export function granted(object: string, role: string, privileges: readonly string[]): Difference {
  return { rule: 'grant-add', object, says: `${role} may ${privileges.join(', ')} now` };
}

/** Compares the privileges of the apps' roles on a relation and its columns. */
export function compareAccess(name: string, old: Relation, now: Relation): Difference[] {
  const found: Difference[] = [];
  const compare = (
    object: string,
    [role, writes]: readonly [role: string, writes: boolean],
    had: readonly string[],
    has: readonly string[],
  ) => {
    const { gained, lost } = differing(had, has);
    if (lost.length > 0) {
      found.push({
        rule: 'grant-no-delete',
        object,
        says: `${role} may not ${lost.join(', ')} any more`,
        ...(lost.includes('SELECT')
          ? // a write also reads: its result, and the rows of its condition
            !writes && { effects: { writers: 'safe' as const } }
          : { effects: { readers: 'safe', types: 'safe' } }),
      });
    }
    if (gained.length > 0) found.push(granted(object, role, gained));
  };
  for (const role of appRoles) {
    const writes = ['INSERT', 'UPDATE', 'DELETE'].some((command) => mayDo(old, role, command));
    const [had, has] = [old.privileges[role] ?? [], now.privileges[role] ?? []];
    /**
     * A grant on every old column is as good as one on the table. Generated columns do not count.
     */
    const spread = had.filter((one) =>
      Object.entries(old.columns).every(
        ([column, { isComputed }]) =>
          (isComputed && one !== 'SELECT') ||
          (now.columns[column]?.privileges[role] ?? []).includes(one),
      ),
    );
    compare(name, [role, writes], had, [...has, ...spread]);
    for (const [column, facts] of Object.entries(old.columns)) {
      const other = now.columns[column];
      if (!other) continue;
      compare(
        `${name}.${column}`,
        [role, writes],
        (facts.privileges[role] ?? []).filter((one) => !has.includes(one)),
        (other.privileges[role] ?? []).filter((one) => !had.includes(one)),
      );
    }
  }
  return found;
}

/** Compares the policies of a relation. */
export async function comparePolicies(
  name: string,
  old: Relation,
  [after, now]: readonly [Facts, Relation],
  tryChecks: TryChecks,
): Promise<Difference[]> {
  if (old.isSecured && !now.isSecured) {
    return [{ rule: 'rls-off', object: name, says: 'row level security is off now' }];
  }
  if (!old.isSecured && now.isSecured) {
    return [{ rule: 'rls-on', object: name, says: 'row level security is on now' }];
  }
  // without it, policies have no effect
  if (!now.isSecured) return [];
  const found: Difference[] = [];
  const tell = (policy: string, { command }: PolicyFacts, { rule, ...more }: PolicyDifference) =>
    found.push({
      rule,
      object: `${name}.${policy}`,
      ...more,
      // a policy that deletes fewer rows raises no error
      ...(command === 'DELETE' && rule === 'policy-narrow' && { effects: { writers: 'changes' } }),
    });
  for (const [policy, facts] of Object.entries(old.policies)) {
    if (isIn(now.policies, facts)) continue;
    const other = now.policies[policy];
    if (other && hasSameHead(other, facts)) {
      const tried = await comparePolicy(name, facts, other, [after, now], tryChecks);
      for (const one of tried) tell(policy, facts, one);
    } else {
      const rule = facts.isPermissive ? 'policy-narrow' : 'policy-widen';
      tell(policy, facts, { rule, says: `is gone (${headOf(facts)})` });
    }
  }
  for (const [policy, facts] of Object.entries(now.policies)) {
    const other = old.policies[policy];
    if (isIn(old.policies, facts) || (other && hasSameHead(other, facts))) continue;
    const says = `is new (${headOf(facts)})`;
    if (facts.isPermissive) tell(policy, facts, { rule: 'policy-widen', says });
    else {
      // a restrictive policy that is always true has no effect
      const none = { ...facts, using: 'true', check: 'true' };
      const tried = await comparePolicy(name, none, facts, [after, now], tryChecks);
      for (const one of tried) tell(policy, facts, { ...one, says });
    }
  }
  return found;
}

/** A difference in a policy. Its name is separate, because it may contain any characters. */
type PolicyDifference = Pick<Difference, 'rule' | 'says' | 'example'>;

/** Rows that the rules of a policy newly accept or refuse, as far as trials show it. */
async function comparePolicy(
  table: string,
  old: PolicyFacts,
  now: PolicyFacts,
  [facts, relation]: readonly [Facts, Relation],
  tryChecks: TryChecks,
): Promise<PolicyDifference[]> {
  const says = `${headOf(old)}: ${ruleOf(now)} now, and ${ruleOf(old)} before`;
  const [policyOf = ''] = /(?:[^."]+|"(?:[^"]|"")+")$/.exec(table) ?? [];
  const found: PolicyDifference[] = [];
  // without WITH CHECK, Postgres checks new rows against USING
  const rules = [
    [old.using, now.using],
    [old.check ?? old.using, now.check ?? now.using],
  ].filter(([before, after]) => plain(before) !== plain(after));
  for (const [before, after] of rules) {
    // a subquery that runs once per statement reads no table
    const related = relatedTo(`${plain(before)} ${plain(after)}`, facts);
    if (!related) continue;
    const { narrower, wider } =
      (await tryChecks({
        before,
        after,
        policyOf: policyOf.replace(/^"(.*)"$/, '$1').replaceAll('""', '"'),
        related,
        columns: typesOf(columnsIn(`${before} ${after}`, relation), relation),
      })) ?? {};
    const tell = (rule: RuleId, example: string | undefined) => {
      if (example === undefined || found.some((one) => one.rule === rule)) return;
      found.push({ rule, says, example });
    };
    tell('policy-narrow', narrower);
    tell('policy-widen', wider);
  }
  return found.length > 0 ? found : [{ rule: 'policy-undecided', says }];
}

const headOf = ({ command, roles }: PolicyFacts) => `${command} of ${roles.join(', ')}`;

function hasSameHead(one: PolicyFacts, other: PolicyFacts): boolean {
  return headOf(one) === headOf(other) && one.isPermissive === other.isPermissive;
}

/** Whether a policy has an equivalent, whatever its name. */
function isIn(policies: Named<PolicyFacts>, policy: PolicyFacts): boolean {
  const meaning = ({ command, isPermissive, roles, using, check }: PolicyFacts) =>
    JSON.stringify([command, isPermissive, roles, plain(using), plain(check)]);
  return Object.values(policies).some((one) => meaning(one) === meaning(policy));
}

const ruleOf = ({ using, check }: PolicyFacts) => plain(using ?? check) ?? 'always';

/** Makes two forms equal: the caller's id evaluated once per statement, or once per row. */
const plain = (expression: string | undefined) =>
  expression?.replaceAll(/\( SELECT (auth\.\w+\(\)) AS \w+\)/g, '$1');
