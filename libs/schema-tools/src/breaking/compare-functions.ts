import type { ArgumentFacts, Facts, FunctionFacts } from '../facts/facts.ts';
import { differing } from './differing.ts';
import type { Difference, RuleId } from './rules.ts';
import { typeRule } from './type-rule.ts';

/** What differs between the functions that apps can call. */
export function compareFunctions(before: Facts, after: Facts): Difference[] {
  const found: Difference[] = [];
  for (const [name, signatures] of Object.entries(before.functions)) {
    const reached = signatures.filter(({ roles }) => roles.length > 0);
    if (reached.length === 0) continue;
    const now = after.functions[name] ?? [];
    for (const old of reached) found.push(...compareSignature(name, old, now));
    if (now.length > reached.length) {
      const says = `has ${now.length} signatures now, and had ${signatures.length}`;
      found.push({ rule: 'function-overload', object: name, says });
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

const namesOf = ({ args }: FunctionFacts) => args.map(({ name }) => name);

function compareSignature(
  name: string,
  old: FunctionFacts,
  signatures: readonly FunctionFacts[],
): Difference[] {
  const found: Difference[] = [];
  const tell = (rule: RuleId, says: string) => found.push({ rule, object: name, says });
  // the one that has most of its arguments
  const shared = (one: FunctionFacts) =>
    namesOf(one).filter((arg) => namesOf(old).includes(arg)).length;
  const [now] = signatures.toSorted((one, other) => shared(other) - shared(one));
  if (!now) {
    tell('function-no-delete', 'is gone');
    return found;
  }
  for (const arg of old.args) {
    const other = now.args.find((one) => one.name === arg.name);
    if (other) compareArgument(arg, other, tell);
    else tell('arg-no-delete', `has no argument ${arg.name} any more`);
  }
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
  return found;
}

function compareArgument(
  old: ArgumentFacts,
  now: ArgumentFacts,
  tell: (rule: RuleId, says: string) => void,
): void {
  // a wider type takes what the old one did
  const typed = typeRule(old.type, now.type);
  if (typed !== undefined && typed !== 'type-widen') {
    tell('arg-type', `${old.name} is ${now.type} now, and was ${old.type}`);
  }
  if (old.isOptional && !now.isOptional) {
    tell('arg-default-no-delete', `${old.name} may not be left out any more`);
  } else if (old.isOptional && old.default !== now.default) {
    tell('arg-default-same', `${old.name} is ${now.default} if left out, and was ${old.default}`);
  }
}
