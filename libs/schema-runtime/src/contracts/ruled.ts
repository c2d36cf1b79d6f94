import * as z from 'zod';
import { brokenAtLeastOne, brokenDepth, brokenOrder, brokenUnique } from './broken.ts';
import { addRule } from './rules.ts';

/** For an object, of two of its keys: the first is not above the second, where both are there. */
export function ordered<Schema extends z.ZodObject>(
  schema: Schema,
  keys: readonly [keyof z.output<Schema> & string, keyof z.output<Schema> & string],
): Schema;
/** For a list of two numbers: the first is not above the second. */
export function ordered<Schema extends z.ZodTuple>(schema: Schema, keys: readonly [0, 1]): Schema;
export function ordered<Schema extends z.ZodType>(
  schema: Schema,
  keys: readonly [string, string] | readonly [0, 1],
): Schema {
  const rule = { rule: 'ordered', keys } as const;
  return addRule(schema, rule, brokenOrder(rule));
}

/** For a list of objects: each has another number under the key. */
export function uniqueBy<Element extends z.ZodObject>(
  schema: z.ZodArray<Element>,
  key: keyof z.output<Element> & string,
): z.ZodArray<Element> {
  const rule = { rule: 'unique_by', key } as const;
  return addRule(schema, rule, brokenUnique(rule));
}

/** For an object whose keys are all optional: it is not empty. */
export function atLeastOne<Schema extends z.ZodObject>(schema: Schema): Schema {
  const rule = { rule: 'at_least_one', keys: Object.keys(schema.shape) } as const;
  return addRule(schema, rule, brokenAtLeastOne(rule));
}

/**
 * For a schema that is inside itself, as comments with answers are: documents are no deeper than
 * some levels of objects and lists. The depth is looked at first, so that no document ends in an
 * error for want of stack, here or in Postgres.
 *
 * @param levels from 1 to 100
 */
export function maxDepth<Output, Input>(schema: z.ZodType<Output, Input>, levels: number) {
  if (!Number.isInteger(levels) || levels < 1 || levels > mostLevels) {
    throw new RangeError(`maxDepth takes 1 to ${mostLevels} levels, not ${levels}`);
  }
  const rule = { rule: 'max_depth', max_depth: levels } as const;
  return z.pipe(addRule(z.custom<Input>(), rule, brokenDepth(rule)), schema);
}

/** Levels that Postgres has stack for, with room to spare. */
const mostLevels = 100;
