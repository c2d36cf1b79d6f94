import type { ContractFacts, Facts } from '../facts/facts.ts';
import { compareNodes } from './compare-nodes.ts';
import { Place, type TellAt } from './place.ts';
import type { Difference } from './rules.ts';

/** What differs inside the JSON that contracts describe. */
export function compareContracts(before: Facts, after: Facts): Difference[] {
  const found: Difference[] = [];
  for (const [object, old] of Object.entries(before.contracts)) {
    const now = after.contracts[object];
    if (now) found.push(...compareContract(object, old, now));
    // with its column or domain it is gone for another reason
    else if (isThere(after, object)) {
      found.push({ rule: 'contract-delete', object, says: 'has no contract any more' });
    }
  }
  for (const object of Object.keys(after.contracts)) {
    if (before.contracts[object] || !isThere(before, object)) continue;
    found.push({ rule: 'contract-add', object, says: 'has a contract now' });
  }
  return found;
}

/** Whether the column is there; a domain is known by its contract alone. */
function isThere({ relations }: Facts, object: string): boolean {
  const [, relation = '', column = ''] = /^(.*)\.([^.]+)$/.exec(object) ?? [];
  return relations[relation]?.columns[column] !== undefined;
}

function compareContract(object: string, old: ContractFacts, now: ContractFacts): Difference[] {
  const found: Difference[] = [];
  const tell: TellAt = (path, rule, says) => {
    found.push({ rule, object, says: path === '' ? says : `${path}: ${says}` });
  };
  compareNodes(old.node, now.node, new Place(tell));
  for (const [path, sentence] of Object.entries(old.sentences)) {
    const other = now.sentences[path];
    if (other === undefined || unitsOf(sentence) === unitsOf(other)) continue;
    tell(path, 'unit-same', `"${sentence}" is now "${other}"`);
  }
  return found;
}

/** The words of a sentence that say what a number means. */
function unitsOf(sentence: string): string {
  const units =
    /\b(grams?|kilograms?|kg|lbs?|pounds?|percent|%|fractions?|seconds?|minutes?|hours?|milliseconds?|ms|days?|metres?|meters?|miles?)\b|%/gi;
  return [...new Set(sentence.toLowerCase().match(units))].toSorted().join(' ');
}
