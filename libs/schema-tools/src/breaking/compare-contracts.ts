import { isDeepStrictEqual } from 'node:util';
import type {
  ContractNode,
  NumberNode,
  ObjectNode,
  OneOfNode,
  Property,
  TextNode,
  VersionsNode,
} from '../contracts/contract-node.ts';
import type { ContractFacts, Facts } from '../facts/facts.ts';
import type { Difference, RuleId } from './rules.ts';

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
  const tell: Tell = (rule, path, says) => {
    found.push({ rule, object, says: path === '' ? says : `${path}: ${says}` });
  };
  compareNodes(old.node, now.node, '', tell);
  for (const [path, sentence] of Object.entries(old.sentences)) {
    const other = now.sentences[path];
    if (other === undefined || unitsOf(sentence) === unitsOf(other)) continue;
    tell('unit-same', path, `"${sentence}" is now "${other}"`);
  }
  return found;
}

/** The words of a sentence that say what a number means. */
function unitsOf(sentence: string): string {
  const units =
    /\b(grams?|kilograms?|kg|lbs?|pounds?|percent|%|fractions?|seconds?|minutes?|hours?|milliseconds?|ms|days?|metres?|meters?|miles?)\b|%/gi;
  return [...new Set(sentence.toLowerCase().match(units))].toSorted().join(' ');
}

type Tell = (rule: RuleId, path: string, says: string) => void;

function compareNodes(before: ContractNode, after: ContractNode, path: string, tell: Tell): void {
  const [old, now] = [withoutNull(before), withoutNull(after)];
  if (!old.isNullable && now.isNullable) tell('json-null-add', path, 'may be null now');
  if (old.isNullable && !now.isNullable) tell('json-null-remove', path, 'may not be null any more');
  compareShapes(asObject(old.node), asObject(now.node), path, tell);
}

function compareShapes(old: ContractNode, now: ContractNode, path: string, tell: Tell): void {
  if (old.kind === 'number' && now.kind === 'number') {
    compareLimits(old, now, '', path, tell);
    compareSteps(old.step, now.step, path, tell);
  } else if (old.kind === 'text' && now.kind === 'text') {
    compareLimits(
      { least: old.least ?? 0, most: old.most ?? Infinity },
      { least: now.least ?? 0, most: now.most ?? Infinity },
      ' characters',
      path,
      tell,
    );
    compareForms(old, now, path, tell);
  } else if (old.kind === 'one_of' && now.kind === 'one_of') {
    const words = (values: readonly unknown[], others: readonly unknown[]) =>
      values.filter((value) => !others.includes(value)).map((value) => JSON.stringify(value));
    const [gained, lost] = [words(now.values, old.values), words(old.values, now.values)];
    if (gained.length > 0) tell('word-add', path, `may be ${gained.join(', ')} now`);
    if (lost.length > 0) tell('word-no-delete', path, `may not be ${lost.join(', ')} any more`);
  } else if (old.kind === 'list' && now.kind === 'list') {
    const ofList = ({ least, most = Infinity }: typeof old) => ({ least, most });
    compareLimits(ofList(old), ofList(now), ' elements', path, tell);
    compareRules(
      old.uniqueBy.map((key) => `${key} is unique in the list`),
      now.uniqueBy.map((key) => `${key} is unique in the list`),
      path,
      tell,
    );
    compareNodes(old.element, now.element, `${path}[]`, tell);
  } else if (old.kind === 'tuple' && now.kind === 'tuple') {
    if (old.items.length !== now.items.length) {
      tell('json-type-same', path, `has ${now.items.length} places, and had ${old.items.length}`);
    }
    for (const [place, item] of old.items.entries()) {
      const other = now.items[place];
      if (other) compareNodes(item, other, `${path}[${place}]`, tell);
    }
    if (old.least !== now.least || !isDeepStrictEqual(old.rest, now.rest)) {
      tell('json-undecided', path, 'other places may be missing, or be more');
    }
    const orders = (pairs: readonly (readonly [number, number])[]) =>
      pairs.map(([low, high]) => `place ${low} is not above place ${high}`);
    compareRules(orders(old.ordered), orders(now.ordered), path, tell);
  } else if (old.kind === 'object' && now.kind === 'object') {
    compareObjects(old, now, path, tell);
  } else if (old.kind === 'versions' && now.kind === 'versions') {
    compareVersions(old, now, path, tell);
  } else if (old.kind === 'any_object' && now.kind === 'any_object') {
    const limits = [
      [old.maxBytes, now.maxBytes, 'bytes'],
      [old.maxDepth, now.maxDepth, 'objects in each other'],
    ] as const;
    for (const [was, is, noun] of limits) {
      if (is === was) continue;
      const rule = is < was ? 'bytes-narrow' : 'bytes-widen';
      tell(rule, path, `has at most ${is} ${noun}, and had ${was}`);
    }
  } else if (old.kind === 'nested' && now.kind === 'nested') {
    if (old.maxDepth !== now.maxDepth) {
      const rule = now.maxDepth < old.maxDepth ? 'bytes-narrow' : 'bytes-widen';
      tell(rule, path, `is at most ${now.maxDepth} levels deep, and was ${old.maxDepth}`);
    }
    compareNodes(old.node, now.node, path, tell);
  } else if (old.kind === 'record' && now.kind === 'record') {
    if (!isDeepStrictEqual([old.key, old.loose], [now.key, now.loose])) {
      tell('json-undecided', path, 'takes other keys than before');
    }
    compareNodes(old.value, now.value, anyKey(path), tell);
  } else if (isOpen(old) || isOpen(now)) {
    if (!isDeepStrictEqual(old, now)) tell('json-undecided', path, 'another shape than before');
  } else if (old.kind !== now.kind) {
    compareKinds(old, now, path, tell);
  }
}

/** Kinds that are compared as a whole: one may hold another without being like it. */
const openKinds: ReadonlySet<string> = new Set<ContractNode['kind']>([
  'union',
  'record',
  'anything',
  'json',
  'nested',
  'recursion',
]);

const isOpen = ({ kind }: ContractNode) => openKinds.has(kind);

function compareKinds(old: ContractNode, now: ContractNode, path: string, tell: Tell): void {
  if (old.kind === 'one_of' && isRange(now)) {
    compareWords(old.values, now, 'word-no-delete', path, tell);
    tell('word-add', path, 'may be other values now, and was one of a list');
  } else if (now.kind === 'one_of' && isRange(old)) {
    compareWords(now.values, old, 'word-add', path, tell);
    tell('word-no-delete', path, 'is one of a list now, and could be other values');
  } else if (old.kind === 'object' && now.kind === 'any_object') {
    tell('strict-to-loose', path, 'may have any keys now');
  } else if (old.kind === 'any_object' && now.kind === 'object') {
    tell('loose-to-strict', path, 'has only certain keys now');
  } else {
    tell('json-type-same', path, `is ${inWords(now)} now, and was ${inWords(old)}`);
  }
}

const isRange = (node: ContractNode): node is NumberNode | TextNode =>
  node.kind === 'number' || node.kind === 'text';

/** The words of a list that a number or a text cannot be. */
function compareWords(
  values: OneOfNode['values'],
  range: NumberNode | TextNode,
  rule: RuleId,
  path: string,
  tell: Tell,
): void {
  const others = values.filter((value) => !fits(range, value));
  if (others.length === 0) return;
  const list = others.map((value) => JSON.stringify(value)).join(', ');
  tell(
    rule,
    path,
    `${list}: ${rule === 'word-add' ? 'may stand there now' : 'is not taken any more'}`,
  );
}

/** Whether a value may be one of these; one of a form is taken for none. */
function fits(range: NumberNode | TextNode, value: OneOfNode['values'][number]): boolean {
  if (range.kind === 'number') {
    return (
      typeof value === 'number' &&
      value >= range.least &&
      value <= range.most &&
      isMultiple(value, range.step)
    );
  }
  if (typeof value !== 'string' || range.pattern !== undefined || range.isDay === true)
    return false;
  if (range.forms !== undefined) return false;
  const length = Array.from(value).length;
  return length >= (range.least ?? 0) && length <= (range.most ?? Infinity);
}

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

function compareLimits(
  old: { readonly least: number; readonly most: number },
  now: { readonly least: number; readonly most: number },
  noun: string,
  path: string,
  tell: Tell,
): void {
  const range = ({ least, most }: typeof old) =>
    most === Infinity ? `from ${least} on` : `${least} to ${most}`;
  const says = `${range(now)}${noun} now, and ${range(old)} before`;
  if (now.least < old.least || now.most > old.most) tell('json-range-widen', path, says);
  if (now.least > old.least || now.most < old.most) tell('json-range-narrow', path, says);
}

/** A number without a step is any number. */
function compareSteps(
  old: number | undefined,
  now: number | undefined,
  path: string,
  tell: Tell,
): void {
  if (old === now) return;
  const in_ = (step: number | undefined) =>
    step === undefined ? 'any number' : `steps of ${step}`;
  const says = `${in_(now)} now, and ${in_(old)} before`;
  if (!isMultiple(old, now)) tell('json-range-narrow', path, says);
  if (!isMultiple(now, old)) tell('json-range-widen', path, says);
}

/** Whether every multiple of one step is one of the other. */
export function isMultiple(step: number | undefined, of: number | undefined): boolean {
  if (of === undefined) return true;
  return step !== undefined && Number.isInteger(Number((step / of).toFixed(9)));
}

function compareForms(old: TextNode, now: TextNode, path: string, tell: Tell): void {
  const form = ({ pattern, isDay, forms = [] }: TextNode) =>
    [
      isDay ? 'a day of the calendar' : undefined,
      pattern,
      ...forms.map((one) =>
        one.form === 'matches' ? (one.name ?? one.written) : `${one.form} ${one.text}`,
      ),
    ].filter((one) => one !== undefined);
  const [before, after] = [form(old), form(now)];
  const gained = after.filter((one) => !before.includes(one));
  const lost = before.filter((one) => !after.includes(one));
  if (gained.length > 0) tell('json-range-narrow', path, `must be ${gained.join(' and ')} now`);
  if (lost.length > 0) tell('json-range-widen', path, `need not be ${lost.join(' and ')} any more`);
}

function compareRules(
  old: readonly string[],
  now: readonly string[],
  path: string,
  tell: Tell,
): void {
  for (const one of now) {
    if (!old.includes(one)) tell('json-rule-add', path, `a new rule: ${one}`);
  }
  for (const one of old) {
    if (!now.includes(one)) tell('json-rule-delete', path, `no rule any more: ${one}`);
  }
}

function compareObjects(old: ObjectNode, now: ObjectNode, path: string, tell: Tell): void {
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  const find = ({ properties }: ObjectNode, key: string) =>
    properties.find((property) => property.key === key);
  const gone = old.properties.filter(({ key }) => !find(now, key));
  const added = now.properties.filter(({ key }) => !find(old, key));
  for (const { key } of gone) tell('key-no-delete', at(key), 'the key is not taken any more');
  compareOthers(old, now, path, tell);
  for (const { key, optional } of added) {
    // a document may have had the key with another value
    if (old.others) tell('json-undecided', at(key), 'a key that may have been there before');
    if (optional) tell('key-add-optional', at(key), 'a key that may be there now');
    else tell('key-add-required', at(key), 'a key that must be there now');
  }
  for (const property of old.properties) {
    const other = find(now, property.key);
    if (!other) continue;
    if (property.optional && !other.optional) {
      tell('key-made-required', at(property.key), 'must be there now');
    }
    if (!property.optional && other.optional) {
      tell('key-made-optional', at(property.key), 'may be missing now');
    }
    compareNodes(property.node, other.node, at(property.key), tell);
  }
  const rulesOf = ({ ordered, atLeastOne }: ObjectNode) => [
    ...ordered.map(([low, high]) => `${low} is not above ${high}`),
    ...(atLeastOne.length > 0 ? ['one of the keys is there'] : []),
  ];
  compareRules(rulesOf(old), rulesOf(now), path, tell);
}

/** The place of a value under any key. */
const anyKey = (path: string) => (path === '' ? '*' : `${path}.*`);

/** The keys that are not named. */
function compareOthers(old: ObjectNode, now: ObjectNode, path: string, tell: Tell): void {
  if (!old.others && now.others) tell('strict-to-loose', path, 'may have other keys now');
  if (old.others && !now.others) tell('loose-to-strict', path, 'has only certain keys now');
  if (old.others && now.others) compareNodes(old.others, now.others, anyKey(path), tell);
}

function compareVersions(old: VersionsNode, now: VersionsNode, path: string, tell: Tell): void {
  if (old.discriminator !== now.discriminator) {
    tell(
      'json-type-same',
      path,
      `told apart by ${now.discriminator}, and was by ${old.discriminator}`,
    );
    return;
  }
  const find = ({ versions }: VersionsNode, value: unknown) =>
    versions.find(({ values }) => values.some((one) => one === value));
  const valuesOf = ({ versions }: VersionsNode) => versions.flatMap(({ values }) => values);
  const name = (value: unknown) => `${old.discriminator} ${JSON.stringify(value)}`;
  for (const value of valuesOf(now)) {
    if (!find(old, value)) tell('variant-add', path, `${name(value)} is new`);
  }
  for (const value of valuesOf(old)) {
    const [was, is] = [find(old, value), find(now, value)];
    if (!was) continue;
    if (is) compareNodes(was.node, is.node, `${path}(${name(value)})`, tell);
    else tell('variant-no-delete', path, `${name(value)} is not taken any more`);
  }
}
