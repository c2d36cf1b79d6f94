import * as z from 'zod';
import { rulesOf } from '../contracts/rules.ts';

/**
 * Changes a document that a newer app may have written. The contract is strict about the keys that
 * it knows. Unknown keys stay: if the change drops them from an object, they come back.
 *
 * An element of a list keeps its unknown keys when it is spread (`{ ...set, reps: 5 }`). A new
 * element gets them back only if the contract makes elements unique by a key, such as `set_number`.
 * A change to another version carries nothing.
 *
 * Write the result unchanged. An `…Update` schema would refuse its unknown keys, but the database
 * decides about them.
 *
 * @param contract of the document
 * @param document as it was read; it is not changed
 * @param change makes the changed document
 * @throws z.ZodError if the contract does not understand the document, or refuses the changed one,
 *   where a key is an error that neither the contract nor the document has
 */
export function changeDocument<Contract extends z.ZodType>(
  contract: Contract,
  document: z.output<Contract>,
  change: (document: z.output<Contract>) => z.output<Contract>,
): z.output<Contract> {
  const unknownKeys = new Set<string>();
  assertFits(contract, document, (key) => unknownKeys.add(key).has(key));
  const changed = carry(contract, document, change(document));
  assertFits(contract, changed, (key) => unknownKeys.has(key));
  return changed;
}

function assertFits<Contract extends z.ZodType>(
  contract: Contract,
  document: unknown,
  mayBe: (unknownKey: string) => boolean,
): asserts document is z.output<Contract> {
  const issues = (contract.safeParse(document).error?.issues ?? []).filter(
    (issue) => issue.code !== 'unrecognized_keys' || !issue.keys.every(mayBe),
  );
  if (issues.length > 0) throw new z.ZodError(issues);
}

/** The new value with the unknown keys of the old one; a copy if it gets any. */
function carry(schema: z.core.$ZodType, before: unknown, after: unknown): unknown {
  if (before === after) return after;
  if (
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional
  ) {
    return carry(schema._zod.def.innerType, before, after);
  }
  if (Array.isArray(before) && Array.isArray(after)) return carryInList(schema, before, after);
  if (!isObject(before) || !isObject(after)) return after;
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator, options } = schema._zod.def;
    const version = before[discriminator];
    const option = options.find(({ _zod }) =>
      [...(_zod.propValues?.[discriminator] ?? [])].some((value) => value === version),
    );
    return option && version === after[discriminator] ? carry(option, before, after) : after;
  }
  if (!(schema instanceof z.ZodObject)) return after;
  // entries, since an unknown key may be `constructor` or `__proto__`
  const parts = new Map(Object.entries(schema._zod.def.shape));
  return Object.fromEntries([
    ...Object.entries(before).filter(([key]) => !parts.has(key)),
    ...Object.entries(after).map(([key, value]) => {
      const part = parts.get(key);
      return [key, part ? carry(part, before[key], value) : value];
    }),
  ]);
}

function carryInList(
  schema: z.core.$ZodType,
  before: readonly unknown[],
  after: readonly unknown[],
): unknown {
  if (schema instanceof z.ZodTuple) {
    return after.map((item, place) => {
      const part = schema._zod.def.items[place];
      return part ? carry(part, before[place], item) : item;
    });
  }
  const unique = rulesOf(schema).find((rule) => rule.rule === 'unique_by')?.key;
  if (!(schema instanceof z.ZodArray) || unique === undefined) return after;
  const idOf = (element: unknown) => (isObject(element) ? element[unique] : element);
  const elements = new Map(before.map((element) => [idOf(element), element]));
  return after.map((item) => carry(schema._zod.def.element, elements.get(idOf(item)), item));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
