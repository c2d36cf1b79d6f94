import { rulesOf } from '@parakeet/db-types';
import fc from 'fast-check';
import * as z from 'zod';
import { documentOf, list, mapping, repeated, scalar } from './document.ts';
import type { Document, Entry, Limits, List, Mapping } from './document.ts';
import { payload, payloadsOfBytes } from './payloads.ts';
import { documentOfShape, inside } from './valid-shapes.ts';

/**
 * Valid documents of a contract, from its Zod schema and its rules: with and without optional
 * parts, and at each limit.
 *
 * @throws Error for a type of schema that no contract has used so far
 */
export function validDocument(schema: z.core.$ZodType): fc.Arbitrary<Document> {
  return documentOfShape(schema, validDocument) ?? knownDocument(schema);
}

function knownDocument(schema: z.core.$ZodType): fc.Arbitrary<Document> {
  if (schema instanceof z.ZodNumber) return numberIn(schema);
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return textIn(schema);
  if (schema instanceof z.ZodEnum) return oneOf(schema.options);
  if (schema instanceof z.ZodLiteral) return oneOf([...schema.values]);
  if (schema instanceof z.ZodNullable) {
    return fc.oneof({ arbitrary: validDocument(schema.unwrap()), weight: 3 }, oneOf([null]));
  }
  if (schema instanceof z.ZodArray) return listOf(schema);
  if (schema instanceof z.ZodTuple) return tupleOf(schema);
  if (schema instanceof z.ZodObject) return inside(schema, () => objectOf(schema));
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map(validDocument));
  if (schema instanceof z.ZodCustom && rulesOf(schema).some(({ rule }) => rule === 'json_object')) {
    return payload;
  }
  throw new Error(`no documents are made for a schema of the type ${schema._zod.def.type} yet`);
}

/**
 * Documents near the byte limit of a contract. They must be sent unchanged. They are large, so a
 * run tries few of them. Undefined if there is no such limit.
 */
export function documentsOfMostBytes(schema: z.core.$ZodType): fc.Arbitrary<Document> | undefined {
  for (const rule of rulesOf(schema)) {
    if (rule.rule === 'json_object') return payloadsOfBytes(rule.max_bytes);
  }
  return undefined;
}

function oneOf(values: readonly unknown[]): fc.Arbitrary<Document> {
  return fc.constantFrom(...values.map(documentOf));
}

function numberIn(schema: z.ZodNumber): fc.Arbitrary<Document> {
  const [least, most] = [bound(schema.minValue, -1), bound(schema.maxValue, 1)];
  const limits = { least, most };
  const step = rulesOf(schema).find((rule) => rule.rule === 'step')?.step ?? multipleOf(schema);
  const inSteps = (size: number) =>
    fc.integer({ min: Math.ceil(least / size), max: Math.floor(most / size) });
  const size = step ?? (schema.isInt ? 1 : undefined);
  const between =
    size === undefined
      ? fc.oneof(
          inSteps(0.01).map((hundredths) => hundredths / 100),
          fc.double({ min: least, max: most, noNaN: true }),
        )
      : inSteps(size).map((steps) => steps * size);
  return fc
    .oneof({ arbitrary: between, weight: 4 }, fc.constantFrom(least, most))
    .map((value) => scalar('number', JSON.stringify(value), limits));
}

function multipleOf(schema: z.ZodNumber): number | undefined {
  const checks = schema.def.checks?.map(({ _zod }) => _zod.def) ?? [];
  const found = checks.find((def) => def.check === 'multiple_of');
  return found && 'value' in found ? Number(found.value) : undefined;
}

/** The bound, or a distant one if there is none. */
function bound(value: number | null, sign: 1 | -1): number {
  return value !== null && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : sign * 1e13;
}

/** In either case and of any version. */
const uuids = [
  '6f9619ff-8b86-d011-b42d-00c04fc964ff',
  '6F9619FF-8B86-D011-B42D-00C04FC964FF',
  '0b4c7f4e-8d5c-4a57-9d8e-1f2a3b4c5d6e',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-FFFF-ffff-FFFF-ffffffffffff',
];

/** Characters of one, two, three and four bytes in UTF-8, some of them escaped. */
const characters = ['n', ' ', '"', '\\', '\n', '\u0001', 'é', 'e\u0301', '\u2028', '\uffff', '😀'];

/** Days, often the last of a month or in a leap year. */
const day = fc
  .record({
    year: fc.oneof(
      fc.constantFrom(1, 1900, 2000, 2024, 2026, 9999),
      fc.integer({ min: 1, max: 9999 }),
    ),
    month: fc.oneof({ arbitrary: fc.integer({ min: 1, max: 12 }), weight: 3 }, fc.constant(2)),
    date: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant(31)),
  })
  .map(({ year, month, date }) => {
    const last = month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
    const digits = (number: number, length: number) => String(number).padStart(length, '0');
    return `${digits(year, 4)}-${digits(month, 2)}-${digits(Math.min(date, last), 2)}`;
  });

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function textIn(schema: z.ZodString | z.ZodStringFormat): fc.Arbitrary<Document> {
  if (schema.format === 'guid') {
    return fc.constantFrom(...uuids).map((uuid) => scalar('text', JSON.stringify(uuid)));
  }
  if (rulesOf(schema).some(({ rule }) => rule === 'calendar_day')) {
    return day.map((text) => scalar('text', JSON.stringify(text)));
  }
  const least = schema.minLength ?? 0;
  const most = schema.maxLength ?? least + 5;
  const short = fc.array(fc.constantFrom(...characters), {
    minLength: least,
    maxLength: Math.min(Math.max(least, 5), most),
  });
  const long = fc.record({
    character: fc.constantFrom('n', 'é', '\uffff', '😀'),
    length: fc.constantFrom(least, least + 1, most - 1, most),
  });
  return fc
    .oneof(
      { arbitrary: short.map((parts) => parts.join('')), weight: 39 },
      { arbitrary: long.map(({ character, length }) => character.repeat(length)), weight: 1 },
    )
    .map((value) => scalar('text', JSON.stringify(value), { least, most }));
}

function listOf(schema: z.ZodArray): fc.Arbitrary<List> {
  const limits = lengths(schema);
  const some = fc.array(validDocument(schema.element), {
    minLength: limits.least,
    maxLength: Math.min(Math.max(limits.least, 4), limits.most),
  });
  // a few elements repeated: generating two hundred would take most of the time
  const filled = fc
    .record({ items: some, length: fc.constantFrom(limits.most - 1, limits.most) })
    .map(({ items, length }) => repeated(items, length));
  const unique = rulesOf(schema).flatMap((rule) => (rule.rule === 'unique_by' ? [rule.key] : []));
  return fc
    .oneof({ arbitrary: some, weight: 79 }, { arbitrary: filled, weight: 1 })
    .map((items) => list(unique.reduce(numbered, items), limits));
}

function lengths(schema: z.ZodArray): Limits {
  let [least, most] = [0, 0];
  for (const check of schema.def.checks ?? []) {
    if (check instanceof z.core.$ZodCheckMinLength) least = check._zod.def.minimum;
    if (check instanceof z.core.$ZodCheckMaxLength) most = check._zod.def.maximum;
    if (check instanceof z.core.$ZodCheckLengthEquals) least = most = check._zod.def.length;
  }
  return { least, most: most === 0 ? least + 6 : most };
}

/** The elements with consecutive numbers under a key, from the first one's on. */
function numbered(elements: readonly Document[], key: string): Document[] {
  let first: number | undefined;
  return elements.map((element, index) => {
    if (element.kind !== 'object') return element;
    return mapping(
      element.entries.map(([written, value]): Entry => {
        if (written !== JSON.stringify(key) || value.kind !== 'number') return [written, value];
        // or so much lower that there are numbers for all
        const last = (value.limits?.most ?? elements.length) - elements.length + 1;
        first ??= Math.min(Number(value.json), last);
        return [written, { ...value, json: `${first + index}` }];
      }),
    );
  });
}

function tupleOf(schema: z.ZodTuple): fc.Arbitrary<List> {
  const items = schema.def.items.map(validDocument);
  return fc.tuple(...items).map((found) => {
    const isOrdered = rulesOf(schema).some(({ rule }) => rule === 'ordered');
    return list(isOrdered ? found.toSorted((a, b) => numberOf(a) - numberOf(b)) : found, {
      least: items.length,
      most: items.length,
    });
  });
}

function objectOf(schema: z.ZodObject): fc.Arbitrary<Mapping> {
  const rules = rulesOf(schema);
  const isNeeded = rules.some(({ rule }) => rule === 'at_least_one');
  const keys = Object.entries(schema.shape).map(([key, property]) => {
    const optional = property._zod.optin !== undefined;
    return { key, optional, value: validDocument(property) };
  });
  /** @param chance of an optional key to be present, against one to be absent */
  const some = (chance: number) =>
    fc.tuple(
      ...keys.map(({ key, optional, value }) => {
        const entry = value.map((found): Entry[] => [[JSON.stringify(key), found]]);
        return optional ? maybe(entry, chance) : entry;
      }),
    );
  return fc
    .oneof({ withCrossShrink: true }, some(0.2), some(1), some(always))
    .map((entries) => inOrder(mapping(entries.flat()), schema))
    .filter(({ entries }) => !isNeeded || entries.length > 0);
}

/** A chance that makes absence rare. */
const always = 1000;

/** The entry or none; it shrinks to none. */
function maybe(entry: fc.Arbitrary<Entry[]>, chance: number): fc.Arbitrary<Entry[]> {
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant<Entry[]>([]), weight: 10 },
    { arbitrary: entry, weight: 10 * chance },
  );
}

/** The object after swapping the values of each ordered pair of keys in the wrong order. */
function inOrder(found: Mapping, schema: z.ZodObject): Mapping {
  const values = new Map(found.entries);
  for (const rule of rulesOf(schema)) {
    if (rule.rule !== 'ordered') continue;
    const [low, high] = rule.keys.map((key) => JSON.stringify(key));
    const [least, most] = [values.get(low ?? ''), values.get(high ?? '')];
    if (!least || !most || numberOf(least) <= numberOf(most)) continue;
    values.set(low ?? '', most).set(high ?? '', least);
  }
  return mapping([...values]);
}

function numberOf(document: Document): number {
  return document.kind === 'number' ? Number(document.json) : Number.NaN;
}
