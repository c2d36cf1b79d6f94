import { isDeepStrictEqual } from 'node:util';
import { appRoles, type ColumnFacts, type Facts, type Relation } from '../facts/facts.ts';
import { compareAccess, comparePolicies, granted } from './compare-access.ts';
import { compareChecks, type TryChecks } from './compare-checks.ts';
import { compareReferences, compareUniques, compareWays } from './compare-keys.ts';
import { differing } from './differing.ts';
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
    if (!mayDo(old)) continue;
    const now = after.relations[name];
    if (isDeepStrictEqual(old, now)) continue;
    if (now) {
      const isWritten = mayDo(old, (privilege) => privilege !== 'SELECT');
      const differences = await compareRelation(name, old, now, tryChecks);
      found.push(...differences.filter(({ rule }) => isWritten || concernsReaders(rule)));
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

/** Whether an app has a privilege that counts on a relation, or on a column of it. */
function mayDo(
  { privileges, columns }: Relation,
  counts: (privilege: string) => boolean = () => true,
): boolean {
  const all = [privileges, ...Object.values(columns).map((column) => column.privileges)];
  return all.some((one) => appRoles.some((role) => (one[role] ?? []).some(counts)));
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
    ...(await comparePolicies(name, old, now, tryChecks)),
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
