import fc from 'fast-check';
import * as z from 'zod';
import { documentOf, list, mapping, scalar, type Document, type Entry } from './document.ts';
import { anyJson } from './payloads.ts';

/** Makes documents for an inner schema. */
type ValidDocument = (schema: z.core.$ZodType) => fc.Arbitrary<Document>;

/**
 * Documents that a schema accepts, or almost all of them. For the kinds of schema that Parakeet's
 * own contracts do not use.
 */
export function documentOfShape(
  schema: z.core.$ZodType,
  validDocument: ValidDocument,
): fc.Arbitrary<Document> | undefined {
  if (schema instanceof z.ZodBoolean) return constants([true, false]);
  if (schema instanceof z.ZodNull) return constants([null]);
  if (schema instanceof z.ZodNever) return constants([null, 1]);
  if (schema instanceof z.ZodUnknown || schema instanceof z.ZodAny) return anyJson;
  const pattern = patternOf(schema);
  if (pattern) {
    return fc.stringMatching(pattern).map((text) => scalar('text', JSON.stringify(text)));
  }
  if (schema instanceof z.ZodRecord) return recordOf(schema, validDocument);
  if (schema instanceof z.ZodTuple && schema.def.rest) return tupleWithRest(schema, validDocument);
  if (schema instanceof z.ZodPipe) return validDocument(schema.def.out);
  if (schema instanceof z.ZodLazy) {
    return isInside(schema)
      ? constants([1, 'x', []])
      : inside(schema, () => validDocument(schema.unwrap()));
  }
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  ) {
    return validDocument(schema.unwrap());
  }
  if (schema instanceof z.ZodObject && isInside(schema)) return constants([{}, { nodes: [] }]);
  return undefined;
}

/** The depth at which documents of a recursive schema end. */
const open = new Map<z.core.$ZodType, number>();

function isInside(schema: z.core.$ZodType): boolean {
  return (open.get(schema) ?? 0) > 2;
}

/** Makes documents of a schema that may be recursive. */
export function inside<Result>(schema: z.core.$ZodType, make: () => Result): Result {
  const depth = open.get(schema) ?? 0;
  open.set(schema, depth + 1);
  const made = make();
  open.set(schema, depth);
  return made;
}

function constants(values: readonly unknown[]): fc.Arbitrary<Document> {
  return fc.constantFrom(...values.map(documentOf));
}

/** A regular expression that matches some of the texts, in fast-check's subset. */
function patternOf(schema: z.core.$ZodType): RegExp | undefined {
  if (schema instanceof z.ZodTemplateLiteral) return schema._zod.pattern;
  if (!(schema instanceof z.ZodString || schema instanceof z.ZodStringFormat)) return undefined;
  const first = [
    ...(schema instanceof z.ZodStringFormat ? [schema.def.pattern] : []),
    ...(schema.def.checks ?? []).map(({ _zod }) =>
      'pattern' in _zod.def && _zod.def.pattern instanceof RegExp ? _zod.def.pattern : undefined,
    ),
  ].find((pattern) => pattern !== undefined);
  if (schema instanceof z.ZodStringFormat && schema.format === 'guid') return undefined;
  if (!first) return undefined;
  const known = simpler.find(([part]) => first.source.includes(part));
  return known ? known[1] : new RegExp(first.source, first.flags.replace('i', ''));
}

/** For a pattern with assertions, which fast-check ignores: a similar one. */
const simpler: readonly (readonly [part: string, pattern: RegExp])[] = [
  ['(?!.*W)', /^P(?:\d{1,3}W|\d{1,2}Y\d{1,2}M|\d{1,2}D|T\d{1,2}H(?:\d[.,]\d{1,2}S)?|1D)$/],
  ['(?=.*\\d)', /^[a-z]{1,3}\d{1,2}[\w!]{0,2}$/],
  ['\\bcat\\b', /^(?:cat|a cat|cats|hotdog|dog|-cat-)$/],
  ['{1,253}', /^[a-zA-Z0-9]{1,3}(?:\.[a-z-]{1,3}){0,2}\.?$/],
  ['^a%', /^a%[xé]{0,2}é[a-z]{0,2}😀$/u],
  ['[^a-z\\d]', /^[A-Z!é ]{1,3}[a-z]?$/],
];

function recordOf(schema: z.ZodRecord, validDocument: ValidDocument): fc.Arbitrary<Document> {
  const { keyType, valueType } = schema.def;
  const values = keyType._zod.values;
  const value = validDocument(valueType);
  if (values && schema.def.partial !== true) {
    const entries = Array.from(values, (key) =>
      value.map((found): Entry => [JSON.stringify(String(key)), found]),
    );
    return fc.tuple(...entries).map((found) => mapping(found));
  }
  const key = validDocument(keyType).map((found) =>
    // without the backslash, because JSON.parse of Node 24 has a bug with it: see payloads.ts
    found.kind === 'text' ? found.json.replaceAll('\\\\', '/') : JSON.stringify('key'),
  );
  return fc
    .array(fc.tuple(key, value), { maxLength: 4 })
    .map((found) => mapping([...new Map<string, Document>(found)]));
}

function tupleWithRest(schema: z.ZodTuple, validDocument: ValidDocument): fc.Arbitrary<Document> {
  const rest = schema.def.rest;
  const items = fc.tuple(...schema.def.items.map((item) => validDocument(item)));
  const more = rest ? fc.array(validDocument(rest), { maxLength: 3 }) : fc.constant([]);
  return fc.tuple(items, more).map(([first, others]) => list([...first, ...others]));
}
