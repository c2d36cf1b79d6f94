import type { Known } from '../data/known.ts';
import type { Entry } from './database.ts';
import type { Rules } from './rules.ts';

/**
 * What is known once the changes of an outbox are done. Those that were refused are not.
 *
 * @param rules needed where there are changes
 */
export function withPending(
  known: Known,
  entries: readonly Entry[],
  lifter: string,
  rules: Rules | undefined,
): Known {
  return entries.reduce((before, entry) => {
    if (entry.state === 'refused') return before;
    try {
      const made = { lifter, at: entry.at };
      return rules?.writeOf(entry.write)?.apply(before, entry.args, made) ?? before;
    } catch {
      // another version has made it: it is refused when it is sent
      return before;
    }
  }, known);
}
