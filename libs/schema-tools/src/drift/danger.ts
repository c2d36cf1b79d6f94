import type { CatalogueObject, DatabaseObjects } from './catalogue/read-objects.ts';
import type { Danger, Drift } from './drift.ts';
import { isRequestRole } from './hosted.ts';

type Judged = Pick<Drift, 'kind' | 'name' | 'is' | 'differences' | 'parts' | 'there' | 'should'>;

/** Facts that describe an object without changing its effect. */
const quiet = new Set(
  [
    ['comment', 'owner', 'options', 'statistics', 'storage', 'compression', 'cost', 'rows'],
    ['clustered on', 'cache', 'parallel'],
  ].flat(),
);

const kindsOfRows = new Set(
  [
    ['table', 'foreign table', 'view', 'materialized view', 'column', 'constraint', 'trigger'],
    ['rule', 'function', 'procedure', 'aggregate', 'domain', 'enum', 'composite type', 'range'],
    ['sequence', 'published table', 'published schema', 'publication', 'event trigger'],
  ].flat(),
);

/**
 * The danger of a drift. Row level security comes first, then grants, policies, functions and views
 * that apps reach, then the rules for rows, then the rest.
 *
 * @param there the objects of the checked database
 */
export function dangerOf(drift: Judged, there: DatabaseObjects): Danger {
  const rank = accessRank(drift, there);
  if (rank !== undefined) return { level: 'access', rank };
  const { kind } = drift;
  const isQuiet = isOnlyQuiet(drift);
  if (isQuiet || !kindsOfRows.has(kind)) return { level: 'other', rank: isQuiet ? 31 : 30 };
  return { level: 'rows', rank: kind === 'constraint' || kind === 'trigger' ? 20 : 21 };
}

function accessRank(drift: Judged, there: DatabaseObjects): number | undefined {
  const { kind, is, differences, parts } = drift;
  const changed = (fact: string) =>
    differences.some((one) => one.fact === fact && one.there !== one.should);
  const object = drift.there ?? drift.should;
  switch (kind) {
    case 'table':
      if (is === 'changed') {
        return changed('row level security') || changed('forced on the owner') ? 0 : undefined;
      }
      if (is === 'missing') return undefined;
      if (drift.there?.facts['row level security'] === 'off' && isReached(parts)) return 0;
      return isReached(parts) ? 2 : undefined;
    case 'role':
    case 'membership':
      return is === 'missing' ? undefined : 1;
    case 'grant':
    case 'default privileges':
      return is !== 'missing' && isRequestRole(object?.parts['role']) ? 1 : 2;
    case 'policy':
      return isOnlyQuiet(drift) ? undefined : 3;
    case 'function':
    case 'procedure':
      return isOpen(drift, there) && is !== 'missing' && !isOnlyQuiet(drift) ? 4 : undefined;
    case 'view':
      if (is === 'extra') return isReached(parts) ? 4 : undefined;
      return is === 'changed' && (changed('options') || changed('definition')) ? 4 : undefined;
    default:
      return undefined;
  }
}

const isOnlyQuiet = ({ is, differences }: Judged) =>
  is === 'changed' && differences.every(({ fact }) => quiet.has(fact));

/** Whether a part of a grant concerns a role of apps. */
function isReached(parts: readonly CatalogueObject[]): boolean {
  return parts.some(({ kind, parts: { role } }) => kind === 'grant' && isRequestRole(role));
}

/** Whether anon may execute a function of the database. */
function isOpen({ kind, name, parts }: Judged, there: DatabaseObjects): boolean {
  return ['anon', 'public'].some(
    (role) =>
      there.has(`grant ${role} on ${kind} ${name}`) ||
      parts.some((part) => part.kind === 'grant' && part.parts['role'] === role),
  );
}
