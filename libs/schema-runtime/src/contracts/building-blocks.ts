import * as z from 'zod';
import { uuidWith } from '../columns/values.ts';
import { either, type Message } from '../columns/words.ts';
import { brokenDay, brokenText } from './broken.ts';
import { mustBe, objectError, wrongType } from './errors.ts';
import { addRule } from './rules.ts';

/** An object of exactly these keys: an unknown one is an error, never left out in silence. */
export function strict<const Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, { error: objectError });
}

// Zod would look at the length of whatever has one, and complain of a text in a list's place twice
const isList = ({ value }: { readonly value: unknown }) => Array.isArray(value);
const isText = ({ value }: { readonly value: unknown }) => typeof value === 'string';

/**
 * A list of some length. Zod looks at the length first: a list that is too long is one issue,
 * whatever it holds.
 */
export function list<Element extends z.ZodType>(element: Element, least: number, most: number) {
  const error = lengthError(`a list of ${least} to ${most} elements`);
  const params = { error, abort: true, when: isList };
  // the maximum comes first: only then does Zod look at it before the elements
  const atMost = z.array(element, { error }).max(most, params);
  return least === 0 ? atMost : atMost.min(least, params);
}

/** `must be a list of 0 to 200 elements, not one of 500000`: of the type or the length. */
export function lengthError(what: string): Message {
  return (issue) =>
    issue.code !== 'invalid_type' && Array.isArray(issue.input)
      ? `must be ${what}, not one of ${issue.input.length}`
      : wrongType(what, issue);
}

/**
 * Text that Postgres can store, its length counted in Unicode code points: an emoji is one
 * character, and so it is for Postgres's `char_length`.
 */
export function text(least: number, most: number) {
  const error: Message = (issue) =>
    issue.code === 'invalid_type'
      ? wrongType('text', issue)
      : `must be ${least === 0 ? 'at most' : `${least} to`} ${most} characters long`;
  const params = { error, abort: true, when: isText };
  const atMost = z.string({ error }).max(most, params);
  const schema = least === 0 ? atMost : atMost.min(least, params);
  return addRule(schema, { rule: 'storable_text' }, brokenText);
}

/** Five groups of hexadecimal digits, in either case and of any version, as in `uuid` columns. */
export const uuid = /* @__PURE__ */ uuidWith(mustBe);

/** One of some words, exactly as they are. */
export function word<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: mustBe(either(words)) });
}

/** A day of the calendar such as 2026-02-22, in the years 1 to 9999: as a `date` column has it. */
export const day = /* @__PURE__ */ addRule(
  /* @__PURE__ */ z.string({ error: /* @__PURE__ */ mustBe('a day such as 2026-02-22') }),
  { rule: 'calendar_day' },
  brokenDay,
);
