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
        extra: 'exists, but no migration makes it',
        missing: 'is missing, although a migration makes it',
        changed: `differs from the migrations: ${differences.map(({ fact }) => fact).join(', ')}`,
      }[is],
      next: 'The plan assumes what the migrations make. `diff` shows the drift, and can adopt it.',
    }));
}
