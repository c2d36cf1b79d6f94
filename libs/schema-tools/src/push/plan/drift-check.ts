import type { Drift } from '../../drift/drift.ts';
import type { Finding } from './plan.ts';

/**
 * Where the tables that the pending files touch are not what the files before them make: the plan
 * was made for what they make.
 *
 * @param tables with their schema
 */
export function driftFindings(
  drifts: readonly Pick<Drift, 'kind' | 'name' | 'is' | 'differences' | 'parts'>[],
  tables: readonly string[],
): Finding[] {
  const isTouched = ({ name }: { readonly name: string }) =>
    tables.some((table) => `${name}.`.startsWith(`${table}.`));
  return drifts
    .filter((drift) => isTouched(drift) || drift.parts.some(isTouched))
    .map(({ kind, name, is, differences }) => ({
      rule: 'drift',
      object: `${kind} ${name}`,
      level: 'note',
      says: {
        extra: 'is there, and no migration makes it',
        missing: 'is not there, although a migration makes it',
        changed: `is not as migrations make it: ${differences.map(({ fact }) => fact).join(', ')}`,
      }[is],
      next: 'The plan was made for what migrations make. `diff` tells more, and adopts it.',
    }));
}
