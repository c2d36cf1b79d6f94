import type { CatalogueObject } from '../catalogue/read-objects.ts';
import type { Drift } from '../drift.ts';
import { accessWriters, grantWord } from './access.ts';
import { otherWriters } from './others.ts';
import { tableWriters } from './tables.ts';
import { Refusal, type KindWriter } from './writers.ts';

const writers: Readonly<Record<string, KindWriter>> = {
  ...tableWriters,
  ...otherWriters,
  ...accessWriters,
};

/** The usual order of creation: each kind after those that it may need. */
const order = [
  ['role', 'schema', 'extension', 'enum', 'composite type', 'domain', 'sequence', 'table'],
  ['column', 'function', 'procedure', 'view', 'materialized view', 'constraint', 'index'],
  ['trigger', 'policy', 'rule', 'publication'],
].flat();

/**
 * The statements that change the files' result into the database's state, for one drift. Each is
 * safe to run twice, because the database itself will run them too.
 *
 * @throws Refusal if a migration cannot or must not do it
 */
export function adoptingStatements(drift: Drift): string[] {
  const { kind, is, there, should, parts, differences } = drift;
  const writer = writerOf(kind);
  if (is === 'missing' && should) return [...writer.drop(should)];
  if (!there) throw new Error(`${kind} ${drift.name} is neither there nor missing`);
  if (is === 'extra') {
    const isColumnOf = (one: CatalogueObject) => kind === 'table' && one.kind === 'column';
    return [
      ...writer.make(there, parts),
      ...revokeAll(there),
      ...inOrder(parts).flatMap((one) =>
        isColumnOf(one)
          ? []
          : [...writerOf(one.kind).make(one, []), ...revokeAll(one), ...rest(one)],
      ),
      ...rest(there),
      // a default may need a sequence of its table
      ...parts.filter(isColumnOf).flatMap(rest),
    ];
  }
  const changed = differences.map(({ fact }) => fact);
  return settings(withBefore(there, should), changed);
}

/** The facts of a new object that its creation does not set. */
const rest = (object: CatalogueObject) =>
  settings(object, factsAfter(object, writerOf(object.kind)), true);

/** Kinds of new objects on which some roles get privileges without a grant. */
const grantedByItself = new Set(
  [
    ['table', 'view', 'materialized view', 'function', 'procedure', 'sequence'],
    ['enum', 'domain', 'composite type'],
  ].flat(),
);

/**
 * Revokes the privileges that a new object has by itself or by default privileges. Its own grants
 * follow.
 */
function revokeAll({ kind, name, parts }: CatalogueObject): string[] {
  if (!grantedByItself.has(kind) || parts['identity'] === true) return [];
  const object = `${grantWord(kind)} ${name}`;
  return [`revoke all on ${object} from public, anon, authenticated, service_role`];
}

/** Facts of a new object that other statements set, and that differ from its defaults. */
function factsAfter({ facts }: CatalogueObject, writer: KindWriter): string[] {
  return Object.keys(facts).filter(
    (fact) => !writer.made.includes(fact) && !(usual[fact] ?? []).includes(facts[fact] ?? ''),
  );
}

/** A new object's default facts. */
const usual: Readonly<Record<string, readonly string[]>> = {
  'row level security': ['off'],
  'forced on the owner': ['no'],
  fires: ['yes'],
  state: ['valid'],
  owner: ['postgres'],
  superuser: ['no'],
  'bypasses row level security': ['no'],
  'logs in': ['no'],
  inherits: ['yes'],
  'creates roles': ['no'],
  'creates databases': ['no'],
  replicates: ['no'],
};

/** Statements for changed facts. A fact without its own statement recreates the object, once. */
function settings(object: CatalogueObject, facts: readonly string[], isNew = false): string[] {
  const writer = writerOf(object.kind);
  const anew = facts.some((fact) => writer.facts?.[fact] === undefined);
  if (anew && !writer.replaces) {
    const left = facts.filter((fact) => writer.facts?.[fact] === undefined);
    throw new Refusal(`the ${left.join(' and ')} of a ${object.kind} is changed by hand`);
  }
  const single = facts.flatMap((fact) => {
    const write = writer.facts?.[fact];
    return write ? write(object, object.facts[fact] ?? null) : [];
  });
  // a recreated object has lost all other facts
  const after = anew && !isNew ? afterwards(object, writer, facts) : [];
  return [...new Set([...(anew && !isNew ? writer.make(object, []) : []), ...after, ...single])];
}

function afterwards(
  object: CatalogueObject,
  writer: KindWriter,
  facts: readonly string[],
): string[] {
  return factsAfter(object, writer)
    .filter((fact) => !facts.includes(fact))
    .flatMap((fact) => writer.facts?.[fact]?.(object, object.facts[fact] ?? null) ?? []);
}

/** Adds the facts that writers need about the files' object. */
function withBefore(there: CatalogueObject, should: CatalogueObject | undefined): CatalogueObject {
  const before = {
    'options before': should?.facts['options'] ?? null,
    'values before': should?.facts['values'] ?? null,
    'privileges before': should?.facts['privileges'] ?? null,
  };
  return { ...there, parts: { ...there.parts, ...before } };
}

function writerOf(kind: string): KindWriter {
  const writer = writers[kind];
  if (!writer) throw new Refusal(`a ${kind} is written by hand`);
  return writer;
}

/** Objects in the order of their creation. */
function inOrder<One extends Pick<CatalogueObject, 'kind' | 'name'>>(
  objects: readonly One[],
): One[] {
  // grants on columns come after revokes on their table
  const placeOf = ({ kind, name }: One) =>
    order.includes(kind) ? order.indexOf(kind) : order.length + (/ on column /.test(name) ? 1 : 0);
  return objects.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Drifts in the order of adoption: removals first, and parts before the whole. */
export function adoptingOrder<One extends Drift>(drifts: readonly One[]): One[] {
  const isGone = ({ is }: One) => is === 'missing';
  return [
    ...inOrder(drifts.filter(isGone)).toReversed(),
    ...inOrder(drifts.filter((one) => !isGone(one))),
  ];
}
