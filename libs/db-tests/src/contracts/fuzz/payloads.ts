import fc from 'fast-check';
import { documentOf, list, mapping } from './document.ts';
import type { Document, Mapping } from './document.ts';

const numbers = [0, -0, 1, 0.1, -1.5, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 2 ** 53 + 2];
const scalars = [null, true, false, '', 'a', '\n"\\', 'é', '😀', '\u0001', ...numbers];

/**
 * Without the backslash. After an object with one in a key, V8 in Node 24 reads other escaped keys
 * as that key (nodejs/node#63785). JSON.parse is wrong then.
 */
const keys = ['', 'a', 'b', '__proto__', 'constructor', 'é', '😀', ' ', '"', "'", 'k'.repeat(99)];

/** Any JSON that Postgres can store, some levels deep. */
export const anyJson: fc.Arbitrary<Document> = [1, 2, 3].reduce(
  (inner) => fc.oneof({ arbitrary: someScalar(), weight: 3 }, someList(inner), someObject(inner)),
  someScalar(),
);

function someScalar(): fc.Arbitrary<Document> {
  return fc.oneof(
    fc.constantFrom(...scalars.map(documentOf)),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(documentOf),
  );
}

function someList(inner: fc.Arbitrary<Document>): fc.Arbitrary<Document> {
  return fc.array(inner, { maxLength: 4 }).map((items) => list(items));
}

function someObject(inner: fc.Arbitrary<Document>): fc.Arbitrary<Mapping> {
  const entry = fc.tuple(fc.constantFrom(...keys.map((key) => JSON.stringify(key))), inner);
  return fc
    .array(entry, { maxLength: 4 })
    .map((entries) => mapping([...new Map<string, Document>(entries)]));
}

/** Some values, and the length of their text in jsonb. */
const lengths: readonly (readonly [value: unknown, bytes: number])[] = [
  [1, 1],
  [1e21, 22],
  [-1e-7, 10],
  [1e308, 309],
  [5e-324, 326],
  ['é', 4],
  ['😀', 6],
  ['\u0001\n', 10],
  [[], 2],
  [{ a: [1, 2] }, '{"a": [1, 2]}'.length],
];

/**
 * Objects of about as many bytes as a payload may have. The text is that of JSON.stringify, as
 * supabase-js sends it. Other clients can send `1.500` or `15e-1`. Postgres keeps trailing zeros
 * and JSON.parse does not, so near the limit they can count differently. Only the author of the
 * text can see this, and no contract can settle it. So the fuzzer makes no such document.
 */
export function payloadsOfBytes(most: number): fc.Arbitrary<Document> {
  return fc
    .record({
      some: fc.array(fc.constantFrom(...lengths), { maxLength: 30 }),
      more: fc.integer({ min: -2, max: 2 }),
      padding: fc.constantFrom('x', 'é', '😀'),
    })
    .map(({ some, more, padding }) => {
      const inside = some.reduce((sum, [, bytes]) => sum + bytes, Math.max(0, some.length - 1) * 2);
      const left = most + more - '{"a": [], "b": ""}'.length - inside;
      const width = Buffer.byteLength(padding);
      const text = padding.repeat(Math.floor(left / width)) + 'x'.repeat(left % width);
      return documentOf({ a: some.map(([value]) => value), b: text });
    });
}

/** An object with any keys, as a wearable's vendor may send. */
export const payload: fc.Arbitrary<Document> = someObject(anyJson);
