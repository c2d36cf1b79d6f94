import { columnNamed, type ContractFacts, type Facts, type Named } from '../facts/facts.ts';
import { compareNodes } from './compare-nodes.ts';
import { Place, type TellAt } from './place.ts';
import type { Difference, RuleId } from './rules.ts';

/** Compares the JSON inside of columns, as contracts describe it. */
export function compareContracts(before: Facts, after: Facts): Difference[] {
  const found: Difference[] = [];
  for (const [object, old] of Object.entries(before.contracts)) {
    const now = after.contracts[object];
    if (now) found.push(...compareContract(object, old, now));
    // a dropped column has its own finding; a domain is known only by its contract
    else if (columnNamed(after, object)) {
      found.push({ rule: 'contract-delete', object, says: 'has no contract any more' });
    }
  }
  for (const object of Object.keys(after.contracts)) {
    if (before.contracts[object] || !columnNamed(before, object)) continue;
    found.push({ rule: 'contract-add', object, says: 'has a contract now' });
  }
  return found;
}

function compareContract(object: string, old: ContractFacts, now: ContractFacts): Difference[] {
  return differencesIn(old, now).map(({ path, rule, says }): Difference => {
    return { rule, object, says: path === '' ? says : `${path}: ${says}` };
  });
}

/** Compares two contracts, place by place in the document. */
function differencesIn(old: ContractFacts, now: ContractFacts) {
  const found: { readonly path: string; readonly rule: RuleId; readonly says: string }[] = [];
  const tell: TellAt = (path, rule, says) => void found.push({ path, rule, says });
  compareNodes(old.node, now.node, new Place(tell));
  for (const [path, sentence] of Object.entries(old.sentences)) {
    const other = now.sentences[path];
    if (other === undefined || unitsOf(sentence) === unitsOf(other)) continue;
    tell(path, 'unit-same', `"${sentence}" is now "${other}"`);
  }
  return found;
}

/**
 * Finds new keys that an earlier contract used for something else: an app of that time misreads
 * them.
 *
 * @param pasts the contracts of earlier times
 */
export function reusedKeys(
  before: Facts,
  after: Facts,
  pasts: readonly Named<ContractFacts>[],
): Difference[] {
  return Object.entries(after.contracts).flatMap(([object, now]) => {
    const old = before.contracts[object];
    if (!old) return [];
    const added = differencesIn(old, now).filter(({ rule }) => rule.startsWith('key-add-'));
    return added.flatMap(({ path }): Difference[] => {
      const isOther = pasts.some((past) => past[object] && meantOtherwise(past[object], now, path));
      const says = `${path}: the key had another meaning once, and is used again`;
      return isOther ? [{ rule: 'name-reused', object, says }] : [];
    });
  });
}

/** Whether a contract had the key at a place with another meaning. */
function meantOtherwise(past: ContractFacts, now: ContractFacts, key: string): boolean {
  const found = differencesIn(past, now);
  const isNew = ({ path, rule }: (typeof found)[number]) =>
    rule.startsWith('key-add-') && isInside(key, path);
  // being required or optional is not a difference in meaning
  const isOther = ({ path, rule }: (typeof found)[number]) =>
    !/^key-made-|^json-null-/.test(rule) && isInside(path, key);
  return !found.some(isNew) && found.some(isOther);
}

function isInside(path: string, outer: string): boolean {
  return path === outer || (path.startsWith(outer) && /^[.[(]/.test(path.slice(outer.length)));
}

/** The words of a sentence that define a number's unit. */
function unitsOf(sentence: string): string {
  const units =
    /\b(grams?|kilograms?|kg|lbs?|pounds?|percent|%|fractions?|seconds?|minutes?|hours?|milliseconds?|ms|days?|metres?|meters?|miles?)\b|%/gi;
  return [...new Set(sentence.toLowerCase().match(units))].toSorted().join(' ');
}
