import {
  changeDocument,
  FormulaOverrides,
  readRow,
  readRows,
  rowSchemas,
} from '@parakeet/db-types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { useDatabase } from '@parakeet/db-harness';
import { contractColumns, contractSubjects } from '@parakeet/db-harness/contract-columns';
import { insertRow, tables } from '@parakeet/db-harness/made-rows';
import {
  changePlace,
  countPlaces,
  mapping,
  scalar,
  toJson,
  type Document,
} from './fuzz/document.ts';
import { documents } from './fuzz/documents.ts';
import { seedOfThisRun } from './fuzz/seed.ts';
import { validDocument } from './fuzz/valid-documents.ts';
import { createWriter } from './writes.ts';

const db = useDatabase();
const seed = seedOfThisRun();
const parameters = { numRuns: 100, seed };

/** Keys that no contract has, and values for them. */
const unknownKeys = ['tempo', '', '__proto__', 'constructor', 'toString', '😀', 'é "'];
const unknownValues = ['1', 'null', '[{"a": 1}]', '"x"', '{"__proto__": {"b": []}}'];

interface Extended {
  readonly document: Document;
  readonly extended: Document;
}

/**
 * Valid documents, with and without unknown keys in some of their objects.
 *
 * @param inLists whether objects in lists get unknown keys
 */
function extendedDocuments(
  contract: z.core.$ZodType,
  { inLists = true } = {},
): fc.Arbitrary<Extended> {
  const keys = fc.uniqueArray(fc.constantFrom(...unknownKeys), { minLength: 1, maxLength: 3 });
  const choice = fc.record({ keys, value: fc.constantFrom(...unknownValues), gets: fc.boolean() });
  return fc
    .record({ document: validDocument(contract), choices: fc.array(choice, { minLength: 8 }) })
    .map(({ document, choices }) => {
      let count = 0;
      const extend = (place: Document): Document => {
        if (place.kind === 'list') {
          return inLists ? { ...place, items: place.items.map(extend) } : place;
        }
        if (place.kind !== 'object') return place;
        const chosen = choices[(count += 1) % choices.length];
        const more = (chosen?.gets === true ? chosen.keys : []).map(
          (key) => [JSON.stringify(key), scalar('word', chosen?.value ?? '')] as const,
        );
        return mapping([
          ...place.entries.map(([key, value]) => [key, extend(value)] as const),
          ...more,
        ]);
      };
      return { document, extended: extend(document) };
    });
}

/** The value without the keys that the contract reports as unknown. */
function withoutUnknownKeys(contract: z.ZodType, text: string): unknown {
  const value: unknown = JSON.parse(text);
  for (const issue of contract.safeParse(value).error?.issues ?? []) {
    if (issue.code !== 'unrecognized_keys') continue;
    const object = issue.path.reduce<unknown>((part, key) => Reflect.get(Object(part), key), value);
    for (const key of issue.keys) Reflect.deleteProperty(Object(object), key);
  }
  return value;
}

/** A JSON value in a form that compares without the order of keys, including `__proto__`. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .toSorted(([one], [other]) => (one < other ? -1 : 1))
          .map(([key, inner]) => [key, sorted(inner)])
      : value;

describe.each(contractSubjects)('$name, read tolerantly', ({ contract }) => {
  const takesAnyKey = contract instanceof z.ZodCustom;

  it('keeps unknown keys through read, change and write', () => {
    let extendedOnes = 0;
    fc.assert(
      fc.property(extendedDocuments(contract), ({ document, extended }) => {
        const text = toJson(extended);
        const input: unknown = JSON.parse(text);
        const { row, unread } = readRow(contract, input);
        expect(unread).toBeUndefined();
        expect(row).toBe(input);
        const isExtended = text !== toJson(document);
        if (isExtended) extendedOnes += 1;
        expect(contract.safeParse(input).success).toBe(!isExtended || takesAnyKey);
        // every object is a copy, as after spreading it
        const changed = changeDocument(contract, row, () => JSON.parse(text));
        expect(sorted(JSON.parse(JSON.stringify(changed)))).toEqual(sorted(JSON.parse(text)));
        // the known part is the document that the strict contract accepts
        expect(sorted(withoutUnknownKeys(contract, text))).toEqual(
          sorted(JSON.parse(takesAnyKey ? text : toJson(document))),
        );
      }),
      parameters,
    );
    expect(extendedOnes).toBeGreaterThan(0);
  });

  it('puts back unknown keys outside of lists that a change left out', () => {
    fc.assert(
      fc.property(extendedDocuments(contract, { inLists: false }), ({ document, extended }) => {
        const changed = changeDocument(contract, JSON.parse(toJson(extended)), () =>
          JSON.parse(toJson(document)),
        );
        expect(sorted(changed)).toEqual(
          sorted(JSON.parse(toJson(takesAnyKey ? document : extended))),
        );
      }),
      parameters,
    );
  });

  it('refuses each document that the strict contract refuses for more than unknown keys', () => {
    const verdicts = new Set<string>();
    const texts = fc.sample(documents(contract), { numRuns: 500, seed }).map(({ text }) => text);
    const inputs = texts.map((text): unknown => JSON.parse(text));
    const understood = texts.map((text, index) => {
      const strict = contract.safeParse(inputs[index]).success;
      const known = contract.safeParse(withoutUnknownKeys(contract, text)).success;
      const { row, unread } = readRow(contract, inputs[index]);
      expect(unread === undefined, `PARAKEET_FUZZ_SEED=${seed}: ${text.slice(0, 500)}`).toBe(known);
      if (row !== undefined) expect(row).toBe(inputs[index]);
      verdicts.add(`${strict} ${known}`);
      return known;
    });
    // one document does not hide another
    const { rows, unread } = readRows(contract, inputs);
    expect(rows).toEqual(inputs.filter((_, index) => understood[index]));
    expect(unread.map(({ input }) => input)).toEqual(
      inputs.filter((_, index) => !understood[index]),
    );
    expect([...verdicts].toSorted()).toEqual(
      takesAnyKey ? ['false false', 'true true'] : ['false false', 'false true', 'true true'],
    );
  });

  it.each(newerPlaces(contract))(
    `recognises a newer $kind, and hides only that document`,
    ({ kind, takes, next }) => {
      const change = fc
        .tuple(validDocument(contract), fc.nat())
        .filter(([document]) => countPlaces(document, takes) > 0);
      fc.assert(
        fc.property(change, ([document, choice]) => {
          const place = choice % countPlaces(document, takes);
          const newer = changePlace(document, takes, place, (found) => scalar('word', next(found)));
          const [one, other]: unknown[] = [document, newer].map((made) => JSON.parse(toJson(made)));
          const { rows, unread } = readRows(contract, [one, other, one]);
          expect(rows).toEqual([one, one]);
          expect(unread).toHaveLength(1);
          expect(unread[0]?.problems.map((problem) => problem.kind)).toContain(kind);
        }),
        parameters,
      );
    },
  );
});

describe.each(tables)('rows of %s, read tolerantly', (table) => {
  it('keep the columns of a newer schema, and hide only a row with a newer word', async () => {
    const id = await insertRow(db, table, await db.createLifter());
    await db.query(`alter table public.${table} add column newer jsonb default '{"a": [1]}'`);
    const [found] = await db.query<{ row: Record<string, unknown> }>(
      `select to_json(t) as row from public.${table} as t where id = $1`,
      [id],
    );
    const row = found?.row ?? {};
    expect(row['newer']).toEqual({ a: [1] });
    const schema: z.ZodObject = rowSchemas[table].row;
    const newer = Object.entries(schema.shape).flatMap(([column, part]) => {
      const inner = part instanceof z.ZodNullable ? part.unwrap() : part;
      if (!(inner instanceof z.ZodLiteral)) return [];
      const isNumber = [...inner.values].every((value) => typeof value === 'number');
      return [{ ...row, [column]: isNumber ? 99 : 'a_newer_word' }];
    });
    const wrong = Object.keys(schema.shape).map((column) => ({ ...row, [column]: undefined }));
    const { rows, unread } = readRows(schema, [row, ...newer, row, ...wrong, row]);
    expect(rows).toHaveLength(3);
    for (const one of rows) expect(one).toBe(row);
    expect(unread.map(({ input }) => input)).toEqual([...newer, ...wrong]);
    expect(unread.map(({ isNewer }) => isNewer)).toEqual([
      ...newer.map(() => true),
      ...wrong.map(() => false),
    ]);
  });
});

describe('a document with keys of a newer schema', () => {
  const column = contractColumns.find(({ name }) => name === 'formula_configs.overrides');
  const text = '{"goal": "strength", "deload": {"sets": 3, "tempo": [3, 1]}}';
  const overrides = readRow(FormulaOverrides, JSON.parse(text)).row ?? {};
  const changed = JSON.stringify(
    changeDocument(FormulaOverrides, overrides, () => ({ deload: { sets: 2 } })),
  );

  it('is refused by a database that does not know them (23514)', async () => {
    if (!column) throw new Error('formula_configs.overrides has no contract');
    const write = await createWriter(db, column);
    expect(await write.update(changed)).toMatchObject({
      code: '23514',
      constraint: 'formula_configs_overrides_contract',
    });
  });

  it('is stored with them by one that does', async () => {
    await db.query(`alter table public.formula_configs
      drop constraint formula_configs_overrides_contract`);
    const id = await insertRow(db, 'formula_configs', await db.createLifter());
    const [stored] = await db.query<{ overrides: unknown }>(
      'update public.formula_configs set overrides = $2::jsonb where id = $1 returning overrides',
      [id, changed],
    );
    expect(stored?.overrides).toEqual({
      goal: 'strength',
      deload: { sets: 2, tempo: [3, 1] },
    });
  });
});

interface NewerPlaces {
  readonly kind: 'word' | 'limit';
  readonly takes: (place: Document) => boolean;
  /** The value of a newer app there. */
  readonly next: (place: Document) => string;
}

/** Where a document of the contract may be newer. Kinds that have no place in it are left out. */
function newerPlaces(contract: z.core.$ZodType): NewerPlaces[] {
  const words = new Set(wordsOf(contract));
  const kinds: NewerPlaces[] = [
    {
      kind: 'word',
      takes: (place) => place.kind === 'text' && words.has(JSON.parse(place.json)),
      next: () => '"a_newer_word"',
    },
    {
      kind: 'limit',
      takes: (place) => place.kind === 'number' && place.limits !== undefined,
      next: (place) => String((place.kind === 'number' ? (place.limits?.most ?? 0) : 0) + 1),
    },
  ];
  const samples = fc.sample(validDocument(contract), { numRuns: 200, seed });
  return kinds.filter(({ takes }) => samples.some((sample) => countPlaces(sample, takes) > 0));
}

/** The words in a schema's lists. */
function wordsOf(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodEnum) return Object.values(schema.def.entries).map(String);
  if (schema instanceof z.ZodArray) return wordsOf(schema.element);
  if (schema instanceof z.ZodObject) return Object.values(schema.shape).flatMap(wordsOf);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(wordsOf);
  return schema instanceof z.ZodExactOptional || schema instanceof z.ZodNullable
    ? wordsOf(schema.unwrap())
    : [];
}
