import {
  appRoles,
  type ColumnFacts,
  type Facts,
  type Named,
  type PolicyFacts,
  type ReferenceFacts,
  type Relation,
  type UniqueFacts,
} from '../facts/facts.ts';
import { compareChecks, renamed, type TryChecks } from './compare-checks.ts';
import { rules, type Difference, type RuleId } from './rules.ts';
import { typeRule } from './type-rule.ts';

/** What differs between the tables and views that apps can reach. */
export async function compareRelations(
  before: Facts,
  after: Facts,
  tryChecks: TryChecks,
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const [name, old] of Object.entries(before.relations)) {
    if (!isReached(old)) continue;
    const now = after.relations[name];
    if (now) {
      const differences = await compareRelation(name, old, now, tryChecks);
      found.push(...differences.filter(({ rule }) => isWritten(old) || concernsReaders(rule)));
    } else {
      const likely = likelyNewName(old, before, after);
      const says = likely ? `is gone; ${likely} has its columns` : `is gone`;
      found.push({ rule: 'table-no-delete', object: name, says });
    }
  }
  for (const [name, now] of Object.entries(after.relations)) {
    if (before.relations[name]) continue;
    const forAnon = now.privileges['anon'] ?? [];
    if (forAnon.length > 0) found.push(granted(name, 'anon', forAnon));
  }
  found.push(...compareWays(before, after));
  return found;
}

/** Whether an app has any privilege on a relation. */
function isReached(relation: Relation): boolean {
  return appRoles.some(
    (role) =>
      (relation.privileges[role] ?? []).length > 0 ||
      Object.values(relation.columns).some((column) => (column.privileges[role] ?? []).length > 0),
  );
}

function isWritten({ privileges, columns }: Relation): boolean {
  const writes = (list: readonly string[] = []) => list.some((one) => one !== 'SELECT');
  return appRoles.some(
    (role) =>
      writes(privileges[role]) ||
      Object.values(columns).some((column) => writes(column.privileges[role])),
  );
}

function concernsReaders(rule: RuleId): boolean {
  const { readers, types, exposes } = rules[rule];
  return exposes || readers !== 'safe' || types !== 'safe';
}

/** A relation that is new and has every column of one that is gone. */
function likelyNewName(old: Relation, before: Facts, after: Facts): string | undefined {
  return Object.entries(after.relations).find(
    ([name, { columns }]) =>
      !before.relations[name] && Object.keys(old.columns).every((column) => columns[column]),
  )?.[0];
}

async function compareRelation(
  name: string,
  old: Relation,
  now: Relation,
  tryChecks: TryChecks,
): Promise<Difference[]> {
  return [
    ...compareColumns(name, old, now),
    ...(await compareChecks(name, old, now, tryChecks)),
    ...compareUniques(name, old, now),
    ...compareReferences(name, old, now),
    ...compareAccess(name, old, now),
    ...comparePolicies(name, old, now),
    ...compareTriggers(name, old, now),
    ...compareView(name, old, now),
  ];
}

function compareColumns(name: string, old: Relation, now: Relation): Difference[] {
  const found: Difference[] = [];
  const gone = Object.entries(old.columns).filter(([column]) => !now.columns[column]);
  const added = Object.entries(now.columns).filter(([column]) => !old.columns[column]);
  for (const [column, facts] of gone) {
    const object = `${name}.${column}`;
    const alike = added.filter(([, one]) => describe(one) === describe(facts));
    const [likely] = alike;
    if (likely && alike.length === 1 && gone.length === 1) {
      found.push({ rule: 'column-no-rename', object, says: `is named ${likely[0]} now` });
    } else {
      found.push({ rule: 'column-no-delete', object, says: 'is gone' });
    }
  }
  for (const [column, facts] of added) {
    const object = `${name}.${column}`;
    if (
      now.kind === 'table' &&
      !facts.nullable &&
      facts.default === undefined &&
      !facts.isComputed
    ) {
      found.push({
        rule: 'column-add-required',
        object,
        says: 'is new, NOT NULL, without a default',
      });
    }
    for (const role of appRoles) {
      const reads = (relation: Relation, one: ColumnFacts) =>
        [...(relation.privileges[role] ?? []), ...(one.privileges[role] ?? [])].includes('SELECT');
      const readAll = Object.values(old.columns).every((one) => reads(old, one));
      if (readAll && !reads(now, facts)) {
        found.push({ rule: 'column-hidden', object, says: `is new, and ${role} may not read it` });
      }
    }
  }
  for (const [column, facts] of Object.entries(old.columns)) {
    const other = now.columns[column];
    if (other) found.push(...compareColumn(`${name}.${column}`, facts, other));
  }
  return found;
}

const describe = ({ type, nullable, default: value, isComputed }: ColumnFacts) =>
  JSON.stringify([type, nullable, value, isComputed]);

function compareColumn(object: string, old: ColumnFacts, now: ColumnFacts): Difference[] {
  const found: Difference[] = [];
  const tell = (rule: RuleId, says: string) => found.push({ rule, object, says });
  const typed = typeRule(old.type, now.type);
  if (typed) tell(typed, `is ${now.type} now, and was ${old.type}`);
  if (old.nullable && !now.nullable) tell('column-set-not-null', 'may not be NULL any more');
  if (!old.nullable && now.nullable) tell('column-drop-not-null', 'may be NULL now');
  if (!old.isComputed && now.isComputed)
    tell('column-computed', 'is written by Postgres alone now');
  if (old.default !== undefined && !old.isComputed && !now.isComputed) {
    if (now.default === undefined) {
      const rule = now.nullable ? 'default-delete-nullable' : 'default-no-delete';
      tell(rule, `has no default any more; it was ${old.default}`);
    } else if (now.default !== old.default && !typed) {
      tell('default-same', `has the default ${now.default} now, and had ${old.default}`);
    }
  }
  return found;
}

const signatureOf = ({ keys, where = '' }: UniqueFacts) => JSON.stringify([keys, where]);

function compareUniques(name: string, old: Relation, now: Relation): Difference[] {
  const found: Difference[] = [];
  const [were, are] = [Object.entries(old.uniques), Object.entries(now.uniques)];
  const objectOf = (constraint: string, { keys }: UniqueFacts, relation: Relation) => {
    const [only] = keys;
    return keys.length === 1 && only !== undefined && relation.columns[only]
      ? `${name}.${only}`
      : `${name}.${constraint}`;
  };
  for (const [constraint, unique] of were) {
    const same = are.filter(([, one]) => signatureOf(one) === signatureOf(unique));
    const [first] = same;
    if (!first) {
      // with a column that is gone it is gone for another reason
      if (unique.keys.some((key) => old.columns[key] && !now.columns[key])) continue;
      const rule = unique.isPrimary ? 'pk-same' : 'unique-no-delete';
      const says = `${constraint} is gone: ${unique.keys.join(', ')}`;
      found.push({ rule, object: objectOf(constraint, unique, old), says });
    } else if (same.every(([other]) => other !== constraint) && !old.uniques[first[0]]) {
      found.push(renamed(name, constraint, first[0]));
    }
  }
  for (const [constraint, unique] of are) {
    if (were.some(([, one]) => signatureOf(one) === signatureOf(unique))) continue;
    // an old app leaves a new column NULL, and NULL is like no other
    const isNew = (key: string) => !old.columns[key] && now.columns[key]?.nullable === true;
    if (unique.keys.some(isNew)) continue;
    const implied = were.some(
      ([, one]) => one.where === undefined && one.keys.every((key) => unique.keys.includes(key)),
    );
    if (implied) continue;
    const says = `unique now: ${unique.keys.join(', ')}${unique.where === undefined ? '' : ` where ${unique.where}`}`;
    found.push({ rule: 'unique-add', object: objectOf(constraint, unique, now), says });
  }
  return found;
}

function compareReferences(name: string, old: Relation, now: Relation): Difference[] {
  const found: Difference[] = [];
  const [were, are] = [Object.entries(old.references), Object.entries(now.references)];
  const objectOf = ({ columns }: ReferenceFacts) => `${name}.${columns[0]}`;
  const same = (one: ReferenceFacts, other: ReferenceFacts) =>
    one.target === other.target &&
    JSON.stringify([one.columns, one.targetColumns]) ===
      JSON.stringify([other.columns, other.targetColumns]);
  /** It points at the same table with the same columns, and more of them. */
  const isIn = (one: ReferenceFacts, other: ReferenceFacts) =>
    one.target === other.target && one.columns.every((column) => other.columns.includes(column));
  for (const [constraint, reference] of were) {
    const kept = are.find(([, one]) => same(one, reference));
    if (!kept) {
      if (reference.columns.some((column) => !now.columns[column])) continue;
      if (are.some(([, one]) => isIn(reference, one))) continue;
      const says = `does not point at ${reference.target} any more`;
      found.push({ rule: 'fk-no-delete', object: objectOf(reference), says });
      continue;
    }
    const [other, { onDelete }] = kept;
    if (other !== constraint && !old.references[other])
      found.push(renamed(name, constraint, other));
    if (onDelete !== reference.onDelete) {
      const says = `ON DELETE ${onDelete} now, and ${reference.onDelete} before`;
      found.push({ rule: 'fk-action-same', object: objectOf(reference), says });
    }
  }
  for (const [, reference] of are) {
    if (were.some(([, one]) => same(one, reference))) continue;
    // an old app leaves a new column NULL, which points nowhere
    const isNew = (key: string) => !old.columns[key] && now.columns[key]?.nullable === true;
    if (reference.columns.some(isNew)) continue;
    const says = `points at ${reference.target} now (${reference.columns.join(', ')})`;
    found.push({ rule: 'fk-add', object: objectOf(reference), says });
  }
  return found;
}

function granted(object: string, role: string, privileges: readonly string[]): Difference {
  return { rule: 'grant-add', object, says: `${role} may ${privileges.join(', ')} now` };
}

function compareAccess(name: string, old: Relation, now: Relation): Difference[] {
  const found: Difference[] = [];
  const compare = (
    object: string,
    role: string,
    had: readonly string[],
    has: readonly string[],
  ) => {
    const lost = had.filter((one) => !has.includes(one));
    const gained = has.filter((one) => !had.includes(one));
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
    const everywhere = Object.entries(old.columns).map(
      ([column]) => now.columns[column]?.privileges[role] ?? [],
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

/** Two ways of writing the same: who calls is asked once a statement, or once a row. */
const plain = (expression: string | undefined) =>
  expression?.replaceAll(/\( SELECT (auth\.\w+\(\)) AS \w+\)/g, '$1');

function comparePolicies(name: string, old: Relation, now: Relation): Difference[] {
  const found: Difference[] = [];
  if (old.isSecured && !now.isSecured) {
    return [{ rule: 'rls-off', object: name, says: 'row level security is off now' }];
  }
  if (!old.isSecured && now.isSecured) {
    return [{ rule: 'rls-on', object: name, says: 'row level security is on now' }];
  }
  // without it no policy is asked
  if (!now.isSecured) return [];
  const meaning = ({ using, check, ...policy }: PolicyFacts) =>
    JSON.stringify([policy.command, policy.isPermissive, policy.roles, plain(using), plain(check)]);
  const isIn = (policies: Named<PolicyFacts>, policy: PolicyFacts) =>
    Object.values(policies).some((one) => meaning(one) === meaning(policy));
  const head = ({ command, roles }: PolicyFacts) => `${command} of ${roles.join(', ')}`;
  for (const [policy, facts] of Object.entries(old.policies)) {
    const other = now.policies[policy];
    if (isIn(now.policies, facts)) continue;
    const object = `${name}.${policy}`;
    if (other && head(other) === head(facts) && other.isPermissive === facts.isPermissive) {
      const says = `${head(facts)}: ${plain(other.using) ?? plain(other.check) ?? 'always'} now, and ${plain(facts.using) ?? plain(facts.check) ?? 'always'} before`;
      found.push({ rule: 'policy-undecided', object, says });
    } else {
      const rule = facts.isPermissive ? 'policy-narrow' : 'policy-widen';
      found.push({ rule, object, says: `is gone (${head(facts)})` });
    }
  }
  for (const [policy, facts] of Object.entries(now.policies)) {
    const other = old.policies[policy];
    if (isIn(old.policies, facts)) continue;
    if (other && head(other) === head(facts) && other.isPermissive === facts.isPermissive) continue;
    const rule = facts.isPermissive ? 'policy-widen' : 'policy-narrow';
    found.push({ rule, object: `${name}.${policy}`, says: `is new (${head(facts)})` });
  }
  return found;
}

function compareTriggers(name: string, old: Relation, now: Relation): Difference[] {
  return Object.entries(now.triggers)
    .filter(([trigger, text]) => old.triggers[trigger] !== text && mayRefuse(text))
    .map(([trigger]): Difference => {
      const says = old.triggers[trigger] === undefined ? 'is new' : 'does something else now';
      return { rule: 'trigger-refuses', object: `${name}.${trigger}`, says };
    });
}

/** Whether the text of a trigger's function can refuse a row, or leave it out. */
function mayRefuse(text: string): boolean {
  return /\braise\s+(?!notice|info|log|debug|warning)|\breturn\s+null\b|\bperform\b|\bassert\b/i.test(
    text,
  );
}

function compareView(name: string, old: Relation, now: Relation): Difference[] {
  const found: Difference[] = [];
  const lost = (old.writable ?? []).filter((one) => !(now.writable ?? []).includes(one));
  if (lost.length > 0) {
    const says = `cannot take ${lost.join(', ')} any more`;
    found.push({ rule: 'view-updatable', object: name, says });
  }
  if (
    old.asInvoker !== undefined &&
    now.asInvoker !== undefined &&
    old.asInvoker !== now.asInvoker
  ) {
    const says = now.asInvoker
      ? 'sees rows as its caller does now'
      : 'sees rows as its owner does now';
    found.push({ rule: 'view-invoker', object: name, says });
  }
  return found;
}

/** Tables that had one way from one to the other, and have several. */
function compareWays(before: Facts, after: Facts): Difference[] {
  const [were, are] = [waysOf(before), waysOf(after)];
  return [...are].flatMap(([pair, ways]): Difference[] => {
    const had = were.get(pair) ?? [];
    const added = ways.filter((way) => !had.includes(way));
    const [from = '', to = ''] = pair.split(' ');
    if (had.length !== 1 || ways.length < 2 || added.length === 0 || from > to) return [];
    const says = `a second way from ${from} to ${to}, beside ${had[0]}`;
    return [{ rule: 'fk-ambiguous', object: added[0] ?? pair, says }];
  });
}

/** The ways between each two relations: a foreign key in either direction, or a junction. */
function waysOf({ relations }: Facts): Map<string, string[]> {
  const ways = new Map<string, string[]>();
  const add = (from: string, to: string, way: string) => {
    for (const pair of [`${from} ${to}`, `${to} ${from}`]) {
      const known = ways.get(pair) ?? [];
      if (!known.includes(way)) ways.set(pair, [...known, way]);
      if (from === to) return;
    }
  };
  for (const [name, { references, uniques }] of Object.entries(relations)) {
    const list = Object.values(references).filter(({ target }) => relations[target]);
    for (const { columns, target } of list) add(name, target, `${name}.${columns[0]}`);
    const primary = Object.values(uniques).find(({ isPrimary }) => isPrimary)?.keys ?? [];
    const inKey = list.filter(({ columns }) => columns.every((column) => primary.includes(column)));
    for (const [place, one] of inKey.entries()) {
      for (const other of inKey.slice(place + 1)) {
        if (one.target !== other.target) add(one.target, other.target, name);
      }
    }
  }
  return ways;
}
