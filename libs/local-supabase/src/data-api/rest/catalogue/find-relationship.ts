import { type Catalogue, key } from './catalogue.ts';
import { nearest } from './nearest.ts';
import { Refused } from '../refused.ts';
import {
  type ColumnPairs,
  isSelf,
  type KeyRelationship,
  type Relationship,
} from './relationships.ts';

/**
 * The relationship for an embed. The request names a table, a foreign key or a column, and may add
 * a hint.
 *
 * @throws Refused PGRST200 if there is none, PGRST201 if there are several
 */
export function findRelationship(
  catalogue: Catalogue,
  embed: { schema: string; origin: string; target: string; hint?: string | undefined },
): Relationship {
  const { schema, origin, target, hint } = embed;
  const all = (catalogue.relationships.get(key({ schema, name: origin })) ?? []).filter(
    ({ foreign }) => foreign.schema === schema,
  );
  const [first, ...others] = all.filter((one) => matches(one, target, hint));
  if (!first) {
    const using = hint === undefined ? '' : `' using the hint '${hint}`;
    throw new Refused(400, {
      code: 'PGRST200',
      message: `Could not find a relationship between '${origin}' and '${target}' in the schema cache`,
      details:
        `Searched for a foreign key relationship between '${origin}' and '${target}${using}' ` +
        `in the schema '${schema}', but no matches were found.`,
      hint: suggestion(catalogue, embed),
    });
  }
  if (others.length === 0) return first;
  const found = [first, ...others].filter((one) => one.kind !== 'computed');
  throw new Refused(300, {
    code: 'PGRST201',
    message: `Could not embed because more than one relationship was found for '${origin}' and '${target}'`,
    details: found.map(describe),
    hint:
      `Try changing '${target}' to one of the following: ` +
      `${found.map((one) => `'${one.foreign.name}!${one.junction?.table.name ?? one.constraint}'`).join(', ')}. ` +
      `Find the desired relationship in the 'details' key.`,
  });
}

function matches(one: Relationship, target: string, hint: string | undefined): boolean {
  if (one.kind === 'computed') return one.function.name === target;
  const isNamed = one.foreign.name === target;
  const column = (side: 0 | 1) =>
    one.kind !== 'many-to-many' && one.columns.length === 1 ? one.columns[0]?.[side] : undefined;
  if (isSelf(one)) {
    if (hint !== undefined) {
      return isNamed && one.kind === 'one-to-many' && column(1) === hint;
    }
    return (
      (isNamed && one.kind === 'one-to-many') ||
      (one.kind === 'many-to-one' && column(0) === target)
    );
  }
  const isKey = (name: string) => one.kind !== 'many-to-many' && one.constraint === name;
  if (hint === undefined) {
    return isNamed || (!one.foreignIsView && (isKey(target) || column(0) === target));
  }
  return (
    isNamed &&
    (isKey(hint) || column(0) === hint || column(1) === hint || one.junction?.table.name === hint)
  );
}

/** PostgREST's description of the relationships for an ambiguous embed. */
function describe(one: KeyRelationship) {
  const columns = (pairs: ColumnPairs, side: 0 | 1) =>
    `(${pairs.map((pair) => pair[side]).join(', ')})`;
  const { junction } = one;
  const relationship = junction
    ? `${junction.table.name} using ${junction.constraints[0]}${columns(junction.source, 1)}` +
      ` and ${junction.constraints[1]}${columns(junction.target, 1)}`
    : `${one.constraint} using ${one.table.name}${columns(one.columns, 0)}` +
      ` and ${one.foreign.name}${columns(one.columns, 1)}`;
  return {
    cardinality: one.kind,
    embedding: `${one.table.name} with ${one.foreign.name}`,
    relationship,
  };
}

function suggestion(
  catalogue: Catalogue,
  { schema, origin, target }: { schema: string; origin: string; target: string },
): string | null {
  const parents = [...catalogue.relationships.values()].flatMap(([first]) =>
    first?.table.schema === schema ? [first.table.name] : [],
  );
  if (!parents.includes(origin)) {
    const other = nearest(parents, origin);
    return other === undefined ? null : `Perhaps you meant '${other}' instead of '${origin}'.`;
  }
  const children = (catalogue.relationships.get(key({ schema, name: origin })) ?? []).map(
    ({ foreign }) => foreign.name,
  );
  // the table exists, so the hint is wrong
  if (children.includes(target)) return null;
  const other = nearest(children, target);
  return other === undefined ? null : `Perhaps you meant '${other}' instead of '${target}'.`;
}
