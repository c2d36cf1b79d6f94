import { isDeepStrictEqual } from 'node:util';
import { appRoles, type ColumnFacts, type Facts, type Relation } from '../facts/facts.ts';
import { compareAccess, comparePolicies, granted } from './compare-access.ts';
import { compareCalls } from './compare-calls.ts';
import { compareChecks } from './compare-checks.ts';
import type { TryChecks } from './trial.ts';
import { compareDeletes, compareReferences, compareUniques, compareWays } from './compare-keys.ts';
import { compareTriggers } from './compare-triggers.ts';
import { differing } from './differing.ts';
import { reachOf, type Reach } from './reach.ts';
import { effectsOf, type Difference, type RuleId } from './rules.ts';
import { typeRule } from './type-rule.ts';

/** Compares the tables and views that apps can reach. */
export async function compareRelations(
  before: Facts,
  after: Facts,
  tryChecks: TryChecks,
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const [name, old] of Object.entries(before.relations)) {
    const reach = reachOf(old);
    if (!reach.reads && !reach.gives && !reach.deletes) continue;
    const now = after.relations[name];
    const tell = (difference: Difference) => found.push(...concerning(difference, reach));
    if (now) compareCalls(name, [before, old], [after, now]).forEach(tell);
    if (isDeepStrictEqual(old, now)) continue;
    if (now) {
      (await compareRelation(name, [before, old], [after, now], tryChecks)).forEach(tell);
    } else {
      const likely = likelyNewName(old, before, after);
      const says = likely ? `is gone; ${likely} has its columns` : `is gone`;
      tell({ rule: 'table-no-delete', object: name, says });
    }
  }
  for (const [name, now] of Object.entries(after.relations)) {
    if (before.relations[name]) continue;
    const forAnon = now.privileges['anon'] ?? [];
    if (forAnon.length > 0) found.push(granted(name, 'anon', forAnon));
  }
  found.push(...compareDeletes(before, after), ...compareWays(before, after));
  return found;
}

/** Limits a difference to the apps that can use the relation in this way. */
function concerning(difference: Difference, reach: Reach): Difference[] {
  const { reads, gives, inserts, deletes } = reach;
  const { rule } = difference;
  const isOfValues = /^(?:check-|unique-add$|fk-add$|column-(?:set-not-null|computed)$)/.test(rule);
  const isMet = insertRules.has(rule) ? inserts : gives || (deletes && !isOfValues);
  const effects = {
    ...difference.effects,
    ...(isMet ? {} : { writers: 'safe' as const }),
    ...(reads ? {} : { readers: 'safe' as const, types: 'safe' as const }),
  };
  const of = effectsOf({ ...difference, effects });
  const isNone = [of.writers, of.readers, of.types].every((effect) => effect === 'safe');
  if (isNone && !of.exposes) return [];
  return [Object.keys(effects).length === 0 ? difference : { ...difference, effects }];
}

/** Rules that only an INSERT can break. */
const insertRules: ReadonlySet<RuleId> = new Set([
  'column-add-required',
  'default-no-delete',
  'default-delete-nullable',
  'default-same',
]);

/** A new relation with every column of a dropped one. */
function likelyNewName(old: Relation, before: Facts, after: Facts): string | undefined {
  return Object.entries(after.relations).find(
    ([name, { columns }]) =>
      !before.relations[name] && Object.keys(old.columns).every((column) => columns[column]),
  )?.[0];
}

async function compareRelation(
  name: string,
  [before, old]: readonly [Facts, Relation],
  [after, now]: readonly [Facts, Relation],
  tryChecks: TryChecks,
): Promise<Difference[]> {
  const typed: TypeRule = (was, is) => typeRule(was, is, before.enums, after.enums);
  return [
    ...compareColumns(name, old, now, typed),
    ...(await compareChecks(name, old, now, tryChecks)),
    ...compareUniques(name, old, now),
    ...compareReferences(name, [before, old], now),
    ...compareAccess(name, old, now),
    ...(await comparePolicies(name, old, [after, now], tryChecks)),
    ...(await compareTriggers(name, old, [after, now], tryChecks)),
    ...compareView(name, old, now),
  ];
}

type TypeRule = (was: string, is: string) => RuleId | undefined;

function compareColumns(
  name: string,
  old: Relation,
  now: Relation,
  typeRuleOf: TypeRule,
): Difference[] {
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
    if (!other) continue;
    const isKey = Object.values(now.uniques).some(({ keys }) => keys.join() === column);
    const differences = compareColumn(`${name}.${column}`, facts, other, typeRuleOf);
    found.push(
      ...differences.map((one) =>
        // in a unique key, a second row with the default is refused
        one.rule === 'default-same' && isKey && isConstant(other.default)
          ? { ...one, effects: { writers: 'breaks' as const } }
          : one,
      ),
    );
  }
  return found;
}

/** Whether a default is the same for each row: it calls no function. */
const isConstant = (value = '') =>
  !/\w\s*\(|current_/i.test(value.replaceAll(/'(?:[^']|'')*'/g, ''));

const describe = ({ type, nullable, default: value, isComputed }: ColumnFacts) =>
  JSON.stringify([type, nullable, value, isComputed]);

function compareColumn(
  object: string,
  old: ColumnFacts,
  now: ColumnFacts,
  typeRuleOf: TypeRule,
): Difference[] {
  const found: Difference[] = [];
  const tell = (rule: RuleId, says: string) => found.push({ rule, object, says });
  const typed = typeRuleOf(old.type, now.type);
  if (typed) tell(typed, `is ${now.type} now, and was ${old.type}`);
  if (old.nullable && !now.nullable) tell('column-set-not-null', 'may not be NULL any more');
  if (!old.nullable && now.nullable) tell('column-drop-not-null', 'may be NULL now');
  if (!old.isComputed && now.isComputed)
    tell('column-computed', 'is written by Postgres alone now');
  if (old.isComputed && !now.isComputed && now.default === undefined) {
    const rule = now.nullable ? 'default-delete-nullable' : 'default-no-delete';
    tell(rule, 'is not written by Postgres any more');
  }
  if (old.default === undefined && now.default !== undefined && old.nullable && !now.isComputed) {
    tell('default-same', `has the default ${now.default} now, and was NULL if left out`);
  }
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

function compareView(name: string, old: Relation, now: Relation): Difference[] {
  const found: Difference[] = [];
  const { lost } = differing(old.writable ?? [], now.writable ?? []);
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
