import { sortedEntries, type Relation } from '../facts/facts.ts';
import { listed } from './constraint-words.ts';
import type { IndexKey } from './model.ts';
import { inCode } from './policies/operand.ts';

/** The purpose of an index, from its columns: the reads that can use it. */
export function indexWords(keys: readonly IndexKey[], { references }: Relation): string {
  const [first] = keys;
  if (!first) return '';
  const rest = keys.slice(1).map(({ text, isDescending }) => {
    return `${inCode(text)}${isDescending ? ' (the highest first)' : ''}`;
  });
  const order = rest.length === 0 ? '' : `, in the order of ${rest.join(', then ')}`;
  const finds = `Finds rows by ${inCode(first.text)}${order}.`;
  const served = sortedEntries(references)
    .filter(([, { columns }]) => columns.every((one, at) => keys[at]?.text === one))
    .map(([name]) => name);
  return served.length === 0
    ? finds
    : `${finds} Serves the foreign ${served.length === 1 ? 'key' : 'keys'} ${listed(served)}.`;
}
