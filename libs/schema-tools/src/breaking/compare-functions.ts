import { isSameSql } from '../drift/same-text.ts';
import type { ArgumentFacts, Facts, FunctionFacts, Relation } from '../facts/facts.ts';
import { compareChecks } from './compare-checks.ts';
import { relatedTo } from './related.ts';
import type { TryChecks } from './trial.ts';
import { differing } from './differing.ts';
import { resolveRelation } from './domains.ts';
import { effectsOf, rules, type Difference, type RuleId } from './rules.ts';
import { typeRule } from './type-rule.ts';

/** Compares the functions that apps can call. */
export async function compareFunctions(
  before: Facts,
  after: Facts,
  tryChecks: TryChecks,
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const [name, signatures] of Object.entries(before.functions)) {
    const reached = signatures.filter(({ roles }) => roles.length > 0);
    if (reached.length === 0) continue;
    const tell = (rule: RuleId, says: string) => found.push({ rule, object: name, says });
    const now = after.functions[name] ?? [];
    for (const old of reached) {
      const known = found.length;
      const nearest = nearestTo(old, now);
      if (!nearest) {
        tell('function-no-delete', 'is gone');
        continue;
      }
      for (const arg of old.args) {
        const other = nearest.args.find((one) => one.name === arg.name);
        if (!other) tell('arg-no-delete', `has no argument ${arg.name} any more`);
        else {
          compareArgument(arg, other, tell);
          await compareValues([before, arg], [after, other], tell, tryChecks);
        }
      }
      compareSignature(old, nearest, tell);
      await compareResults([before, old], [after, nearest], tell, tryChecks);
      if (found.length === known) {
        found.push(...(await compareBodies(name, old, [after, nearest], tryChecks)));
      }
    }
    if (now.length > signatures.length) {
      const says = `has ${now.length} signatures now, and had ${signatures.length}`;
      tell('function-overload', says);
    }
  }
  for (const [name, signatures] of Object.entries(after.functions)) {
    const isForAnon = ({ roles }: FunctionFacts) => roles.includes('anon');
    if (signatures.some(isForAnon) && !before.functions[name]?.some(isForAnon)) {
      found.push({ rule: 'grant-add', object: name, says: 'anon may call it now' });
    }
  }
  return found;
}

type Tell = (rule: RuleId, says: string) => void;

/** The signature that shares most arguments with another one. */
function nearestTo(
  { args }: FunctionFacts,
  signatures: readonly FunctionFacts[],
): FunctionFacts | undefined {
  const shared = (one: FunctionFacts) =>
    one.args.filter(({ name }) => args.some((arg) => arg.name === name)).length;
  return signatures.toSorted((one, other) => shared(other) - shared(one))[0];
}

function compareSignature(old: FunctionFacts, now: FunctionFacts, tell: Tell): void {
  for (const arg of now.args) {
    if (old.args.some((one) => one.name === arg.name) || arg.isOptional) continue;
    tell('arg-add-required', `needs the argument ${arg.name} now`);
  }
  if (old.result !== now.result || JSON.stringify(old.columns) !== JSON.stringify(now.columns)) {
    tell('return-shape-same', `returns ${now.result} now, and returned ${old.result}`);
  }
  if (old.volatility !== 'volatile' && now.volatility === 'volatile') {
    tell('function-volatility', `is volatile now, and was ${old.volatility}`);
  }
  if (old.isDefiner !== now.isDefiner) {
    tell('function-security', `runs as its ${now.isDefiner ? 'owner' : 'caller'} now`);
  }
  const { lost } = differing(old.roles, now.roles);
  if (lost.length > 0) tell('grant-no-delete', `${lost.join(', ')} may not call it any more`);
}

function compareArgument(old: ArgumentFacts, now: ArgumentFacts, tell: Tell): void {
  if (old.isOptional && !now.isOptional) {
    tell('arg-default-no-delete', `${old.name} may not be left out any more`);
  } else if (old.isOptional && old.default !== now.default) {
    tell('arg-default-same', `${old.name} is ${now.default} if left out, and was ${old.default}`);
  }
}

/** Compares the accepted values of an argument: its type, and the rules of its domain. */
async function compareValues(
  [before, old]: readonly [Facts, ArgumentFacts],
  [after, now]: readonly [Facts, ArgumentFacts],
  tell: Tell,
  tryChecks: TryChecks,
): Promise<void> {
  const isKnown = before.domains !== undefined && after.domains !== undefined;
  const [was, is] = [
    asRelation(old, isKnown ? before.domains : {}),
    asRelation(now, isKnown ? after.domains : {}),
  ];
  const [from, to] = [was.columns[old.name], is.columns[now.name]];
  // a wider type accepts everything that the old one did
  const typed = typeRule(from?.type ?? old.type, to?.type ?? now.type, before.enums, after.enums);
  if (typed !== undefined && typed !== 'type-widen') {
    tell('arg-type', `${old.name} is ${now.type} now, and was ${old.type}`);
    return;
  }
  if (from?.nullable && !to?.nullable) tell('arg-type', `${old.name} may not be NULL any more`);
  for (const { rule, says } of await compareChecks('', was, is, tryChecks)) {
    if (rules[rule].writers === 'breaks') tell('arg-type', `${old.name} ${says}`);
  }
}

/** Compares the domains of a result. */
async function compareResults(
  [before, old]: readonly [Facts, FunctionFacts],
  [after, now]: readonly [Facts, FunctionFacts],
  tell: Tell,
  tryChecks: TryChecks,
): Promise<void> {
  if (!before.domains || !after.domains || old.result !== now.result) return;
  for (const [name, type] of Object.entries({ result: old.result, ...old.columns })) {
    const plain = { name, type: type.replace(/^SETOF /, ''), isOptional: false };
    const [was, is] = [asRelation(plain, before.domains), asRelation(plain, after.domains)];
    for (const difference of await compareChecks('', was, is, tryChecks)) {
      if (effectsOf(difference).readers === 'breaks') {
        tell('return-shape-same', `${name} ${difference.says}`);
      }
    }
  }
}

/** The tables that SQL reads, and those that their policies read. */
function tablesOf(sql: string, facts: Facts): string[] | undefined {
  const expressions = relatedTo(sql, facts)?.flatMap((table) =>
    Object.values(facts.relations[table]?.policies ?? {}).flatMap(({ using, check }) => [
      using,
      check,
    ]),
  );
  return expressions && relatedTo([sql, ...expressions].join('\n'), facts);
}

/** Compares a function whose signature stayed, by calling both versions with the same arguments. */
async function compareBodies(
  name: string,
  old: FunctionFacts,
  [after, now]: readonly [Facts, FunctionFacts],
  tryChecks: TryChecks,
): Promise<Difference[]> {
  const isKnown = old.routine !== undefined && now.routine !== undefined;
  if (!isKnown || isSameSql(old.body ?? '', now.body ?? '')) return [];
  const related = tablesOf(`${old.body} ${now.body}`, after);
  const examples = related
    ? await tryChecks({
        routine: name,
        before: old.routine,
        after: now.routine,
        related,
        columns: Object.fromEntries(
          old.args.map(({ name: arg, type }, place) => [arg || `$${place + 1}`, type]),
        ),
      })
    : undefined;
  const { narrower, otherwise } = examples ?? {};
  const difference = (rule: RuleId, says: string, example?: string): Difference => ({
    rule,
    object: name,
    says,
    ...(example === undefined ? {} : { example }),
  });
  if (narrower !== undefined) return [difference('function-refuses', 'refuses calls', narrower)];
  if (otherwise !== undefined) {
    return [difference('function-changes', 'answers calls otherwise', otherwise)];
  }
  return [difference('function-undecided', 'has another body')];
}

/** An argument as a table with one column, which has the rules of its domain. */
function asRelation({ name, type }: ArgumentFacts, domains: Facts['domains']): Relation {
  const column = { type, nullable: true, isComputed: false, privileges: {} };
  return resolveRelation(
    {
      kind: 'table',
      columns: { [name]: column },
      checks: {},
      uniques: {},
      references: {},
      policies: {},
      isSecured: false,
      privileges: {},
      triggers: {},
    },
    domains,
  );
}
