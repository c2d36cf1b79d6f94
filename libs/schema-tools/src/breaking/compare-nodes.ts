import { isDeepStrictEqual } from 'node:util';
import type {
  AnyObjectNode,
  ContractNode,
  ListNode,
  NumberNode,
  ObjectNode,
  Property,
  TextNode,
  TupleNode,
  VersionsNode,
} from '../contracts/contract-node.ts';
import {
  compareLimits,
  compareNumbers,
  compareTexts,
  compareWithRange,
  compareWords,
} from './compare-values.ts';
import { differing } from './differing.ts';
import type { Place } from './place.ts';

/** Compares two descriptions of the same place in a document. */
export function compareNodes(before: ContractNode, after: ContractNode, place: Place): void {
  const [old, now] = [withoutNull(before), withoutNull(after)];
  if (!old.isNullable && now.isNullable) place.tell('json-null-add', 'may be null now');
  if (old.isNullable && !now.isNullable) {
    place.tell('json-null-remove', 'may not be null any more');
  }
  compareShapes(asObject(old.node), asObject(now.node), place);
}

function compareShapes(old: ContractNode, now: ContractNode, place: Place): void {
  if (old.kind === 'number' && now.kind === 'number') compareNumbers(old, now, place);
  else if (old.kind === 'text' && now.kind === 'text') compareTexts(old, now, place);
  else if (old.kind === 'one_of' && now.kind === 'one_of') compareWords(old, now, place);
  else if (old.kind === 'list' && now.kind === 'list') compareLists(old, now, place);
  else if (old.kind === 'tuple' && now.kind === 'tuple') compareTuples(old, now, place);
  else if (old.kind === 'object' && now.kind === 'object') compareObjects(old, now, place);
  else if (old.kind === 'versions' && now.kind === 'versions') compareVersions(old, now, place);
  else if (old.kind === 'any_object' && now.kind === 'any_object') compareSizes(old, now, place);
  else if (old.kind === 'nested' && now.kind === 'nested') {
    const says = `is at most ${now.maxDepth} levels deep, and was ${old.maxDepth}`;
    compareMost(old.maxDepth, now.maxDepth, says, place);
    compareNodes(old.node, now.node, place);
  } else if (old.kind === 'record' && now.kind === 'record') {
    if (!isDeepStrictEqual([old.key, old.loose], [now.key, now.loose])) {
      place.tell('json-undecided', 'takes other keys than before');
    }
    compareNodes(old.value, now.value, place.inside('.*'));
  } else if (isOpen(old) || isOpen(now)) {
    if (!isDeepStrictEqual(old, now)) place.tell('json-undecided', 'another shape than before');
  } else if (old.kind !== now.kind) {
    compareKinds(old, now, place);
  }
}

/** Kinds that are compared as a whole, because one may contain another without being similar. */
const openKinds: ReadonlySet<string> = new Set<ContractNode['kind']>([
  'union',
  'record',
  'anything',
  'json',
  'nested',
  'recursion',
]);

const isOpen = ({ kind }: ContractNode) => openKinds.has(kind);

function compareKinds(old: ContractNode, now: ContractNode, place: Place): void {
  if (old.kind === 'one_of' && isRange(now)) {
    compareWithRange(old, now, 'word-no-delete', place);
    place.tell('word-add', 'may be other values now, and was one of a list');
  } else if (now.kind === 'one_of' && isRange(old)) {
    compareWithRange(now, old, 'word-add', place);
    place.tell('word-no-delete', 'is one of a list now, and could be other values');
  } else if (old.kind === 'object' && now.kind === 'any_object') {
    place.tell('strict-to-loose', 'may have any keys now');
  } else if (old.kind === 'any_object' && now.kind === 'object') {
    place.tell('loose-to-strict', 'has only certain keys now');
  } else {
    place.tell('json-type-same', `is ${inWords(now)} now, and was ${inWords(old)}`);
  }
}

const isRange = (node: ContractNode): node is NumberNode | TextNode =>
  node.kind === 'number' || node.kind === 'text';

function inWords(node: ContractNode): string {
  const type = jsonTypeOf(node);
  return type === 'object' ? 'an object' : type === 'list' ? 'a list' : `a ${type}`;
}

function jsonTypeOf(node: ContractNode): string {
  if (node.kind === 'one_of')
    return [...new Set(node.values.map((one) => typeof one))].join(' or ');
  if (node.kind === 'text') return 'string';
  if (node.kind === 'list' || node.kind === 'tuple') return 'list';
  return node.kind === 'number' ? 'number' : 'object';
}

/** A map is an object whose keys are all optional. */
function asObject(node: ContractNode): ContractNode {
  if (node.kind !== 'map') return node;
  return {
    kind: 'object',
    properties: node.keys.map((key): Property => ({ key, optional: true, node: node.value })),
    ordered: [],
    atLeastOne: node.atLeastOne,
  };
}

function withoutNull(node: ContractNode): { node: ContractNode; isNullable: boolean } {
  if (node.kind === 'nullable') return { node: withoutNull(node.node).node, isNullable: true };
  if (node.kind !== 'one_of' || !node.values.includes(null)) return { node, isNullable: false };
  return {
    node: { kind: 'one_of', values: node.values.filter((value) => value !== null) },
    isNullable: true,
  };
}

function compareLists(old: ListNode, now: ListNode, place: Place): void {
  compareLimits(old, now, ' elements', place);
  const rulesOf = ({ uniqueBy }: ListNode) => uniqueBy.map((key) => `${key} is unique in the list`);
  compareRules(rulesOf(old), rulesOf(now), place);
  compareNodes(old.element, now.element, place.inside('[]'));
}

function compareTuples(old: TupleNode, now: TupleNode, place: Place): void {
  if (old.items.length !== now.items.length) {
    const says = `has ${now.items.length} places, and had ${old.items.length}`;
    place.tell('json-type-same', says);
  }
  for (const [index, item] of old.items.entries()) {
    const other = now.items[index];
    if (other) compareNodes(item, other, place.inside(`[${index}]`));
  }
  if (old.least !== now.least || !isDeepStrictEqual(old.rest, now.rest)) {
    place.tell('json-undecided', 'other places may be missing, or be more');
  }
  const rulesOf = ({ ordered }: TupleNode) =>
    ordered.map(([low, high]) => `place ${low} is not above place ${high}`);
  compareRules(rulesOf(old), rulesOf(now), place);
}

function compareSizes(old: AnyObjectNode, now: AnyObjectNode, place: Place): void {
  const says = (is: number, noun: string, was: number) =>
    `has at most ${is} ${noun}, and had ${was}`;
  compareMost(old.maxBytes, now.maxBytes, says(now.maxBytes, 'bytes', old.maxBytes), place);
  const depth = says(now.maxDepth, 'objects in each other', old.maxDepth);
  compareMost(old.maxDepth, now.maxDepth, depth, place);
}

function compareMost(was: number, is: number, says: string, place: Place): void {
  if (is !== was) place.tell(is < was ? 'bytes-narrow' : 'bytes-widen', says);
}

function compareRules(old: readonly string[], now: readonly string[], place: Place): void {
  const { gained, lost } = differing(old, now);
  for (const one of gained) place.tell('json-rule-add', `a new rule: ${one}`);
  for (const one of lost) place.tell('json-rule-delete', `no rule any more: ${one}`);
}

function compareObjects(old: ObjectNode, now: ObjectNode, place: Place): void {
  const byKey = ({ properties }: ObjectNode) => new Map(properties.map((one) => [one.key, one]));
  const [were, are] = [byKey(old), byKey(now)];
  for (const [key, was] of were) {
    const inside = place.inside(`.${key}`);
    const is = are.get(key);
    if (is) compareProperties(was, is, inside);
    else inside.tell('key-no-delete', 'the key is not taken any more');
  }
  compareOthers(old, now, place);
  for (const [key, { optional }] of are) {
    if (were.has(key)) continue;
    const inside = place.inside(`.${key}`);
    // a document may have the key with another value
    if (old.others) inside.tell('json-undecided', 'a key that may have been there before');
    if (optional) inside.tell('key-add-optional', 'a key that may be there now');
    else inside.tell('key-add-required', 'a key that must be there now');
  }
  const rulesOf = ({ ordered, atLeastOne }: ObjectNode) => [
    ...ordered.map(([low, high]) => `${low} is not above ${high}`),
    ...(atLeastOne.length > 0 ? ['one of the keys is there'] : []),
  ];
  compareRules(rulesOf(old), rulesOf(now), place);
}

function compareProperties(old: Property, now: Property, place: Place): void {
  if (old.optional && !now.optional) place.tell('key-made-required', 'must be there now');
  if (!old.optional && now.optional) place.tell('key-made-optional', 'may be missing now');
  compareNodes(old.node, now.node, place);
}

/** The value under other keys. */
function compareOthers(old: ObjectNode, now: ObjectNode, place: Place): void {
  if (!old.others && now.others) place.tell('strict-to-loose', 'may have other keys now');
  if (old.others && !now.others) place.tell('loose-to-strict', 'has only certain keys now');
  if (old.others && now.others) compareNodes(old.others, now.others, place.inside('.*'));
}

function compareVersions(old: VersionsNode, now: VersionsNode, place: Place): void {
  if (old.discriminator !== now.discriminator) {
    const says = `told apart by ${now.discriminator}, and was by ${old.discriminator}`;
    place.tell('json-type-same', says);
    return;
  }
  const byValue = ({ versions }: VersionsNode) =>
    new Map(versions.flatMap(({ values, node }) => values.map((value) => [value, node] as const)));
  const [were, are] = [byValue(old), byValue(now)];
  const name = (value: unknown) => `${old.discriminator} ${JSON.stringify(value)}`;
  for (const value of are.keys()) {
    if (!were.has(value)) place.tell('variant-add', `${name(value)} is new`);
  }
  for (const [value, was] of were) {
    const is = are.get(value);
    if (is) compareNodes(was, is, place.inside(`(${name(value)})`));
    else place.tell('variant-no-delete', `${name(value)} is not taken any more`);
  }
}
