import { driftOf } from '../../drift/drift-of.ts';
import { withExpected } from '../../drift/expected.ts';
import type { CheckSources } from './plan-check.ts';
import type { Finding } from './plan.ts';

/**
 * Where the tables that the pending files touch are not what the files before them make: the plan
 * was made for what they make.
 */
export async function findDrift({
  server,
  client,
  files,
  pending,
  tables,
}: CheckSources): Promise<Finding[]> {
  if (tables.length === 0) return [];
  const applied = files.filter((file) => !pending.includes(file));
  return withExpected(server, applied, async (expected) => {
    const { drifts } = await driftOf(client, expected, {
      only: ({ name }) => tables.some((table) => `${name}.`.startsWith(`${table}.`)),
      places: false,
    });
    return drifts.map(({ kind, name, is, differences }) => ({
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
  });
}
